using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Access;
using Exchange.Contracts;
using Exchange.CourtFeed.Imports;
using Exchange.SampleData;
using Spectre.Console;

namespace Exchange.Local.Demo;

/// <summary>Imports the sample quarter and plays the agencies' parts, through the doors only, moving the law day.</summary>
internal sealed class DemoRun(ExchangeAddress at, SampleOptions sample, IAnsiConsole console)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly LawDays days = LawDaysAt(at);
    private readonly DivisionCode city = DivisionCode.Parse(sample.City);

    public static LawDays LawDaysAt(ExchangeAddress at) => new(new Desk(at, Roles.Operator, DivisionCode.Country));

    /// <summary>Whether the courts' store is empty, holds a sample, or real records, on which the demo does not play.</summary>
    public static async Task<CourtFeedContent> ContentOf(ExchangeAddress at)
    {
        using var desk = new Desk(at, Roles.Operator, DivisionCode.Country);
        return (await desk.Get("/dev/court-content"))["content"].Deserialize<CourtFeedContent>(ExchangeJson.Options);
    }

    public async Task<DemoOutcome> Play(CancellationToken cancellation)
    {
        await days.MoveTo(sample.AsOf);
        var import = await ImportSample(cancellation);
        await DeliverFeeds(cancellation);
        var (planted, told) = WhatIsTold();
        var leads = await Screened(import, planted, cancellation);
        // Time does what it does on this day to what has just arrived.
        await days.MoveTo(sample.AsOf);
        var stage = new Stage(at, days, leads, told);
        var stories = await Cast.Of(stage, city);
        console.MarkupLine($"[grey]{stories.Count} stories are played, law day by law day[/]");
        await days.Tell(stories);
        var (loops, funnel) = await Rested(cancellation);
        return new DemoOutcome
        {
            AsOf = sample.AsOf,
            PlayedUntil = days.Today,
            Cases = sample.Cases,
            Seed = sample.Seed,
            Import = import,
            Leads =
            [
                .. leads
                    .Select(LeadFound.Of)
                    .OrderBy(l => l.CaseNumber, StringComparer.Ordinal)
                    .ThenBy(l => l.Rule, StringComparer.Ordinal),
            ],
            Planted = planted,
            Loops = loops,
            Funnel = funnel,
        };
    }

    /// <summary>The truth that the sample planted, and the rows it delivered of the cases in which there is something to find.</summary>
    private (IReadOnlySet<string> Planted, Dictionary<string, JsonObject> Records) WhatIsTold()
    {
        var planted = new HashSet<string>(StringComparer.Ordinal);
        var records = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        var byFeeds = SampleFeeds.Truth(sample).ToList();
        planted.UnionWith(byFeeds.Select(truth => $"{truth.CaseNumber} {truth.Rule}"));
        var knownByFeeds = byFeeds.Select(truth => truth.CaseNumber).ToHashSet(StringComparer.Ordinal);
        foreach (var told in SampleQuarter.Generate(sample))
        {
            planted.UnionWith(told.FiringRules.Select(rule => $"{told.CaseNumber} {rule}"));
            if (told.FiringRules.Count > 0 || knownByFeeds.Contains(told.CaseNumber))
            {
                var record = JsonSerializer.SerializeToNode(told.Record, ExchangeJson.Options)!.AsObject();
                record.Remove("courtCode");
                record.Remove("division");
                records[told.CaseNumber] = record;
            }
        }
        return (planted, records);
    }

    /// <summary>
    /// The leads, once the procuratorate has all records and nothing more comes of them. What is planted and does not come, and what
    /// comes unplanted, is for the outcome to say.
    /// </summary>
    private async Task<List<JsonObject>> Screened(JsonObject import, IReadOnlySet<string> planted, CancellationToken cancellation)
    {
        using var procurator = new Desk(at, Roles.Procurator, city);
        var delivered = import["accepted"]!.GetValue<long>() + import["unchanged"]!.GetValue<long>();
        await procurator.Until("/procuratorate/v1/statistics", funnel => funnel["records"]!.GetValue<long>() >= delivered);
        var deadline = TimeProvider.System.GetUtcNow() + Patience;
        var before = -1;
        while (true)
        {
            // Whether an officer stands out is a matter of chance in a sample, and is counted later.
            var leads = (await All(procurator, "/procuratorate/v1/leads")).Where(lead => lead["officer"] is null).ToList();
            var found = leads.Select(l => LeadFound.Of(l).Key).ToHashSet(StringComparer.Ordinal);
            if (found.IsSupersetOf(planted) && leads.Count == before || TimeProvider.System.GetUtcNow() > deadline)
            {
                return leads;
            }
            before = leads.Count;
            await Task.Delay(Pause, cancellation);
        }
    }

    private async Task<JsonObject> ImportSample(CancellationToken cancellation)
    {
        var file = Path.Combine(Path.GetTempPath(), "exchange-sample-" + Path.GetRandomFileName() + ".csv");
        try
        {
            SampleFile.Write(sample, file);
            using var court = new Desk(at, Roles.CourtSystem, city, name: CourtFeedContents.SampleUploader);
            JsonObject? ended = null;
            await console
                .Progress()
                .AutoClear(false)
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
                .StartAsync(async progress =>
                {
                    var task = progress.AddTask($"Importing {sample.Cases:N0} cases", maxValue: sample.Cases);
                    ended = await Stage.Import(
                        court,
                        file,
                        "text/csv",
                        sample.AsOf,
                        status => task.Value = status["received"]!.GetValue<long>()
                    );
                });
            cancellation.ThrowIfCancellationRequested();
            return ended!;
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>What other bodies know of the cases, kind by kind.</summary>
    private async Task DeliverFeeds(CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("exchange-feeds-").FullName;
        try
        {
            SampleFeeds.Write(sample, folder);
            using var procurator = new Desk(at, Roles.Procurator, city);
            foreach (var kind in SampleFeeds.Kinds)
            {
                cancellation.ThrowIfCancellationRequested();
                var taken = await procurator.Upload($"/procuratorate/v1/feeds/{kind}", Path.Combine(folder, kind + ".csv"), "text/csv");
                await procurator.UntilState($"/procuratorate/v1/feeds/{taken["id"]}", "completed");
            }
            console.MarkupLine($"[grey]{SampleFeeds.Kinds.Count} feeds are delivered[/]");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Where all loops stand once the last word of the last story has arrived everywhere: nothing moves between two looks.</summary>
    private async Task<(IReadOnlyList<LoopState> Loops, JsonObject Funnel)> Rested(CancellationToken cancellation)
    {
        using var chief = new Desk(at, Roles.ChiefProcurator, city);
        var deadline = TimeProvider.System.GetUtcNow() + Patience;
        IReadOnlyList<LoopState> before = [];
        while (true)
        {
            var loops = await Loops();
            if (loops.SequenceEqual(before) || TimeProvider.System.GetUtcNow() > deadline)
            {
                return (loops, await chief.Get("/procuratorate/v1/statistics"));
            }
            before = loops;
            await Task.Delay(Pause, cancellation);
        }
    }

    /// <summary>Everything that is under way anywhere, as its owner's service shows it.</summary>
    private async Task<IReadOnlyList<LoopState>> Loops()
    {
        var province = Divisions.Parent(city)!;
        (string Role, string Kind, string Path)[] shelves =
        [
            (Roles.Procurator, "lead", "/procuratorate/v1/leads"),
            (Roles.Procurator, "opinion", "/procuratorate/v1/opinions"),
            (Roles.Procurator, "transfer", "/procuratorate/v1/transfers"),
            (Roles.Procurator, "repair review", "/procuratorate/v1/repairs"),
            (Roles.Procurator, "vehicle request", "/procuratorate/v1/vehicle-requests"),
            (Roles.PoliceOfficer, "referral", "/police/v1/referrals"),
            (Roles.CreditOfficer, "repair", "/credit/v1/repairs"),
        ];
        var loops = new List<LoopState>();
        foreach (var (role, kind, path) in shelves)
        {
            loops.AddRange((await All(new Desk(at, role, province), path)).Select(item => LoopState.Of(kind, item)));
        }
        return loops;
    }

    private static async Task<List<JsonObject>> All(Desk desk, string path)
    {
        var all = new List<JsonObject>();
        await foreach (var item in desk.List(path))
        {
            all.Add(item);
        }
        return all;
    }
}
