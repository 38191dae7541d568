using System.Diagnostics;
using System.Text.Json.Nodes;
using Exchange.Access;
using Exchange.Contracts;

namespace Exchange.Tests.Benchmarks;

/// <summary>A quarter on its way from the upload to the last lead.</summary>
/// <param name="Took">From the first byte of the upload until the import is completed and the procuratorate has stored every record and lead.</param>
/// <param name="CreditTook">Until the credit desk, too, has heard of every sanction; not part of the job.</param>
/// <param name="Failure">What is not as it was planted; null: everything is.</param>
internal sealed record Delivery(TimeSpan Took, TimeSpan CreditTook, IReadOnlyList<ProcessCost> Costs, string? Failure)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    public static async Task<Delivery> Of(Quarter quarter, RunningExchange to)
    {
        var before = await to.Held();
        await using var meter = new ProcessMeter(to.Processes);
        var watch = Stopwatch.StartNew();
        var import = await Imported(quarter, to);
        if (import["state"]!.GetValue<string>() != "completed")
        {
            return new Delivery(watch.Elapsed, watch.Elapsed, meter.Read(), $"the import is {import["state"]}: {import["reason"]}");
        }
        var isNew = import["unchanged"]!.GetValue<long>() == 0;
        var arrived = isNew
            ? await Arrived(to, before.Records + quarter.Rows, before.Leads + quarter.Planted.Count, watch)
            : await Heard(to, Catalogue.Procuratorate, watch);
        var took = watch.Elapsed;
        var costs = meter.Read();
        await Heard(to, Catalogue.Credit, watch);
        var failure = arrived ? null : $"after {Patience.TotalMinutes} minutes the procuratorate holds {await to.Held()}";
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

    /// <summary>First what costs next to nothing: the queue's length. Counting in the store begins when nothing waits there.</summary>
    private static async Task<bool> Arrived(RunningExchange to, long records, long leads, Stopwatch watch)
    {
        while (watch.Elapsed < Patience)
        {
            if (
                await to.Waiting(Catalogue.Procuratorate) == 0
                && await to.Held() is var held
                && held.Records >= records
                && held.Leads >= leads
            )
            {
                return true;
            }
            await Task.Delay(Pause);
        }
        return false;
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
