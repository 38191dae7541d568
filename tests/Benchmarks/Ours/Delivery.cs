using System.Diagnostics;
using System.Text.Json.Nodes;
using Exchange.Access;
using Exchange.Contracts;

namespace Exchange.Tests.Benchmarks;

/// <summary>A quarter on its way from the upload to the last lead.</summary>
/// <param name="Took">From the first byte of the upload until the import is completed and the procuratorate has stored every record and lead.</param>
/// <param name="CreditTook">Until the credit desk, too, has heard of every sanction; not part of the job.</param>
/// <param name="Failure">What is not as it was planted; null: everything is.</param>
internal sealed record Delivery(TimeSpan Took, TimeSpan CreditTook, RunCosts Costs, string? Failure)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    public static async Task<Delivery> Of(Quarter quarter, RunningExchange to)
    {
        await using var meter = new ProcessMeter(to.Processes);
        var watch = Stopwatch.StartNew();
        var import = await Imported(quarter, to);
        if (import["state"]!.GetValue<string>() != "completed")
        {
            return new Delivery(watch.Elapsed, watch.Elapsed, meter.Read(), $"the import is {import["state"]}: {import["reason"]}");
        }
        var arrived = await Heard(to, Catalogue.Procuratorate, watch) && await Stored(quarter, to, watch);
        var took = watch.Elapsed;
        var costs = meter.Read();
        await Heard(to, Catalogue.Credit, watch);
        var failure = arrived ? null : $"after {Patience.TotalMinutes} minutes the procuratorate holds {await to.Held(quarter.Division)}";
        return new Delivery(took, watch.Elapsed, costs, failure ?? await Truth.Difference(quarter, import, to));
    }

    /// <returns>The import as the door shows it once it has ended.</returns>
    private static async Task<JsonObject> Imported(Quarter quarter, RunningExchange to)
    {
        using var court = to.As(Roles.CourtSystem, quarter.Division);
        var import = await court.Upload($"/court/v1/case-imports?asOf={quarter.AsOf:yyyy-MM-dd}", quarter.File, "text/csv");
        while (import["state"]!.GetValue<string>() == "running")
        {
            await Task.Delay(Glance);
            import = await court.Get($"/court/v1/case-imports/{import["id"]}");
        }
        return import;
    }

    /// <summary>Counting in the store begins when nothing waits at the broker any more, which costs next to nothing to see.</summary>
    private static async Task<bool> Stored(Quarter quarter, RunningExchange to, Stopwatch watch)
    {
        while (watch.Elapsed < Patience)
        {
            var held = await to.Held(quarter.Division);
            if (held.Records >= quarter.Rows && held.Leads >= quarter.Planted.Count && await LastChanges(quarter, to))
            {
                return true;
            }
            await Task.Delay(Pause);
        }
        return false;
    }

    /// <summary>Whether the procuratorate has the new contents of the last cases that it knew before; of the first quarter there are none.</summary>
    private static async Task<bool> LastChanges(Quarter quarter, RunningExchange to)
    {
        using var procurator = to.As(Roles.Procurator, quarter.Division);
        foreach (var number in quarter.LastChanged)
        {
            var known = await procurator.Get($"/procuratorate/v1/cases/{Uri.EscapeDataString(number)}");
            if (known["revision"]!.GetValue<long>() == 1)
            {
                return false;
            }
        }
        return true;
    }

    private static async Task<bool> Heard(RunningExchange to, string service, Stopwatch watch)
    {
        while (await to.Waiting(service) > 0)
        {
            if (watch.Elapsed > Patience)
            {
                return false;
            }
            await Task.Delay(Pause);
        }
        return true;
    }
}
