using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Procuratorate;

namespace Exchange.ProcuratorateIntake.Transfers;

/// <content>The sender's acts, for referrals of the procuratorate itself.</content>
internal sealed partial record Transfer
{
    /// <summary>The chief procurator sends it to the police, or back to the lead (监督规则 art 120).</summary>
    public Decision<Transfer> Decide(DecideBody body, Moment moment)
    {
        if (!May("decide"))
        {
            return NotNow("decide");
        }
        var approved = body.Approve!.Value;
        var decided = this with { Proposal = Proposal! with { DecidedOn = moment.On, Approved = approved, Comment = body.Comment } };
        if (!approved)
        {
            return Become(decided, moment, body.Comment);
        }
        var sent = Sender! with { TransferredOn = moment.On, TransferredAt = moment.Now };
        return Become(decided with { Sender = sent }, moment, body.Comment, new CriminalLeadTransferred { ReferralId = Id, Side = sent });
    }

    /// <summary>补充材料: only what the police returned can be completed (R2).</summary>
    public Decision<Transfer> Complete(MaterialBody body, Moment moment) =>
        May("complete") ? Completed(new ReferralCompletion(moment.On, body.Items, body.Note, Insists: false), moment) : NotNow("complete");

    /// <summary>"Nothing more, decide": incomplete material is no ground to refuse (公安规定 180).</summary>
    public Decision<Transfer> Insist(InsistBody body, Moment moment) =>
        May("insist") ? Completed(new ReferralCompletion(moment.On, [], body.Note, Insists: true), moment) : NotNow("insist");

    /// <summary>Later material, in any open state, without effect on a clock (R2).</summary>
    public Decision<Transfer> Supplement(MaterialBody body, Moment moment)
    {
        if (!May("supplement"))
        {
            return NotNow("supplement");
        }
        var side = Sender! with { Supplements = [.. Sender.Supplements, new(moment.On, body.Items, body.Note, Insists: false)] };
        return Become(this with { Sender = side }, moment, body.Note, new LeadCompleted { ReferralId = Id, Side = side });
    }

    /// <summary>撤回 before the filing (监督规则 art 121); after it only "no longer supported", and the police decide (R7).</summary>
    public Decision<Transfer> Recall(RecallBody body, Moment moment)
    {
        if (!May("recall"))
        {
            return NotNow("recall");
        }
        var side = Police?.Filing is null
            ? Sender! with
            {
                RecalledOn = moment.On,
                RecallReason = body.Reason,
            }
            : Sender! with
            {
                NoLongerSupportedOn = moment.On,
                RecallReason = body.Reason,
            };
        return Become(this with { Sender = side }, moment, body.Reason, new ReferralRecalled { ReferralId = Id, Side = side });
    }

    private Accepted<Transfer> Completed(ReferralCompletion completion, Moment moment)
    {
        var side = Sender! with { Completions = [.. Sender.Completions, completion] };
        return Become(this with { Sender = side }, moment, completion.Note, new LeadCompleted { ReferralId = Id, Side = side });
    }

    private bool May(string act) => AllowedActs.Contains(act);
}
