using System.Text.Json.Serialization;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;

namespace Exchange.PoliceReferral.Referrals;

/// <content>Clocks: how they start, whose they are, and what time itself does.</content>
internal sealed partial record Referral
{
    [JsonIgnore]
    public override DateOnly? WakeOn =>
        State switch
        {
            ReferralState.Transferred when FilingClock is null => ChinaTime.DayOf(AcknowledgeBy),
            ReferralState.Filed => RunningReminder?.EffectiveDueOn.AddDays(1),
            _ => null,
        };

    private StatutoryClock? RunningReminder => Clock(StatutoryClocks.SupervisedFilingReminder) ?? Clock(StatutoryClocks.FilingReminder);

    private string SenderOffice =>
        Sender!.Sender is not Agency.Court ? Offices.Procuratorate(Sender.SenderDivision)
        : CourtCode.TryParse(Sender.SenderOffice, out var court, out _) ? Offices.Court(court)
        : Sender.SenderOffice;

    /// <summary>The supervisor; before it has spoken, the sender or the procuratorate of the same level.</summary>
    private string ProcuratorateOffice =>
        Offices.Procuratorate(
            Supervision?.Procuratorate ?? (Sender!.Sender is Agency.Procuratorate ? Sender.SenderDivision : Police.Organ)
        );

    /// <summary>上一级人民检察院</summary>
    private string HigherOffice =>
        Jurisdictions.HigherProcuratorate(Supervision!.Procuratorate) is { } higher ? Offices.Procuratorate(higher) : ProcuratorateOffice;

    /// <summary>Hour 24 without a receipt starts the filing clock (R4); three months without an end remind (催办, 刑诉规则 564 ¶3).</summary>
    public static Decision<Referral> OnClock(Referral known, Moment moment) =>
        known.State switch
        {
            ReferralState.Transferred when known.FilingClock is null && moment.Now >= known.AcknowledgeBy => known.StartUnacknowledged(
                moment
            ),
            ReferralState.Filed when known.RunningReminder is { } running && running.EffectiveDueOn < moment.Today => known.Remind(
                running,
                moment
            ),
            _ => Decision<Referral>.NothingNew,
        };

    private Accepted<Referral> StartUnacknowledged(Moment moment)
    {
        var next = this with { Clocks = [.. Clocks, StartFiling(ChinaTime.DayOf(Police.StoredAt), moment)] };
        return new Accepted<Referral>(
            next.Settled(),
            [],
            "Not acknowledged in 24 hours: the filing clock runs from when the police had it (二十四小时内未签收，立案审查期限自送达起算)"
        );
    }

    private Accepted<Referral> Remind(StatutoryClock running, Moment moment)
    {
        var (count, clock) = (Reminders, running);
        while (clock.EffectiveDueOn < moment.Today)
        {
            clock = Reminder(Police.Filing!, ++count, moment);
        }
        var next = this with
        {
            Reminders = count,
            Clocks = [.. Clocks.Select(c => ReferenceEquals(c, running) ? c.Stop(moment.On) : c), clock],
        };
        return new Accepted<Referral>(next, [], $"No end {3 * count} months after filing (立案后满{3 * count}个月未办结，催办)");
    }

    /// <summary>Law for a filing that was directed, our own target for others.</summary>
    private StatutoryClock Reminder(CriminalFiling filing, int past, Moment moment)
    {
        var rule = filing.Directed ? StatutoryClocks.SupervisedFilingReminder : StatutoryClocks.FilingReminder;
        return StatutoryClock.Start(rule, filing.On.PlusMonths(rule.Amount * past), Office, moment.Calendar);
    }

    private StatutoryClock StartFiling(DateOnly on, Moment moment) =>
        StatutoryClock.Start(StatutoryClocks.FilingDecision(Sender!.Channel, on), on, Office, moment.Calendar);

    private static StatutoryClock Start(ClockRule rule, string owner, Moment moment) =>
        StatutoryClock.Start(rule, moment.On, owner, moment.Calendar);

    /// <summary>The event itself tells the other side on the day of entry; the clock stays as proof of how long it took.</summary>
    private StatutoryClock Told(ClockRule rule, Moment moment) => Start(rule, Office, moment).Stop(moment.Today);
}
