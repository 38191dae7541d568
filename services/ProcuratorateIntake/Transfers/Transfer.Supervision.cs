using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Procuratorate;

namespace Exchange.ProcuratorateIntake.Transfers;

/// <content>立案监督 (刑诉规则 560-564), whoever sent the referral.</content>
internal sealed partial record Transfer
{
    /// <summary>要求说明不立案理由: of a refusal (560), or of the delay once the filing clock is over (562).</summary>
    public Decision<Transfer> RequestReasons(RemarkBody body, Moment moment)
    {
        var forDelay = State is not TransferState.Declined;
        if (!May("request-reasons"))
        {
            return NotNow("request-reasons");
        }
        if (forDelay && TransferClocks.Filing(this, moment)?.IsOverdue(moment.On) != true)
        {
            return NotNow("request-reasons", "The time for the filing decision is not over (刑诉规则 562).");
        }
        var side = Supervision with { ReasonsRequested = new ReasonsRequest(moment.On, forDelay, body.Text) };
        return Become(this with { Supervision = side }, moment, body.Text, new FilingReasonsRequested { ReferralId = Id, Side = side });
    }

    /// <summary>不立案理由成立 (561 ¶2), the decline accepted, or what the higher procuratorate brought back.</summary>
    public Decision<Transfer> AcceptReasons(RemarkBody body, Moment moment)
    {
        if (!May("accept-reasons"))
        {
            return NotNow("accept-reasons");
        }
        var side =
            State is TransferState.Declined
                ? Supervision with
                {
                    DeclineAcceptedOn = moment.On,
                }
                : Supervision with
                {
                    ReasonsAcceptedOn = moment.On,
                };
        return Become(this with { Supervision = side }, moment, body.Text, new FilingReasonsAccepted { ReferralId = Id, Side = side });
    }

    /// <summary>通知立案 (561 ¶1); on silence only when the seven days are over (562).</summary>
    public Decision<Transfer> DirectFiling(DirectFilingBody body, Moment moment)
    {
        if (!May("direct-filing"))
        {
            return NotNow("direct-filing");
        }
        if (State is TransferState.ReasonsRequested && !IsOver(StatutoryClocks.Reasons, moment))
        {
            return NotNow("direct-filing", "The police still have time to give reasons (刑诉规则 560, 562).");
        }
        var side = Supervision with
        {
            FilingDirectedOn = moment.On,
            FilingDirectedFor = body.Reasons,
            CorrectionNoticedOn = null,
            CorrectionText = null,
        };
        return Become(this with { Supervision = side }, moment, body.Reasons, new FilingDirected { ReferralId = Id, Side = side });
    }

    /// <summary>纠正违法: a directed filing not made (564 ¶2), a case wrongly dropped (567), or silence about the reasons (562, the state stays).</summary>
    public Decision<Transfer> Correct(StatementBody body, Moment moment)
    {
        if (!May("correct"))
        {
            return NotNow("correct");
        }
        var waitsFor = State switch
        {
            TransferState.ReasonsRequested => StatutoryClocks.Reasons,
            TransferState.FilingDirected => StatutoryClocks.DirectedFiling,
            _ => null,
        };
        if (waitsFor is not null && !IsOver(waitsFor, moment))
        {
            return NotNow("correct", $"'{waitsFor.Name}' is not over ({waitsFor.Basis}).");
        }
        var side = Supervision with { CorrectionNoticedOn = moment.On, CorrectionText = body.Text, ReportedUpwardOn = null };
        return Become(this with { Supervision = side }, moment, body.Text, new CorrectionNoticed { ReferralId = Id, Side = side });
    }

    /// <summary>报上一级检察院, which consults the police of its level (564 ¶2).</summary>
    public Decision<Transfer> ReportUpward(StatementBody body, Moment moment)
    {
        if (!May("report-upward"))
        {
            return NotNow("report-upward");
        }
        if (!IsOver(StatutoryClocks.CorrectionNoticeAnswer, moment))
        {
            return NotNow("report-upward", "The police still have time to answer the notice.");
        }
        var side = Supervision with { ReportedUpwardOn = moment.On };
        return Become(this with { Supervision = side }, moment, body.Text, new CorrectionNoticed { ReferralId = Id, Side = side });
    }

    /// <summary>The dropping of the case (撤销案件) is accepted.</summary>
    public Decision<Transfer> AcceptDrop(RemarkBody body, Moment moment)
    {
        if (!May("accept-drop"))
        {
            return NotNow("accept-drop");
        }
        var side = Supervision with { DropAcceptedOn = moment.On };
        return Become(this with { Supervision = side }, moment, body.Text, new FilingReasonsAccepted { ReferralId = Id, Side = side });
    }

    /// <summary>
    /// What the case record now shows as paid. More than before, or performed since the transfer, is a fact for police and
    /// procurators (拒执 2024 art 11) and changes no state (R5). Less is a correction by the court and no payment.
    /// </summary>
    public Decision<Transfer> SeePayments(CaseRecord record, Moment moment)
    {
        var recovered = record.Recovered.Has(out var now) ? now : (Money?)null;
        if (!IsOpen)
        {
            return
                State is TransferState.Proposed
                && Sender?.RecoveredAtTransfer is null
                && recovered is not null
                && recovered != RecoveredAtTransfer
                ? this with
                {
                    RecoveredAtTransfer = recovered,
                }
                : Decision<Transfer>.NothingNew;
        }
        var last = Supervision.Payments.Count > 0 ? Supervision.Payments[^1] : null;
        var before = last?.RecoveredNow ?? RecoveredAtTransfer;
        var performedOn = record.PerformedOn.Has(out var day) && day >= Sender?.TransferredOn ? day : last?.PerformedOn;
        if (recovered > before || performedOn != last?.PerformedOn)
        {
            var known = before ?? recovered ?? Money.Zero;
            var fact = new PaymentFact(moment.Today, known, recovered > known ? recovered.Value : known, performedOn);
            var side = Supervision with { Payments = [.. Supervision.Payments, fact] };
            return Become(
                this with
                {
                    Supervision = side,
                    RecoveredAtTransfer = RecoveredAtTransfer ?? recovered,
                },
                moment,
                null,
                new PerformanceAfterReferral { ReferralId = Id, Side = side }
            );
        }
        return before is null && recovered is not null ? this with { RecoveredAtTransfer = recovered } : Decision<Transfer>.NothingNew;
    }

    private bool IsOver(ClockRule rule, Moment moment) => Clock(rule)?.IsOverdue(moment.On) == true;
}
