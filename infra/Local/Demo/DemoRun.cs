using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.CourtFeed.Imports;
using Exchange.SampleData;
using Spectre.Console;

namespace Exchange.Local.Demo;

/// <summary>Imports the sample quarter and plays the agencies' parts, through the doors, moving the law day.</summary>
internal sealed class DemoRun(WebApplication app, string url, SampleOptions sample, IAnsiConsole console)
{
    private readonly LawDays days = new(app.LawTime(), app.Services.GetRequiredService<ClockSweep>());
    private readonly DivisionCode city = DivisionCode.Parse(sample.City);

    public async Task<DemoOutcome> Play(CancellationToken cancellation)
    {
        app.LawTime().MoveTo(sample.AsOf);
        var import = await ImportSample(cancellation);
        await app.Services.GetRequiredService<ClockSweep>().Now(cancellation);
        var leads = await All(new Desk(url, Roles.Procurator, city), "/procuratorate/v1/leads");
        var (planted, records) = WhatWasTold(leads);
        var stage = new Stage(url, days, leads, records);
        var stories = await Cast(stage);
        console.MarkupLine($"[grey]{stories.Count} stories are played, law day by law day[/]");
        await days.Tell(stories);
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
            Loops = await Loops(),
            Funnel = await new Desk(url, Roles.ChiefProcurator, city).Get("/procuratorate/v1/statistics"),
        };
    }

    /// <summary>The truth that the sample planted, and the rows it delivered of the cases that have leads.</summary>
    private (IReadOnlySet<string> Planted, Dictionary<string, JsonObject> Records) WhatWasTold(List<JsonObject> leads)
    {
        var withLeads = leads.Select(l => l["caseNumber"]!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        var planted = new HashSet<string>(StringComparer.Ordinal);
        var records = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var told in SampleQuarter.Generate(sample))
        {
            planted.UnionWith(told.FiringRules.Select(rule => $"{told.CaseNumber} {rule}"));
            if (withLeads.Contains(told.CaseNumber))
            {
                var record = JsonSerializer.SerializeToNode(told.Record, ExchangeJson.Options)!.AsObject();
                record.Remove("courtCode");
                record.Remove("division");
                records[told.CaseNumber] = record;
            }
        }
        return (planted, records);
    }

    private async Task<JsonObject> ImportSample(CancellationToken cancellation)
    {
        var file = Path.Combine(Path.GetTempPath(), "exchange-sample-" + Path.GetRandomFileName() + ".csv");
        try
        {
            SampleFile.Write(sample, file);
            using var court = new Desk(url, Roles.CourtSystem, city, name: CourtFeedContents.SampleUploader);
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
            return ended!["state"]!.GetValue<string>() == "completed"
                ? ended
                : throw new InvalidOperationException($"The sample was not imported: {ended}");
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Which story is told on which lead; a small sample tells fewer.</summary>
    private async Task<List<Func<Task>>> Cast(Stage stage)
    {
        var supervision = new SupervisionStories(stage);
        var criminal = new CriminalStories(stage);
        var credit = new CreditStories(stage);
        await new Desk(url, Roles.CreditOfficer, city).Post("/credit/v1/subscriptions", new { name = CreditStories.Bank });
        (string Rule, Func<LeadOnStage, Task> Story)[] cast =
        [
            ("PrematureEnding", supervision.AdoptedAndCorrected),
            ("RestrictionNotLifted", credit.RestoredAndAnswered),
            ("EndedWithAssets", criminal.FiledAndSentenced),
            ("IncompleteInvestigation", supervision.ExtendedThenRefused),
            ("PaperVehicleSeizure", supervision.AnsweredLate),
            ("EndedWithAssets", supervision.UnansweredAndEscalated),
            ("PrematureEnding", supervision.WrongAndNotPursued),
            ("EndedWithAssets", CriminalStories.ReturnedAndCompleted),
            ("EndedWithAssets", criminal.DeclinedAndDirected),
            ("EndedWithAssets", criminal.CorrectionNoticed),
            ("PrematureEnding", CriminalStories.DeclinedAndAccepted),
            ("EndedWithAssets", criminal.HandedOver),
            ("PrematureEnding", criminal.CourtTransfers),
            ("RestrictionNotLifted", CreditStories.ProposedAndDeclined),
            ("PaperVehicleSeizure", SupervisionStories.Dismissed),
            ("IncompleteInvestigation", SupervisionStories.WaitingForReceipt),
            ("PrematureEnding", SupervisionStories.WaitingForDecision),
        ];
        return
        [
            .. cast.Select(c => (c.Story, Lead: stage.Take(c.Rule)))
                .Where(c => c.Lead is not null)
                .Select(c => (Func<Task>)(() => c.Story(c.Lead!))),
        ];
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
            (Roles.PoliceOfficer, "referral", "/police/v1/referrals"),
            (Roles.CreditOfficer, "repair", "/credit/v1/repairs"),
        ];
        var loops = new List<LoopState>();
        foreach (var (role, kind, path) in shelves)
        {
            loops.AddRange((await All(new Desk(url, role, province), path)).Select(item => LoopState.Of(kind, item)));
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
