using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Contracts;
using Exchange.Contracts.Procuratorate;
using Exchange.SampleData;

namespace Exchange.Tests.Benchmarks;

/// <summary>A single record as a court's system pushes it, and the lead that must come of it.</summary>
internal sealed record UrgentRecord(byte[] Body, string LeadId)
{
    private const int MostCases = 1_000_000;

    /// <summary>Cases of a city of their own in which there is something to find, no two of them the same.</summary>
    public static IReadOnlyList<UrgentRecord> Of(int count)
    {
        var options = new SampleOptions
        {
            Cases = MostCases,
            City = Quarter.UrgentCity,
            AsOf = Quarter.FirstDay,
        };
        return
        [
            .. SampleQuarter.Generate(options).Where(row => row.FiringRules.Count > 0 && row.AcrossCases.Count == 0).Take(count).Select(Of),
        ];
    }

    private static UrgentRecord Of(SampleCase row)
    {
        var record = JsonSerializer.SerializeToNode(row.Record, ExchangeJson.Options)!.AsObject();
        // What no court writes, because it follows from the number.
        record.Remove("courtCode");
        record.Remove("division");
        return new UrgentRecord(JsonSerializer.SerializeToUtf8Bytes<JsonNode>(record), LoopIds.Lead(row.FiringRules[0], row.CaseNumber));
    }
}
