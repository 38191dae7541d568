using Exchange.Acts;
using Exchange.Contracts;

namespace Exchange.ProcuratorateIntake.Petitions;

/// <content>What procurators do with a petition.</content>
internal sealed partial record Petition
{
    /// <summary>不予受理 (28).</summary>
    public Decision<Petition> Refuse(RefusePetitionBody body, Moment moment) =>
        May("refuse")
            ? Ended(PetitionState.NotAccepted, moment) with
            {
                NotAccepted = new NotAccepted(body.Ground!.Value, body.Text!, moment.On),
            }
            : NotNow("refuse");

    /// <summary>All that is missing is named (21); the petitioner has fifteen days (param).</summary>
    public Decision<Petition> AskSupplement(PetitionItemsBody body, Moment moment) =>
        May("supplement")
            ? this with
            {
                State = PetitionState.SupplementAsked,
                ItemsAsked = [.. ItemsAsked, .. body.Items!],
                Clocks = [.. Stopped(moment.On), Start(StatutoryClocks.PetitionSupplement, moment, ThePetitioner)],
            }
            : NotNow("supplement");

    /// <summary>The petitioner has completed the materials: looked at anew.</summary>
    public Decision<Petition> Supply(PetitionItemsBody body, Moment moment) =>
        May("supply")
            ? this with
            {
                State = PetitionState.Received,
                ItemsSupplied = [.. ItemsSupplied, .. body.Items!],
                Clocks = [.. Stopped(moment.On), Start(StatutoryClocks.PetitionTriage, moment)],
            }
            : NotNow("supply");

    /// <summary>受理: notice within three days (33), the review ends within three months (52); it may join a lead.</summary>
    public Decision<Petition> Accept(AcceptPetitionBody body, Moment moment) =>
        May("accept")
            ? this with
            {
                State = PetitionState.Accepted,
                AcceptedOn = moment.On,
                LeadId = body.LeadId,
                Clocks =
                [
                    .. Stopped(moment.On),
                    Start(StatutoryClocks.PetitionAcceptanceNotice, moment),
                    Start(StatutoryClocks.LeadReview, moment),
                ],
            }
            : NotNow("accept");

    /// <summary>受理通知书 sent, and a copy to the other party, which has fifteen days to state its view (33).</summary>
    public Decision<Petition> Notify(NotifyPetitionBody body, Moment moment) =>
        May("notify")
            ? this with
            {
                Notice = new AcceptanceNotice(body.Number, moment.On),
                Clocks =
                [
                    .. Stopped(moment.On, StatutoryClocks.PetitionAcceptanceNotice),
                    Start(StatutoryClocks.PetitionOtherParty, moment, TheOtherParty),
                ],
            }
            : NotNow("notify");

    /// <summary>The petitioner is told the result, within fifteen days of the decision (108, 109).</summary>
    public Decision<Petition> Tell(AnswerPetitionBody body, Moment moment)
    {
        if (!May("answer"))
        {
            return NotNow("answer");
        }
        var decided = body.DecidedOn ?? moment.On;
        if (decided > moment.On)
        {
            return Refusal.Invalid(
                "future-date",
                "A result is decided before it is told.",
                new Flaw("decidedOn", "future-date", $"later than the act, {moment.On:yyyy-MM-dd}")
            );
        }
        var told = StatutoryClock.Start(StatutoryClocks.PetitionResult, decided, Office, moment.Calendar).Stop(moment.On);
        var ended = Ended(PetitionState.Closed, moment);
        return ended with
        {
            Answer = new PetitionAnswer(body.Result!.Value, body.Text!, decided, moment.On),
            Clocks = [.. ended.Clocks, told],
        };
    }

    /// <summary>撤回申请, or what counts as one: 终结审查 (73 (二)).</summary>
    public Decision<Petition> Withdraw(WithdrawPetitionBody body, Moment moment) =>
        May("withdraw") ? Ended(PetitionState.Closed, moment) with { WithdrawalReason = body.Reason } : NotNow("withdraw");

    private Petition Ended(PetitionState state, Moment moment) => this with { State = state, Clocks = Stopped(moment.On) };
}
