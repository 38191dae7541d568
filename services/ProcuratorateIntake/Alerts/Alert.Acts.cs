using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Procuratorate;

namespace Exchange.ProcuratorateIntake.Alerts;

/// <content>What procurators do with an alert.</content>
internal sealed partial record Alert
{
    /// <summary>A handler is named and verifies (调查核实): three months (监督规则 art 52).</summary>
    public Decision<Alert> Verify(VerifyAlertBody body, Moment moment) =>
        May("verify")
            ? (this with { State = AlertState.Verifying, Handler = body.Handler, SecondProcurator = body.SecondProcurator }).Awaiting(
                moment
            )
            : NotNow("verify");

    /// <summary>The court is told the result; a referral is proposed to the chief procurator, who sends it (监督规则 art 120).</summary>
    public Decision<Alert> Reply(AnswerAlertBody body, Moment moment)
    {
        if (!May("answer"))
        {
            return NotNow("answer");
        }
        var result = body.Result!.Value;
        if (body.CommitteeDecidedOn > moment.On)
        {
            return Refusal.Invalid(
                "future-date",
                "The committee decides before the court is told.",
                new Flaw("committeeDecidedOn", "future-date", $"later than the act, {moment.On:yyyy-MM-dd}")
            );
        }
        var proposed = body.Refers ? Propose(body.Referral!, moment) : null;
        if (body.Refers && proposed is null)
        {
            return Refusal.Invalid(
                "no-case",
                "A referral is made on a case.",
                new Flaw("caseNumbers", "case-number", "none of the alert's case numbers can be read")
            );
        }
        var next = this with
        {
            State = After(result),
            Answer = new AlertAnswer(result, body.Text!, moment.On)
            {
                CommitteeDecidedOn = body.SuggestsRetrial ? body.CommitteeDecidedOn : null,
                CommitteeDecision = body.SuggestsRetrial ? body.CommitteeDecision : null,
            },
            Outcome = result is AlertResult.NotFalse ? AlertOutcome.NotFalse : null,
            OutcomeText = result is AlertResult.NotFalse ? body.Text : null,
            Referral = proposed is null ? Referral : new AlertReferral(proposed.ReferralId, Ordinal, Open: true, Outcome: null, Heard: 0),
        };
        var told = new AlertAnswered
        {
            AlertId = Id,
            Court = Court,
            Result = result,
            Text = body.Text!,
            AnsweredOn = moment.On,
        };
        return new Accepted<Alert>(next.Awaiting(moment), proposed is null ? [told] : [told, proposed], body.CommitteeDecision);
    }

    /// <summary>The suggestion of retrial has reached the court, which has three months (民诉解释 art 417).</summary>
    public Decision<Alert> Deliver(DeliveredAlertBody body, Moment moment) =>
        May("delivered")
            ? (this with { State = AlertState.RetrialDelivered, Delivery = new RetrialDelivery(body.Number!, moment.On) }).Awaiting(moment)
            : NotNow("delivered");

    /// <summary>办结: the judgment was revoked or retried, or the court refused.</summary>
    public Decision<Alert> Close(CloseAlertBody body, Moment moment) =>
        May("close")
            ? new Accepted<Alert>(
                (this with { State = AlertState.Closed, Outcome = body.Outcome, OutcomeText = body.Text }).Awaiting(moment),
                [],
                body.Text
            )
            : NotNow("close");

    private int Ordinal => (Referral?.Ordinal ?? 0) + 1;

    /// <summary>A suggestion that the court already has is not delivered again.</summary>
    private AlertState After(AlertResult result) =>
        result switch
        {
            AlertResult.NotFalse => AlertState.Closed,
            AlertResult.Referred => AlertState.Answered,
            _ => Delivery is null ? AlertState.RetrialSuggested : AlertState.RetrialDelivered,
        };

    private ReferralProposed? Propose(AlertReferralBody body, Moment moment)
    {
        var number = CaseNumbers.Select(text => CaseNumber.TryParse(text, out var read) ? read : null).FirstOrDefault(n => n is not null);
        return number is null
            ? null
            : new ReferralProposed
            {
                ReferralId = LoopIds.Referral(Id, Ordinal),
                AlertId = Id,
                ProposedBy = moment.By,
                Side = new ReferralSenderSide
                {
                    Sender = Agency.Procuratorate,
                    SenderOffice = Division.Value,
                    SenderDivision = Division,
                    Channel = ReferralChannel.Procuratorate,
                    Crime = string.IsNullOrWhiteSpace(body.Crime) ? AlertReferralBody.FalseLitigation : body.Crime,
                    CaseNumber = number,
                    Facts = string.IsNullOrWhiteSpace(body.Facts) ? Facts : body.Facts,
                    Evidence = body.Evidence!,
                    Suspects = Suspects,
                    PoliceOrgan = Jurisdictions.Of(Court, moment.Today)?.Police ?? Division,
                    TransferredOn = moment.On,
                    TransferredAt = moment.Now,
                },
            };
    }
}
