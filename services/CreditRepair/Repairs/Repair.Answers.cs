using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Credit;
using Exchange.Contracts.Procuratorate;

namespace Exchange.CreditRepair.Repairs;

/// <content>What the procuratorate and the banks answer.</content>
internal sealed partial record Repair
{
    /// <summary>The procuratorate's whole side; a later word implies the earlier ones.</summary>
    public Decision<Repair> Hear(RepairReviewEvent word, Moment moment)
    {
        if (word.Sequence <= HeardReview)
        {
            return Decision<Repair>.NothingNew;
        }
        var heard = this with { HeardReview = word.Sequence };
        if (
            word.Side.Generation != Generation
            || State is not (RepairState.Proposed or RepairState.CourtAsked or RepairState.UnderOpinion or RepairState.Refused)
            || LiftedOn is not null
        )
        {
            return new Accepted<Repair>(heard, [], "The procuratorate's word no longer fits; filed (检察院意见与现状不符，存档)");
        }
        heard = heard with { Review = word.Side };
        return new Accepted<Repair>(
            word.Side switch
            {
                { RefusalAcceptedOn: { } on } => heard.Closing(RepairOutcome.StaysLawful, on),
                { RefusedOn: not null } => heard.At(RepairState.Refused, null, Office, moment),
                { DeclinedOn: not null } => heard.At(RepairState.Found, StatutoryClocks.CreditProposal, Office, moment),
                { OpinionId: not null } => heard.At(RepairState.UnderOpinion, null, Office, moment),
                { CourtAskedOn: not null } => heard.At(
                    RepairState.CourtAsked,
                    StatutoryClocks.CreditCourtAsked,
                    Offices.Court(Court),
                    moment
                ),
                _ => heard.At(RepairState.Proposed, StatutoryClocks.CreditReview, Offices.Procuratorate(Division), moment),
            },
            []
        );
    }

    /// <summary>Which banks were told; with nobody to tell it is closed.</summary>
    public Decision<Repair> Told(int generation, IReadOnlyList<string> notices, Moment moment) =>
        generation != Generation || State is not RepairState.Restored || Notices is not null
            ? Decision<Repair>.NothingNew
            : (this with { Notices = notices }).CloseWhenSettled(moment, []);

    /// <summary>A bank has answered, or its notice was written off.</summary>
    public Decision<Repair> Settle(NoticeSettled settled, Moment moment)
    {
        if (settled.Generation != Generation || SettledNotices.Contains(settled.NoticeId, StringComparer.Ordinal))
        {
            return Decision<Repair>.NothingNew;
        }
        var heard = this with
        {
            SettledNotices = [.. SettledNotices, settled.NoticeId],
            BankAnswers = settled.Answer is { } answer ? [.. BankAnswers, answer] : BankAnswers,
        };
        return heard.CloseWhenSettled(
            moment,
            settled.Answer is null ? [] : [next => new BankAnswered { RepairId = next.Id, Side = next.Side() }]
        );
    }

    private Accepted<Repair> CloseWhenSettled(Moment moment, IReadOnlyList<Func<Repair, ExchangeEvent>> says)
    {
        var isSettled =
            State is RepairState.Restored && Notices is { } sent && sent.All(id => SettledNotices.Contains(id, StringComparer.Ordinal));
        var next = isSettled ? Closing(RepairOutcome.Restored, moment.Today) : this;
        return new Accepted<Repair>(next, [.. says.Select(say => say(next))]);
    }

    /// <summary>The court's own clock stays breached beside the state's.</summary>
    private Repair At(RepairState state, ClockRule? rule, string owner, Moment moment)
    {
        if (state == State)
        {
            return this;
        }
        var clocks = Stopped(moment.Today, StatutoryClocks.CreditProposal, StatutoryClocks.CreditReview, StatutoryClocks.CreditCourtAsked);
        return this with { State = state, Clocks = rule is null ? clocks : [.. clocks, Start(rule, owner, moment)] };
    }
}
