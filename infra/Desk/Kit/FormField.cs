using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;

namespace Exchange.Desks.Kit;

/// <summary>One field of what a door takes, as a form shows it.</summary>
/// <param name="Name">As in JSON.</param>
public sealed record FormField(string Name, FieldKind Kind, IReadOnlyList<string> Choices)
{
    /// <summary>Of which it is made, once or as often as somebody wants.</summary>
    public IReadOnlyList<FormField> Parts { get; init; } = [];

    /// <summary>The fields of a body that a form can ask for; what is made of parts of parts has its default.</summary>
    public static IReadOnlyList<FormField> Of(Type? body) =>
        body is null
            ? []
            :
            [
                .. Settable(body)
                    .Where(property => property.Name != nameof(ActBody.ExpectedRevision))
                    .Select(property => Simple(property) ?? Made(property))
                    .OfType<FormField>()
                    // The day of the act is today, mostly.
                    .OrderBy(field => field.Name == "actedOn"),
            ];

    /// <summary>What the door itself would say is missing or wrong, before it is asked.</summary>
    public static IReadOnlyList<Flaw> Check(Type? body, JsonObject content)
    {
        if (body is null || !body.IsSubclassOf(typeof(ActBody)))
        {
            return [];
        }
        try
        {
            return (content.Deserialize(body, ExchangeJson.Options) as ActBody)?.Check() ?? [];
        }
        catch (JsonException e)
        {
            return [new Flaw(e.Path?.TrimStart('$', '.') ?? "", "json", e.Message)];
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            return [new Flaw("", "json", e.Message)];
        }
    }

    /// <summary>What somebody typed, as JSON; null: nothing.</summary>
    public JsonNode? Node(string text) =>
        string.IsNullOrWhiteSpace(text)
            ? null
            : Kind switch
            {
                FieldKind.Lines => new JsonArray([
                    .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                        .Select(line => (JsonNode)line),
                ]),
                FieldKind.Number => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
                    ? JsonValue.Create(number)
                    : JsonValue.Create(text),
                FieldKind.YesNo => JsonValue.Create(text == "true"),
                _ => JsonValue.Create(text.Trim()),
            };

    private static IEnumerable<PropertyInfo> Settable(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite)
            .Where(property => property.GetCustomAttribute<System.Text.Json.Serialization.JsonIgnoreAttribute>() is null);

    private static FormField? Made(PropertyInfo property)
    {
        var isList = property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);
        var type = isList ? property.PropertyType.GetGenericArguments()[0] : property.PropertyType;
        if (!type.IsClass || type.Namespace?.StartsWith("Exchange.", StringComparison.Ordinal) != true)
        {
            return null;
        }
        IReadOnlyList<FormField> parts = [.. Settable(type).Select(Simple).OfType<FormField>()];
        return parts.Count == 0 ? null : new FormField(NameOf(property), isList ? FieldKind.Parts : FieldKind.Part, []) { Parts = parts };
    }

    private static string NameOf(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    private static FormField? Simple(PropertyInfo property)
    {
        var name = NameOf(property);
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return type switch
        {
            { IsEnum: true } => new(
                name,
                FieldKind.Choice,
                [.. Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(value => NameOf(type, value))]
            ),
            _ when type == typeof(string) => new(name, IsLong(name) ? FieldKind.Long : FieldKind.Text, []),
            _ when type == typeof(DateOnly) => new(name, FieldKind.Day, []),
            _ when type == typeof(bool) => new(name, FieldKind.YesNo, []),
            _ when type == typeof(int) || type == typeof(decimal) || type == typeof(Money) || type == typeof(long) => new(
                name,
                FieldKind.Number,
                []
            ),
            _ when type == typeof(IReadOnlyList<string>) => new(name, FieldKind.Lines, []),
            _ when type == typeof(CaseNumber)
                    || type == typeof(Confidential)
                    || type == typeof(DivisionCode)
                    || type == typeof(CourtCode)
                    || type == typeof(PartyNumber) => new(name, FieldKind.Text, []),
            _ => null,
        };
    }

    private static string NameOf(Type type, object value) =>
        JsonSerializer.SerializeToNode(Enum.ToObject(type, value), type, ExchangeJson.Options)!.ToString();

    private static bool IsLong(string name) =>
        name is "facts" or "request" or "reasons" or "text" or "opinion" or "reason" or "comment" or "content" or "report" or "what";
}

public enum FieldKind
{
    Text,
    Long,

    /// <summary>One item a line.</summary>
    Lines,

    Day,
    Number,
    YesNo,
    Choice,

    /// <summary>Something made of parts.</summary>
    Part,

    /// <summary>Any number of such things.</summary>
    Parts,
}
