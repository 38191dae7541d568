using System.Text.Json;

namespace Exchange.Storage;

/// <summary>Conditions on index fields as SQL; every value is a parameter.</summary>
internal static class SqliteConditions
{
    /// <param name="values">Of the parameters so far; those of the conditions are added.</param>
    public static string Where(CollectionShape shape, List<object?> values, IReadOnlyList<Condition> conditions) =>
        conditions.Count == 0 ? "1=1" : string.Join(" AND ", conditions.Select(c => Sql(shape, values, c)));

    private static string Sql(CollectionShape shape, List<object?> values, Condition condition) =>
        condition.Is switch
        {
            Comparison.Equal when condition.Value is null => $"{Column(condition.Field)} IS NULL",
            Comparison.Equal => $"{Column(condition.Field)} = {Parameter(values, condition.Value)}",
            Comparison.AtMost => $"{Column(condition.Field)} <= {Parameter(values, condition.Value)}",
            Comparison.AtLeast => $"{Column(condition.Field)} >= {Parameter(values, condition.Value)}",
            Comparison.Present => $"{Column(condition.Field)} IS NOT NULL",
            Comparison.In when CollectionShape.IsList(condition.Field) =>
                $"id IN (SELECT id FROM {TableOf(shape, condition.Field)} WHERE value IN ({Each(values, condition)}))",
            Comparison.In => $"{Column(condition.Field)} IN ({Each(values, condition)})",
            // A range instead of LIKE, so that the index serves it whatever the prefix holds.
            Comparison.StartsWith =>
                $"({Column(condition.Field)} >= {Parameter(values, condition.Value)} AND {Column(condition.Field)} < {Parameter(values, condition.Value + Condition.LastCharacter)})",
            Comparison.Any => "("
                + string.Join(" OR ", ((IReadOnlyList<Condition>)condition.Value!).Select(c => Sql(shape, values, c)))
                + ")",
            _ => throw new ArgumentOutOfRangeException(nameof(condition)),
        };

    public static string Parameter(List<object?> values, object? value)
    {
        values.Add(value);
        return SqliteSession.NameOf(values.Count - 1);
    }

    /// <summary>However many they are, it is the same statement.</summary>
    private static string Each(List<object?> values, Condition condition) =>
        $"SELECT value FROM json_each({Parameter(values, Json((IReadOnlyCollection<string>)condition.Value!))})";

    /// <summary>What json_each takes apart.</summary>
    public static string Json(IReadOnlyCollection<string> texts) => JsonSerializer.Serialize(texts);

    public static string Column(string field) => field == "id" ? "id" : "\"x_" + CollectionShape.NameOf(field) + "\"";

    /// <summary>Where the texts of a field that holds lists can be searched.</summary>
    public static string TableOf(CollectionShape shape, string field) => $"\"{shape.Name}_{CollectionShape.NameOf(field)}\"";

    public static bool IsNumber(string field) => field.EndsWith('#');
}
