using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Procuratorate;
using Exchange.ProcuratorateIntake.Feeds;

namespace Exchange.ProcuratorateIntake.Petitions;

/// <summary>A citizen's petition (12309 or hotline): accepted or not, joined to a lead, and answered. Who petitions is confidential.</summary>
/// <remarks>人民检察院民事诉讼监督规则(2021) arts 21, 28, 33, 52, 73, 108, 109.</remarks>
internal sealed partial record Petition : Aggregate
{
    /// <summary>Owners of clocks outside the offices.</summary>
    private const string ThePetitioner = "petitioner";
    private const string TheOtherParty = "otherParty";

    private static readonly FrozenDictionary<PetitionState, string[]> Acts = new Dictionary<PetitionState, string[]>
    {
        [PetitionState.Received] = ["accept", "refuse", "supplement", "withdraw"],
        [PetitionState.SupplementAsked] = ["supply", "refuse", "withdraw"],
        [PetitionState.Accepted] = ["notify", "answer", "withdraw"],
        [PetitionState.NotAccepted] = [],
        [PetitionState.Closed] = [],
    }.ToFrozenDictionary();

    public required PetitionState State { get; init; }

    /// <summary>编号, when it has one.</summary>
    public string? Number { get; init; }

    /// <summary>The key it was handed in with.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? IdempotencyKey { get; init; }

    public required PetitionSource Source { get; init; }

    public required DateOnly ReceivedOn { get; init; }

    public required Petitioner Petitioner { get; init; }

    public CaseNumber? CaseNumber { get; init; }

    public required string Content { get; init; }

    /// <summary>补正: what was asked for, and what came.</summary>
    public IReadOnlyList<string> ItemsAsked { get; init; } = [];

    public IReadOnlyList<string> ItemsSupplied { get; init; } = [];

    public NotAccepted? NotAccepted { get; init; }

    public DateOnly? AcceptedOn { get; init; }

    /// <summary>受理通知书</summary>
    public AcceptanceNotice? Notice { get; init; }

    /// <summary>The lead it joined.</summary>
    public string? LeadId { get; init; }

    public PetitionAnswer? Answer { get; init; }

    public string? WithdrawalReason { get; init; }

    public override string StateName => JsonNamingPolicy.CamelCase.ConvertName(State.ToString());

    public override IReadOnlyList<string> AllowedActs => [.. Acts[State].Where(act => act != "notify" || Notice is null)];

    /// <summary>The other party's silence ends its time and nothing else (33).</summary>
    public override DateOnly? WakeOn => Clock(StatutoryClocks.PetitionOtherParty)?.EffectiveDueOn.AddDays(1);

    /// <summary>A petition arrives; the same again changes nothing. Seven days to look at it (param).</summary>
    public static Decision<Petition> Receive(Petition? known, PetitionBody body, string? key, DivisionCode procuratorate, Moment moment)
    {
        if (known is not null)
        {
            return known.IsSame(body)
                ? Decision<Petition>.NothingNew
                : known.NotNow("petition", "A petition of this number or key was handed in with other content.");
        }
        var on = body.ReceivedOn ?? body.ActedOn ?? moment.Today;
        if (on > moment.Today)
        {
            return Refusal.Invalid(
                "future-date",
                "A petition cannot come in the future.",
                new Flaw("receivedOn", "future-date", $"later than today, {moment.Today:yyyy-MM-dd}")
            );
        }
        var (id, office) = (IdOf(procuratorate, body, key)!, Offices.Procuratorate(procuratorate));
        return new Petition
        {
            Id = id,
            Division = procuratorate,
            Office = office,
            Correlation = id,
            State = PetitionState.Received,
            Number = body.Number?.Trim(),
            IdempotencyKey = key,
            Source = body.Source ?? PetitionSource.Platform12309,
            ReceivedOn = on,
            Petitioner = body.Petitioner!,
            CaseNumber = body.CaseNumber,
            Content = body.Content!,
            Clocks = [StatutoryClock.Start(StatutoryClocks.PetitionTriage, on, office, moment.Calendar)],
        };
    }

    /// <summary>By its own number, else by the key it is handed in with; null without either.</summary>
    public static string? IdOf(DivisionCode procuratorate, PetitionBody body, string? key) =>
        !string.IsNullOrWhiteSpace(body.Number) ? LoopIds.Petition(procuratorate, body.Number.Trim())
        : !string.IsNullOrWhiteSpace(key) ? LoopIds.Petition(procuratorate, "key\n" + key)
        : null;

    /// <summary>What it says of the case that it names, as the feed of its kind would. Who petitions is confidential and not in it.</summary>
    public (string Kind, Fact Fact) AsFact() =>
        Source == PetitionSource.Hotline
            ? ("hotline", new HotlineCall(Number ?? Id, ReceivedOn, Content, CaseNumber))
            : ("petitions", new Feeds.Petition(Number ?? Id, ReceivedOn, CaseNumber, Content, Party: null, PartyId: null));

    public Decision<Petition> OnClock(Moment moment) =>
        WakeOn <= moment.Today
            ? new Accepted<Petition>(
                this with
                {
                    Clocks = Stopped(Clock(StatutoryClocks.PetitionOtherParty)!.EffectiveDueOn, StatutoryClocks.PetitionOtherParty),
                },
                [],
                "The other party stated no view in time (对方当事人逾期未提出意见)"
            )
            : Decision<Petition>.NothingNew;

    private bool IsSame(PetitionBody body) =>
        Content == body.Content
        && Petitioner == body.Petitioner
        && CaseNumber == body.CaseNumber
        && Source == (body.Source ?? PetitionSource.Platform12309)
        && (body.ReceivedOn is null || body.ReceivedOn == ReceivedOn);

    private StatutoryClock Start(ClockRule rule, Moment moment, string? owner = null) =>
        StatutoryClock.Start(rule, moment.On, owner ?? Office, moment.Calendar);

    private bool May(string act) => AllowedActs.Contains(act);
}

/// <summary>申请人: shown whole only for a stated purpose.</summary>
internal sealed record Petitioner
{
    public Confidential? Name { get; init; }

    public PartyNumber? Number { get; init; }

    public Confidential? Phone { get; init; }
}
