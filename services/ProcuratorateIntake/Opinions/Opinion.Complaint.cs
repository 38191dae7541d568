using System.Text.Json.Serialization;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Procuratorate;

namespace Exchange.ProcuratorateIntake.Opinions;

/// <content>The court's complaint about the supervision itself (O7): clocks of its own, whatever becomes of the opinion.</content>
internal sealed partial record Opinion
{
    [JsonIgnore]
    private bool HasOpenComplaint => Court.Complaints.Count > Side.ComplaintAnswers.Count;

    /// <summary>Who spoke answers for it, also while the opinion lies with the higher procuratorate.</summary>
    public override string OfficeFor(string act) => act == "answer-complaint" ? Speaker : base.OfficeFor(act);

    /// <summary>Told to the court in writing (法发〔2016〕30号 art 17); the opinion stays what it is.</summary>
    public Decision<Opinion> AnswerComplaint(AnswerComplaintBody body, Moment moment) =>
        !Allows("answer-complaint")
            ? NotNow("answer-complaint")
            : Say(
                OpinionWords.ComplaintAnswered,
                this with
                {
                    Clocks = Stopped(moment.On, StatutoryClocks.ComplaintWarning, StatutoryClocks.ComplaintAnswer),
                },
                Side with
                {
                    ComplaintAnswers =
                    [
                        .. Side.ComplaintAnswers,
                        new SupervisionComplaintAnswer(moment.On, body.Text!, body.Changed ?? false),
                    ],
                },
                body.Text
            );

    /// <summary>One month warns (监督规则 122), three are the law's end (法发〔2016〕30号 art 17).</summary>
    private Opinion AfterComplaint(CourtOpinionSide before, Moment moment) =>
        HasOpenComplaint && Court.Complaints.Count > before.Complaints.Count
            ? this with
            {
                Clocks =
                [
                    .. Clocks,
                    Start(StatutoryClocks.ComplaintWarning, Court.Complaints[^1].ComplainedOn, Speaker, moment),
                    Start(StatutoryClocks.ComplaintAnswer, Court.Complaints[^1].ComplainedOn, Speaker, moment),
                ],
            }
            : this;

    /// <summary>All clocks stopped but those of a complaint.</summary>
    private new IReadOnlyList<StatutoryClock> Stopped(DateOnly on) => [.. Clocks.Select(c => IsOfComplaint(c) ? c : c.Stop(on))];

    private static bool IsOfComplaint(StatutoryClock clock) =>
        clock.Code == StatutoryClocks.ComplaintWarning.Code || clock.Code == StatutoryClocks.ComplaintAnswer.Code;
}
