using System.Text.Json;
using System.Text.Json.Serialization;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Procuratorate;

namespace Exchange.CourtFeed.Alerts;

/// <summary>虚假诉讼通报, as the court that reported it has it: what it said, and what the procuratorate answered.</summary>
internal sealed record ReportedAlert : Aggregate
{
    public required AlertState State { get; init; }

    public required CourtCode Court { get; init; }

    /// <summary>The court's own number of the alert.</summary>
    public required string Number { get; init; }

    public required string Facts { get; init; }

    public required DateOnly ReportedOn { get; init; }

    /// <summary>As the court wrote them.</summary>
    public required IReadOnlyList<string> CaseNumbers { get; init; }

    public required IReadOnlyList<SuspectNamed> Suspects { get; init; }

    public AlertReply? Answer { get; init; }

    /// <summary>The latest word of the procuratorate that was heard.</summary>
    public long HeardProcuratorate { get; init; }

    public override string StateName => JsonNamingPolicy.CamelCase.ConvertName(State.ToString());

    /// <summary>After the report it is the procuratorate's turn.</summary>
    public override IReadOnlyList<string> AllowedActs => [];

    /// <summary>The court reports; the same again changes nothing, other content under the same number is refused.</summary>
    public static Decision<ReportedAlert> Report(ReportedAlert? known, AlertBody body, CourtCode court, Jurisdiction place, Moment moment)
    {
        var number = body.Number!.Trim();
        var suspects = body.SuspectsNamed();
        if (known is not null)
        {
            return known.IsSame(body, suspects)
                ? Decision<ReportedAlert>.NothingNew
                : known.NotNow("false-litigation", $"Alert {number} was reported with other content.");
        }
        var on = body.ReportedOn ?? body.ActedOn ?? moment.Today;
        if (on > moment.Today)
        {
            return Refusal.Invalid(
                "future-date",
                "A report cannot lie in the future.",
                new Flaw("reportedOn", "future-date", $"later than today, {moment.Today:yyyy-MM-dd}")
            );
        }
        var id = LoopIds.Alert(court, number);
        var reported = new ReportedAlert
        {
            Id = id,
            Division = place.Division,
            Office = Offices.Court(court),
            Correlation = id,
            State = AlertState.Reported,
            Court = court,
            Number = number,
            Facts = body.Facts!,
            ReportedOn = on,
            CaseNumbers = body.CaseNumbers!,
            Suspects = suspects,
            Clocks = [StatutoryClock.Start(StatutoryClocks.AlertAnswer, on, Offices.Procuratorate(place.Procuratorate), moment.Calendar)],
        };
        return new Accepted<ReportedAlert>(reported, [reported.Says()]);
    }

    /// <summary>A later answer replaces the earlier one; only a court's own alert is ever answered.</summary>
    public static Decision<ReportedAlert> Hear(ReportedAlert? known, AlertAnswered word, Moment moment) =>
        known is null || word.Sequence <= known.HeardProcuratorate
            ? Decision<ReportedAlert>.NothingNew
            : known with
            {
                State = AlertState.Answered,
                Answer = new AlertReply(word.Result, word.Text, word.AnsweredOn),
                HeardProcuratorate = word.Sequence,
                Clocks = known.Stopped(word.AnsweredOn),
            };

    private FalseLitigationReported Says() =>
        new()
        {
            AlertId = Id,
            Court = Court,
            Number = Number,
            Facts = Facts,
            ReportedOn = ReportedOn,
            CaseNumbers = CaseNumbers,
            Suspects = Suspects,
        };

    private bool IsSame(AlertBody body, IReadOnlyList<SuspectNamed> suspects) =>
        Facts == body.Facts
        && (body.ReportedOn is null || body.ReportedOn == ReportedOn)
        && CaseNumbers.SequenceEqual(body.CaseNumbers!)
        && Suspects.SequenceEqual(suspects);
}

/// <summary>What the procuratorate answered.</summary>
internal sealed record AlertReply(AlertResult Result, string Text, DateOnly AnsweredOn);

[JsonConverter(typeof(CamelCaseEnumConverter<AlertState>))]
internal enum AlertState
{
    /// <summary>已通报</summary>
    Reported,

    /// <summary>检察院已答复</summary>
    Answered,
}
