using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Exchange.Storage;

/// <summary>Conditions on index fields as SQL; every value is a parameter.</summary>
internal static class SqliteConditions
{
    public static string Where(SqliteCommand command, IReadOnlyList<Condition> conditions) =>
        conditions.Count == 0 ? "1=1" : string.Join(" AND ", conditions.Select(c => Sql(command, c)));

    private static string Sql(SqliteCommand command, Condition condition) =>
        condition.Is switch
        {
            Comparison.Equal when condition.Value is null => $"{Column(condition.Field)} IS NULL",
            Comparison.Equal => $"{Column(condition.Field)} = {Parameter(command, condition.Value)}",
            Comparison.AtMost => $"{Column(condition.Field)} <= {Parameter(command, condition.Value)}",
            Comparison.AtLeast => $"{Column(condition.Field)} >= {Parameter(command, condition.Value)}",
            Comparison.Present => $"{Column(condition.Field)} IS NOT NULL",
            Comparison.In => $"{Column(condition.Field)} IN ({Parameters(command, (IReadOnlyCollection<string>)condition.Value!)})",
            // A range instead of LIKE, so that the index serves it whatever the prefix holds.
            Comparison.StartsWith =>
                $"({Column(condition.Field)} >= {Parameter(command, condition.Value)} AND {Column(condition.Field)} < {Parameter(command, condition.Value + Condition.LastCharacter)})",
            Comparison.Any => "(" + string.Join(" OR ", ((IReadOnlyList<Condition>)condition.Value!).Select(c => Sql(command, c))) + ")",
            _ => throw new ArgumentOutOfRangeException(nameof(condition)),
        };

    public static string Parameters(SqliteCommand command, IReadOnlyCollection<string> values) =>
        string.Join(",", values.Select(value => Parameter(command, value)));

    public static string Parameter(SqliteCommand command, object? value)
    {
        var name = "$p" + command.Parameters.Count.ToString(CultureInfo.InvariantCulture);
        command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return name;
    }

    public static string Column(string field) => field == "id" ? "id" : "\"x_" + field.TrimEnd('#') + "\"";

    public static bool IsNumber(string field) => field.EndsWith('#');
}
