using System.Text.Json;
using System.Text.Json.Serialization;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Police;

namespace Exchange.PoliceReferral.Referrals;

/// <summary>A criminal lead (移送线索) at the police: who sent what, what the police made of it, and what the supervisor says.</summary>
/// <remarks>The officer may act in every open state, so the police organ stays the office; the running clocks' owners say who must.</remarks>
internal sealed partial record Referral : Aggregate
{
    public required ReferralState State { get; init; }

    public ReferralEnd? EndedAs { get; init; }

    /// <summary>Null while only the supervisor has been heard.</summary>
    public ReferralSenderSide? Sender { get; init; }

    public long HeardSender { get; init; }

    public required ReferralPoliceSide Police { get; init; }

    public ReferralSupervisionSide? Supervision { get; init; }

    public long HeardSupervision { get; init; }

    /// <summary>Since when the police as a whole have it, hand-overs or not (R3).</summary>
    public DateTimeOffset? FirstStoredAt { get; init; }

    /// <summary>Receipts of organs that handed it over: they stay evidence (R3).</summary>
    public IReadOnlyList<PoliceReceipt> EarlierReceipts { get; init; } = [];

    /// <summary>Since when the material that is there may be looked through for what is missing (R1).</summary>
    public DateTimeOffset? MaterialSince { get; init; }

    /// <summary>Extensions of the running filing clock.</summary>
    public int ExtensionsTaken { get; init; }

    /// <summary>The referral whose police number this one shares (R8).</summary>
    public string? JoinedWith { get; init; }

    /// <summary>How often the filed case has been asked after (催办).</summary>
    public int Reminders { get; init; }

    /// <summary>Money came in before any indictment: to be weighed by 拒执 2024 art 11 (R5).</summary>
    public bool PaidBeforeIndictment =>
        Supervision?.Payments.Count > 0 && !Police.Outcomes.Any(o => o.Kind is OutcomeKind.Indicted or OutcomeKind.Verdict);

    [JsonIgnore]
    public override string StateName => JsonNamingPolicy.CamelCase.ConvertName(State.ToString());

    [JsonIgnore]
    public override IReadOnlyList<string> AllowedActs => [.. ActsOfState.Where(act => WhySpent(act) is null)];

    /// <summary>The table of STATES.md section 2, from the police's side.</summary>
    private IReadOnlyList<string> ActsOfState =>
        State switch
        {
            ReferralState.Transferred => ["acknowledge", "hand-over"],
            ReferralState.Acknowledged => ["file", "decline", "return", "extend", "hand-over"],
            ReferralState.Returned => ["file"],
            ReferralState.Declined => ["file"],
            ReferralState.ReasonsRequested => ["reasons", "file", "decline"],
            ReferralState.ReasonsGiven => ["file"],
            ReferralState.FilingDirected => ["file"],
            ReferralState.CorrectionNoticed => ["file"],
            ReferralState.WithHigher => ["file"],
            ReferralState.Filed => ["outcome", "drop"],
            ReferralState.Dropped => ["file"],
            ReferralState.Closed when EndedAs is ReferralEnd.NotFiled => ["file"],
            ReferralState.Closed when EndedAs is ReferralEnd.Concluded => ["outcome"],
            _ => [],
        };

    /// <summary>Why an act of this state has been used up; null while it has not.</summary>
    private string? WhySpent(string act) =>
        act switch
        {
            "return" when Police.Returns.Count >= 2 => "It was returned twice: file or decline.",
            "hand-over" when Police.HandOvers.Count >= 2 =>
                $"It was handed over twice: the common superior, {Offices.Police(CommonSuperior)}, designates the organ.",
            "extend" when ExtensionsTaken >= ExtensionSteps.Count => "There is no further extension in this channel.",
            "decline" when State is ReferralState.ReasonsRequested && Police.Declined is not null =>
                "It was declined already: give reasons or file.",
            _ => null,
        };

    /// <summary>The refusal of an act that is not possible now, or dated before what it follows.</summary>
    private Refusal? Barred(string act, Moment moment) =>
        !ActsOfState.Contains(act) ? NotNow(act)
        : WhySpent(act) is { } why ? NotNow(act, why)
        : moment.On < LatestStep
            ? Refusal.Invalid(
                "too-early",
                "An act cannot precede what it answers.",
                new Flaw("actedOn", "too-early", $"before {LatestStep:yyyy-MM-dd}")
            )
        : null;

    /// <summary>Day of the latest thing that was sent or done.</summary>
    private DateOnly LatestStep =>
        new DateOnly?[]
        {
            Sender?.TransferredOn,
            Police.Receipt?.On,
            Police.Returns is [.., var back] ? back.On : null,
            Police.HandOvers is [.., var over] ? over.On : null,
            Police.Declined?.On,
            Police.Reasons?.On,
            Police.Filing?.On,
            Police.Dropped?.On,
        }.Max()
        ?? DateOnly.MinValue;

    /// <summary>What the police then say; an act after a deadline of theirs is marked late.</summary>
    private Accepted<Referral> Say(Referral next, Moment moment, Func<string, ReferralPoliceSide, PoliceEvent> word, string? note = null)
    {
        var settled = next.Settled();
        var late = Clocks
            .Where(c => c.Owner == Office && c.IsOverdue(moment.On, InstantOf(moment)))
            .Select(c => $"Late, it was due on {c.EffectiveDueOn:yyyy-MM-dd} (逾期：{c.Name}应于{c.EffectiveDueOn:yyyy-MM-dd}前办理)");
        return new Accepted<Referral>(settled, [word(Id, settled.Police)], Join([.. late, note]));
    }

    public override Aggregate CountAgain(Moment moment) => ((Referral)base.CountAgain(moment)).Settled();

    /// <summary>The whole side shows the filing clock as it stands.</summary>
    private Referral Settled() => this with { Police = Police with { FilingClock = Clocks.LastOrDefault(IsFilingClock) } };

    /// <summary>The minute of the act; for an earlier day, its end.</summary>
    private static DateTimeOffset InstantOf(Moment moment)
    {
        var end = ChinaTime.StartOf(moment.On.AddDays(1));
        return end < moment.Now ? end : moment.Now;
    }

    private static string? Join(IEnumerable<string?> notes) =>
        string.Join("; ", notes.OfType<string>()) is { Length: > 0 } joined ? joined : null;
}
