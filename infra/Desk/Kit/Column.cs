using System.Text.Json.Nodes;
using Exchange.Contracts;

namespace Exchange.Desks.Kit;

/// <summary>One column of a list.</summary>
public sealed record Column(Text Head, Func<JsonObject, string?> Of)
{
    /// <summary>The column by which an item is opened.</summary>
    public bool Opens { get; init; }

    /// <summary>What it says in both languages, instead of a value.</summary>
    public Func<JsonObject, Text?>? Says { get; init; }

    /// <summary>Long text that may wrap.</summary>
    public bool IsWide { get; init; }

    public bool IsNumber { get; init; }

    /// <summary>What stands for the value: state and due day have looks of their own.</summary>
    public ColumnLook Look { get; init; }

    public static Column At(string zh, string en, string path) => new(new Text(zh, en), item => item.At(path));

    /// <summary>Opens the item.</summary>
    public static Column Key(string zh, string en, string path) => At(zh, en, path) with { Opens = true };

    public static Column State(string path = "state") => At("状态", "State", path) with { Look = ColumnLook.State };

    /// <summary>The day on which the next clock runs out.</summary>
    public static Column Due() => At("期限", "Due", "nextDueOn") with { Look = ColumnLook.Due };

    /// <summary>Something with a name in both languages.</summary>
    public static Column Named(string zh, string en, Func<JsonObject, Text?> says) => new(new Text(zh, en), _ => null) { Says = says };

    /// <summary>A word that the glossary knows.</summary>
    public static Column Word(string zh, string en, string path) => At(zh, en, path) with { Look = ColumnLook.Word };
}

public enum ColumnLook
{
    Plain,
    State,
    Due,
    Word,
}

/// <summary>Something by which a list can be narrowed.</summary>
/// <param name="Name">Of the door's query parameter.</param>
/// <param name="Choices">Values to choose from; none: any text.</param>
public sealed record ListFilter(string Name, Text Title, params IReadOnlyList<string> Choices)
{
    /// <summary>What the choices are called, where the glossary does not know them.</summary>
    public Func<string, Text> Names { get; init; } = Words.Any;

    /// <summary>A day is asked for.</summary>
    public bool IsDay { get; init; }

    /// <summary>Somebody's own division and those below; none to choose from for who has only one.</summary>
    public static IReadOnlyList<ListFilter> Divisions(DivisionCode own) =>
        Words.PlacesWithin(own) is { Count: > 1 } places
            ? [new("division", new Text("行政区划", "Division"), [.. places.Select(place => place.Value)]) { Names = NameOf }]
            : [];

    private static Text NameOf(string division)
    {
        var name = Words.Place(DivisionCode.Parse(division));
        return new Text(name, name);
    }

    /// <summary>When it began.</summary>
    public static ListFilter From { get; } = new("from", new Text("从", "From")) { IsDay = true };

    public static ListFilter To { get; } = new("to", new Text("到", "To")) { IsDay = true };

    public static ListFilter CaseNumber { get; } = new("caseNumber", new Text("案号", "Case number"));

    public static ListFilter Overdue { get; } = new("overdue", new Text("逾期", "Overdue"), "true", "false");

    public static ListFilter States(params IReadOnlyList<string> states) => new("state", new Text("状态", "State"), states);
}
