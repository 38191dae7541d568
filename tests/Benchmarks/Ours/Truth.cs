using System.Text.Json.Nodes;
using Exchange.Access;

namespace Exchange.Tests.Benchmarks;

/// <summary>Speed that loses a record does not count: what the doors show in the end is compared with what was planted.</summary>
internal static class Truth
{
    /// <returns>What differs, in one line; null: nothing does.</returns>
    public static async Task<string?> Difference(Quarter quarter, JsonObject import, RunningExchange at)
    {
        var taken = import["accepted"]!.GetValue<long>() + import["unchanged"]!.GetValue<long>();
        if (taken != quarter.Rows)
        {
            return $"{taken} of {quarter.Rows} rows were taken, {import["rejected"]} rejected";
        }
        var found = new HashSet<string>(StringComparer.Ordinal);
        using var procurator = at.As(Roles.Procurator, quarter.Division);
        await foreach (var lead in procurator.List("/procuratorate/v1/leads"))
        {
            // Whether an officer stands out is a matter of chance in a sample.
            if (lead["officer"] is null)
            {
                found.Add($"{lead["caseNumber"]} {lead["rule"]}");
            }
        }
        var missing = quarter.Planted.Except(found).ToList();
        var unexpected = found.Except(quarter.Planted).ToList();
        return missing.Count + unexpected.Count == 0
            ? null
            : $"{missing.Count} leads are missing {Some(missing)} and {unexpected.Count} were not planted {Some(unexpected)}";
    }

    private static string Some(IEnumerable<string> leads) => $"({string.Join("; ", leads.Order(StringComparer.Ordinal).Take(3))})";
}
