using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Police;

namespace Exchange.PoliceReferral.Referrals;

/// <content>Taking a lead (受案), asking for what is missing, and handing over what belongs elsewhere.</content>
internal sealed partial record Referral
{
    private static readonly TimeSpan LookingThrough = TimeSpan.FromHours(24);

    private DateTimeOffset AcknowledgeBy => Police.StoredAt.AddHours(StatutoryClocks.Acknowledgement.Amount);

    /// <summary>受案回执 (公安规定 170-171); the filing clock starts, after hour 24 from when the police had the lead (R4).</summary>
    public Decision<Referral> Acknowledge(AcknowledgeBody body, Moment moment)
    {
        if (Barred("acknowledge", moment) is { } refusal)
        {
            return refusal;
        }
        var at = InstantOf(moment);
        var from = at >= AcknowledgeBy ? ChinaTime.DayOf(Police.StoredAt) : moment.On;
        var clocks = Stopped(moment.On, StatutoryClocks.Acknowledgement);
        var next = this with
        {
            State = ReferralState.Acknowledged,
            MaterialSince = at,
            Police = Police with { Receipt = new PoliceReceipt(body.ReceiptNumber!.Trim(), moment.On, at) },
            Clocks = FilingClock is null ? [.. clocks, StartFiling(from, moment)] : clocks,
        };
        return Say(next, moment, (id, side) => new LeadAcknowledged { ReferralId = id, Side = side });
    }

    /// <summary>Once per missing item, within 24 hours; the filing clock stands still until it is completed (公安规定 180; R1).</summary>
    public Decision<Referral> Return(ReturnBody body, Moment moment)
    {
        if (Barred("return", moment) is { } refusal)
        {
            return refusal;
        }
        var missing = body.Missing!.Select(item => item.Trim()).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var again = missing.Intersect(Police.Returns.SelectMany(r => r.Missing), StringComparer.OrdinalIgnoreCase).ToList();
        if (again.Count > 0)
        {
            return NotNow("return", $"An item can be asked for once; asked for before: {string.Join(", ", again)}.");
        }
        if (InstantOf(moment) > MaterialSince + LookingThrough)
        {
            return NotNow(
                "return",
                "What is missing is told within 24 hours of taking the material; incomplete is no ground to refuse: file or decline."
            );
        }
        var next = this with
        {
            State = ReferralState.Returned,
            Police = Police with { Returns = [.. Police.Returns, new ReferralReturn(moment.On, missing, body.Note)] },
            Clocks =
            [
                .. Clocks.Select(c => IsFilingClock(c) && c.IsRunning ? c.Pause(moment.On) : c),
                StatutoryClock.Start(StatutoryClocks.Completion, moment.On, SenderOffice, moment.Calendar),
            ],
        };
        return Say(next, moment, (id, side) => new LeadReturned { ReferralId = id, Side = side });
    }

    /// <summary>移送有管辖权的机关: its own 24 hours, its own receipt, its own clocks (公安规定 175; R3).</summary>
    public Decision<Referral> HandOver(HandOverBody body, Moment moment)
    {
        if (Barred("hand-over", moment) is { } refusal)
        {
            return refusal;
        }
        if (body.To! == Police.Organ)
        {
            return Refusal.Invalid("same-organ", "It is there already.", new Flaw("to", "same-organ", $"{body.To} has it"));
        }
        var had = StatutoryClock.Start(
            StatutoryClocks.HandOver,
            ChinaTime.DayOf(Police.StoredAt),
            Office,
            moment.Calendar,
            Police.StoredAt
        );
        var slow = had.IsOverdue(moment.On, InstantOf(moment))
            ? $"Late, it was due within {had.Amount} hours (逾期：{had.Name}应在{had.Amount}小时内办理)"
            : null;
        var office = Offices.Police(body.To!);
        var next = this with
        {
            State = ReferralState.Transferred,
            Division = body.To!,
            AlsoReadBy = Police.Organ,
            Office = office,
            MaterialSince = null,
            ExtensionsTaken = 0,
            EarlierReceipts = State is ReferralState.Acknowledged ? [.. EarlierReceipts, Police.Receipt!] : EarlierReceipts,
            Police = Police with
            {
                Organ = body.To!,
                StoredAt = moment.Now,
                HandOvers = [.. Police.HandOvers, new HandOver(moment.On, Police.Organ, body.To!, body.Reason!)],
            },
            Clocks = [.. Stopped(moment.On), had.Stop(moment.On), Acknowledging(office, moment)],
        };
        var days = moment.Today.DayNumber - ChinaTime.DayOf(FirstStoredAt!.Value).DayNumber;
        var total = $"At the police for {days} days so far (公安机关已历{days}日)";
        return Say(next, moment, (id, side) => new ReferralHandedOver { ReferralId = id, Side = side }, Join([slow, total]));
    }

    /// <summary>The lowest division above all organs that have had it (共同的上级公安机关).</summary>
    private DivisionCode CommonSuperior =>
        Police
            .HandOvers.SelectMany(h => new[] { h.From, h.To })
            .Select(Divisions.PathTo)
            .Aggregate((common, path) => [.. common.Zip(path).TakeWhile(step => step.First == step.Second).Select(step => step.First)])[^1];

    private static StatutoryClock Acknowledging(string office, Moment moment) =>
        StatutoryClock.Start(StatutoryClocks.Acknowledgement, moment.Today, office, moment.Calendar, moment.Now);
}
