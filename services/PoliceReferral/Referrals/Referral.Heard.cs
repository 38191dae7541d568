using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;

namespace Exchange.PoliceReferral.Referrals;

/// <content>What is heard from the sender and from the supervising procuratorate; each speaks with its whole side.</content>
internal sealed partial record Referral
{
    /// <summary>Transferred, completed, supplemented, recalled: by a procuratorate or a court.</summary>
    public static Decision<Referral> Hear(Referral? known, SenderWord said, Moment moment)
    {
        if (known is null or { State: ReferralState.Awaited })
        {
            return Receive(known, said, moment);
        }
        if (said.Sequence <= known.HeardSender)
        {
            return Decision<Referral>.NothingNew;
        }
        var before = known.Sender!;
        var next = known with { Sender = said.Side, HeardSender = said.Sequence };
        var notes = new List<string>();
        if (said.Side.Completions.Count > before.Completions.Count)
        {
            next = next.Complete(moment, notes);
        }
        if (said.Side.Supplements.Count > before.Supplements.Count)
        {
            notes.Add("More material has arrived, no clock moves (收到补充材料，期限不变)");
        }
        if (said.Side.RecalledOn is not null && before.RecalledOn is null)
        {
            next = next.Recall(moment, notes);
        }
        if (said.Side.NoLongerSupportedOn is not null && before.NoLongerSupportedOn is null)
        {
            notes.Add("No longer supported by its sender, the police decide (移送机关不再支持，由公安机关决定)");
        }
        return new Accepted<Referral>(next.Settled(), [], Join(notes));
    }

    /// <summary>立案监督; may come before the referral itself, then it is kept until that arrives.</summary>
    public static Decision<Referral> Hear(Referral? known, SupervisionWord said, Moment moment)
    {
        if (known is null)
        {
            return new Referral
            {
                Id = said.ReferralId,
                Correlation = said.Correlation,
                State = ReferralState.Awaited,
                Division = said.Side.Procuratorate,
                Office = Offices.Police(said.Side.Procuratorate),
                Police = new ReferralPoliceSide { Organ = said.Side.Procuratorate, StoredAt = moment.Now },
                Supervision = said.Side,
                HeardSupervision = said.Sequence,
            };
        }
        if (said.Sequence <= known.HeardSupervision)
        {
            return Decision<Referral>.NothingNew;
        }
        var heard = known with { Supervision = said.Side, HeardSupervision = said.Sequence };
        return known.State is ReferralState.Awaited ? heard : heard.Follow(known.Supervision, [], moment);
    }

    /// <summary>The 24 hours for the receipt begin when it is stored here.</summary>
    private static Decision<Referral> Receive(Referral? known, SenderWord said, Moment moment)
    {
        var organ = said.Side.PoliceOrgan;
        var next = new Referral
        {
            Id = said.ReferralId,
            Revision = known?.Revision ?? 0,
            Dossier = known?.Dossier ?? [],
            Correlation = said.Correlation,
            State = ReferralState.Transferred,
            Division = organ,
            Office = Offices.Police(organ),
            Sender = said.Side,
            HeardSender = said.Sequence,
            Supervision = known?.Supervision,
            HeardSupervision = known?.HeardSupervision ?? 0,
            FirstStoredAt = moment.Now,
            Police = new ReferralPoliceSide { Organ = organ, StoredAt = moment.Now },
            Clocks = [Acknowledging(Offices.Police(organ), moment)],
        };
        var notes = new List<string>();
        if (said.Side.RecalledOn is not null)
        {
            next = next.Recall(moment, notes);
        }
        return next.Follow(null, notes, moment);
    }

    /// <summary>补充材料, or "nothing more, decide": the filing clock goes on with what was left (R1, R2).</summary>
    private Referral Complete(Moment moment, List<string> notes)
    {
        if (State is not ReferralState.Returned)
        {
            notes.Add($"Conflict: completed in state {StateName} (与现状不符：{StateName}时补齐材料)");
            return this;
        }
        return this with
        {
            State = ReferralState.Acknowledged,
            MaterialSince = moment.Now,
            Clocks =
            [
                .. Stopped(moment.On, StatutoryClocks.Completion).Select(c => IsFilingClock(c) ? c.Resume(moment.On, moment.Calendar) : c),
            ],
        };
    }

    /// <summary>撤回移送, before a case is filed only (监督规则 121; R7).</summary>
    private Referral Recall(Moment moment, List<string> notes)
    {
        if (State is ReferralState.Filed or ReferralState.Dropped or ReferralState.Closed or ReferralState.Withdrawn)
        {
            notes.Add($"Conflict: recalled in state {StateName}, the police decide (与现状不符：{StateName}时撤回移送，由公安机关决定)");
            return this;
        }
        return this with { State = ReferralState.Withdrawn, Clocks = Stopped(moment.On) };
    }
}

/// <summary>What a sender says, whichever agency it is.</summary>
internal sealed record SenderWord(string ReferralId, ReferralSenderSide Side, long Sequence, string Correlation);

/// <summary>What the supervising procuratorate says.</summary>
internal sealed record SupervisionWord(string ReferralId, ReferralSupervisionSide Side, long Sequence, string Correlation);
