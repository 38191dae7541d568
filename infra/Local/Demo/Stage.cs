using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Exchange.Access;
using Exchange.Contracts;
using Exchange.CourtFeed.Imports;

namespace Exchange.Local.Demo;

/// <summary>Where the stories play: the desks, the leads that are there to be worked on, the days.</summary>
/// <param name="records">What the court delivered of the cases with leads, by case number.</param>
internal sealed class Stage(
    ExchangeAddress at,
    LawDays days,
    IReadOnlyList<JsonObject> leads,
    IReadOnlyDictionary<string, JsonObject> records
)
{
    private readonly ConcurrentDictionary<string, Desk> desks = new(StringComparer.Ordinal);
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    public LawDays Days => days;

    public Desk Desk(string role, DivisionCode division, string? office = null) =>
        desks.GetOrAdd($"{role}|{division.Value}|{office}", _ => new Desk(at, role, division, office));

    /// <summary>A lead of this rule on which nobody works yet; null when the sample has no more.</summary>
    public LeadOnStage? Take(string rule, Func<JsonObject, bool>? suits = null)
    {
        lock (gate)
        {
            var lead = leads.FirstOrDefault(l => l["rule"]!.GetValue<string>() == rule && IsFree(l) && (suits?.Invoke(l) ?? true));
            if (lead is null)
            {
                return null;
            }
            taken.Add(lead["caseNumber"]!.GetValue<string>());
            return new LeadOnStage(this, lead);
        }
    }

    /// <summary>What is about a respondent is told by a lawsuit, which no court has delivered as a case of its own.</summary>
    private bool IsFree(JsonObject lead) =>
        lead["caseNumber"]!.GetValue<string>() is var number
        && !taken.Contains(number)
        && (records.ContainsKey(number) || lead["debtor"] is not null);

    /// <summary>The court delivers one case again with some cells changed, as a file of one row.</summary>
    public async Task CourtCorrects(CaseNumber number, Action<JsonObject> change)
    {
        var division = Jurisdictions.OfCase(number, "", days.Today)!.Division;
        using var court = new Desk(
            at,
            Roles.CourtSystem,
            division,
            Offices.Court(CourtCode.Parse(number.CourtCode)),
            CourtFeedContents.SampleUploader
        );
        var record = records[number.Value].DeepClone().AsObject();
        change(record);
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, record.ToJsonString(ExchangeJson.Options) + "\n");
            await Import(court, file, "application/x-ndjson", days.Today, null);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Uploads a file and watches it until all of it is imported.</summary>
    public static async Task<JsonObject> Import(Desk desk, string file, string mediaType, DateOnly asOf, Action<JsonObject>? progress)
    {
        var accepted = await desk.Upload($"/court/v1/case-imports?asOf={asOf:yyyy-MM-dd}", file, mediaType);
        var path = $"/court/v1/case-imports/{accepted["id"]}";
        var ended = await desk.Until(
            path,
            status =>
            {
                progress?.Invoke(status);
                return status["state"]!.GetValue<string>() != "running";
            }
        );
        return ended["state"]!.GetValue<string>() == "completed"
            ? ended
            : throw new InvalidOperationException($"{desk.Who}: the file was not imported: {ended}");
    }
}

/// <summary>A lead with the people around it.</summary>
internal sealed class LeadOnStage(Stage stage, JsonObject lead)
{
    public string Id { get; } = lead["id"]!.GetValue<string>();

    public CaseNumber Case { get; } = CaseNumber.Parse(lead["caseNumber"]!.GetValue<string>());

    public DivisionCode Division { get; } = Demo.Desk.DivisionOf(lead);

    public Desk Procurator => stage.Desk(Roles.Procurator, Division);

    public Desk Chief => stage.Desk(Roles.ChiefProcurator, Division);

    public Desk Court => stage.Desk(Roles.CourtClerk, Division, Offices.Court(CourtCode.Parse(Case.CourtCode)));

    public Desk Police => stage.Desk(Roles.PoliceOfficer, Division);

    public Desk Credit => stage.Desk(Roles.CreditOfficer, Division);
}
