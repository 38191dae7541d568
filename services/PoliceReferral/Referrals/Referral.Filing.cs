using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Police;

namespace Exchange.PoliceReferral.Referrals;

/// <content>The filing decision (立案审查): extended, filed, declined, explained.</content>
internal sealed partial record Referral
{
    private static readonly HashSet<string> FilingCodes =
    [
        .. Enum.GetValues<ReferralChannel>()
            .SelectMany(channel =>
                new[] { DateOnly.MinValue, DateOnly.MaxValue }.Select(on => StatutoryClocks.FilingDecision(channel, on).Code)
            ),
    ];

    /// <summary>The filing clock, running or paused.</summary>
    private StatutoryClock? FilingClock => Clocks.LastOrDefault(c => IsFilingClock(c) && c.StoppedOn is null);

    private IReadOnlyList<ClockRule> ExtensionSteps =>
        FilingClock is { } clock && Sender is { } sender ? StatutoryClocks.FilingExtensions(sender.Channel, clock.StartedOn) : [];

    /// <summary>延长立案审查期限: the channel's next step, approved before the running period ended.</summary>
    public Decision<Referral> Extend(ExtendBody body, Moment moment)
    {
        if (Barred("extend", moment) is { } refusal)
        {
            return refusal;
        }
        var clock = FilingClock!;
        var approvedOn = body.ApprovedOn!.Value;
        if (approvedOn > moment.Today || approvedOn < clock.StartedOn)
        {
            var flaw = new Flaw("approvedOn", "out-of-range", $"from {clock.StartedOn:yyyy-MM-dd} to {moment.Today:yyyy-MM-dd}");
            return Refusal.Invalid("approved-on", "An approval lies between the start of the period and today.", flaw);
        }
        if (approvedOn > clock.EffectiveDueOn)
        {
            return NotNow("extend", $"The period ended on {clock.EffectiveDueOn:yyyy-MM-dd}, before the approval.") with
            {
                Code = "deadline-passed",
            };
        }
        var extended = clock.ExtendBy(ExtensionSteps[ExtensionsTaken], moment.Calendar);
        var extension = new FilingExtension(approvedOn, body.ApprovedBy!, body.Reason!, extended.EffectiveDueOn);
        var next = this with
        {
            ExtensionsTaken = ExtensionsTaken + 1,
            Police = Police with { Extensions = [.. Police.Extensions, extension] },
            Clocks = [.. Clocks.Select(c => ReferenceEquals(c, clock) ? extended : c)],
        };
        return Say(next, moment, (id, side) => new FilingClockExtended { ReferralId = id, Side = side });
    }

    /// <summary>立案, also after a decline, a direction, or a drop; the case is then asked after every three months (刑诉规则 564 ¶3).</summary>
    public Decision<Referral> File(FileBody body, Moment moment)
    {
        if (Barred("file", moment) is { } refusal)
        {
            return refusal;
        }
        if (body.JoinedWith == Id)
        {
            return Refusal.Invalid(
                "joined-with-itself",
                "Another referral is meant.",
                new Flaw("joinedWith", "itself", "this is the same referral")
            );
        }
        var directed = State is ReferralState.FilingDirected or ReferralState.CorrectionNoticed or ReferralState.WithHigher;
        var filing = new CriminalFiling(body.Number!.Trim(), moment.On, directed);
        var next = this with
        {
            State = ReferralState.Filed,
            EndedAs = null,
            JoinedWith = body.JoinedWith,
            Reminders = 0,
            Police = Police with { Filing = filing, Dropped = null },
            Clocks = [.. Stopped(moment.On), Reminder(filing, 0, moment)],
        };
        return Say(next, moment, (id, side) => new CriminalCaseFiled { ReferralId = id, Side = side });
    }

    /// <summary>不予立案 (刑诉法 112); when reasons for the delay were asked, it gives them as well (刑诉规则 562).</summary>
    public Decision<Referral> Decline(DeclineBody body, Moment moment)
    {
        if (Barred("decline", moment) is { } refusal)
        {
            return refusal;
        }
        var asked = State is ReferralState.ReasonsRequested;
        var review = asked ? StatutoryClocks.ReasonsReview : StatutoryClocks.DeclinedReview;
        var telling = Sender!.Sender is Agency.Court ? StatutoryClocks.DeclineNoticeToCourt : StatutoryClocks.DeclineNotice;
        var next = this with
        {
            State = asked ? ReferralState.ReasonsGiven : ReferralState.Declined,
            Police = Police with
            {
                Declined = new FilingDeclined(moment.On, body.Ground!.Value, body.Reasons!, body.NoticeNumber),
                Reasons = asked ? new FilingReasons(moment.On, body.Reasons!) : Police.Reasons,
            },
            Clocks = [.. Stopped(moment.On), Told(telling, moment), Start(review, ProcuratorateOffice, moment)],
        };
        return Say(next, moment, (id, side) => new CriminalCaseDeclined { ReferralId = id, Side = side });
    }

    /// <summary>说明不立案理由 (刑诉规则 560, 562)</summary>
    public Decision<Referral> GiveReasons(ReasonsBody body, Moment moment)
    {
        if (Barred("reasons", moment) is { } refusal)
        {
            return refusal;
        }
        var next = this with
        {
            State = ReferralState.ReasonsGiven,
            Police = Police with { Reasons = new FilingReasons(moment.On, body.Text!) },
            Clocks = [.. Stopped(moment.On), Start(StatutoryClocks.ReasonsReview, ProcuratorateOffice, moment)],
        };
        return Say(next, moment, (id, side) => new FilingReasonsGiven { ReferralId = id, Side = side });
    }

    private static bool IsFilingClock(StatutoryClock clock) => FilingCodes.Contains(clock.Code);
}
