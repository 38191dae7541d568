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
            found.Add($"{lead["caseNumber"]} {lead["rule"]}");
        }
        var missing = quarter.Planted.Except(found).Count();
        var unexpected = found.Except(quarter.Planted).Count();
        return missing + unexpected == 0 ? null : $"{missing} leads are missing and {unexpected} were not planted";
    }
}
