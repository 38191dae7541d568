using System.Globalization;
using System.Text.Json;
using Exchange.Contracts;
using Exchange.Sheets;

namespace Exchange.ProcuratorateIntake.Feeds;

/// <summary>One row of a feed, cell by cell: cells below a header, or a line of JSON with the headers as keys.</summary>
/// <remarks>What cannot be read is noted with its column and reason; the value returned then must not be used (<see cref="Problems"/>).</remarks>
internal sealed class FeedRow
{
    private readonly RawRow raw;
    private readonly JsonElement json;
    private readonly CellReader cells;
    private readonly SheetForm form;

    public FeedRow(RawRow raw, SheetForm form, DateOnly receivedOn)
    {
        this.raw = raw;
        this.form = form;
        Problems = new RowProblems(raw.Number);
        cells = new CellReader(Problems, receivedOn);
        if (raw.Problem is { } problem)
        {
            Problems.Reject(problem.Column, problem.Code, problem.Message, problem.Value);
        }
        else if (raw.Header is null)
        {
            json = Parse();
        }
    }

    public RowProblems Problems { get; }

    public string? Text(string column) => Read(column) is { Length: > 0 } text ? text : null;

    public string Name(string column) => Required(column, Text(column) is { } text ? CellText.Name(text) : null) ?? "";

    public string RequiredText(string column) => Required(column, Text(column)) ?? "";

    public string? OptionalName(string column) => Text(column) is { } text ? CellText.Name(text) : null;

    /// <summary>号牌: without blanks, half-width, capital letters.</summary>
    public string Plate(string column) => Required(column, Text(column) is { } text ? PlateOf(text) : null) ?? "";

    public static string PlateOf(string text) => CellText.Compact(text).Replace("·", "", StringComparison.Ordinal).ToUpperInvariant();

    /// <summary>One of the words of a list.</summary>
    public string Word(string column, IReadOnlyList<string> words) => Required(column, OptionalWord(column, words)) ?? "";

    public string? OptionalWord(string column, IReadOnlyList<string> words)
    {
        if (Text(column) is not { } text)
        {
            return null;
        }
        var word = CellText.Compact(text);
        if (!words.Contains(word, StringComparer.Ordinal))
        {
            Problems.Reject(column, RowCodes.Value, $"应为 {string.Join('、', words)} 之一 (not a word of the list)", text);
        }
        return word;
    }

    public DateOnly Day(string column) => Required(column, OptionalDay(column));

    public DateOnly? OptionalDay(string column) =>
        cells.Date(Read(column), column, form.Find(column)!.MayLieAhead).Has(out var day) ? day : null;

    /// <summary>A day, with or without a time of the day; without one it is its beginning.</summary>
    public DateTime Moment(string column)
    {
        var day = Day(column);
        var text = Read(column) ?? "";
        var colon = text.AsSpan().IndexOfAny(':', '：');
        var at = colon < 0 ? -1 : text.AsSpan(0, colon).TrimEnd().LastIndexOfAny(" T\u3000");
        var time =
            at > 0
            && TimeOnly.TryParse(text.AsSpan(at + 1).TrimEnd('Z').ToString().Replace('：', ':'), CultureInfo.InvariantCulture, out var read)
                ? read
                : TimeOnly.MinValue;
        return day.ToDateTime(time);
    }

    public Money Amount(string column) => Required(column, OptionalAmount(column));

    public Money? OptionalAmount(string column) => cells.Amount(Read(column), column).Has(out var amount) ? amount : null;

    public int Count(string column) => Required<int>(column, cells.Count(Read(column), column).Has(out var count) ? count : null);

    public PartyNumber Party(string column) => Required(column, OptionalParty(column))!;

    public PartyNumber? OptionalParty(string column) => cells.Id(Read(column), column).Has(out var number) ? number : null;

    public CaseNumber Case(string column) => Required(column, OptionalCase(column))!;

    public CaseNumber? OptionalCase(string column) => cells.CaseNumber(Read(column), column).Has(out var number) ? number : null;

    private T? Required<T>(string column, T? value)
        where T : class
    {
        Miss(column, value is null);
        return value;
    }

    private T Required<T>(string column, T? value)
        where T : struct
    {
        Miss(column, value is null);
        return value ?? default;
    }

    private void Miss(string column, bool isMissing)
    {
        if (isMissing && !Problems.Found.Any(problem => problem.Column == column))
        {
            Problems.Reject(column, RowCodes.Required, "必填项为空 (required)");
        }
    }

    /// <summary>Null when the file does not have the column, empty when there is nothing in it.</summary>
    private string? Read(string column)
    {
        if (raw.Problem is not null)
        {
            return null;
        }
        if (raw.Header is not null)
        {
            return raw.Cell(form.Find(column)!) is { } cell ? CellText.Trim(cell) : null;
        }
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(column, out var value))
        {
            return null;
        }
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                return "";
            case JsonValueKind.String:
                return CellText.Trim(value.GetString());
            case JsonValueKind.Number:
                return value.GetRawText();
            default:
                if (!Problems.Found.Any(problem => problem.Column == column))
                {
                    Problems.Reject(column, RowCodes.Json, "应为文本或数字 (neither text nor a number)", value.GetRawText());
                }
                return null;
        }
    }

    private JsonElement Parse()
    {
        try
        {
            using var document = JsonDocument.Parse(raw.Json);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document.RootElement.Clone();
            }
            Problems.Reject("", RowCodes.Json, "应为 JSON 对象 (not a JSON object)");
        }
        catch (JsonException e)
        {
            Problems.Reject("", RowCodes.Json, $"无法解析 ({e.Message})");
        }
        return default;
    }
}
