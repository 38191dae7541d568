using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.CourtFeed.Cases;
using Exchange.Sheets;

namespace Exchange.CourtFeed.Reading;

/// <summary>Reads one case from wherever it stands, and judges what only shows when its values are seen together.</summary>
internal static class CaseReading
{
    public static RowVerdict Read(CaseSource source, CourtPlaces courts)
    {
        var problems = source.Problems;
        var number = source.Required(CaseColumns.CaseNumber, source.CaseNumber);
        var court = source.Required(CaseColumns.Court, source.Text) is { } name ? CellText.Name(name) : null;
        var place = number is null || court is null ? null : courts.Of(number, court);
        if (place is not null)
            JudgeCourt(source, place, number!);

        var said = new CaseRecord
        {
            CaseNumber = number!,
            CourtCode = place?.Code!,
            Court = place?.Name!,
            Division = place?.Division!,
            Applicants = source.Applicants(),
            Respondents = source.Respondents(),
            FiledOn = source.Required(CaseColumns.FiledOn, source.Date),
            Basis = source.Required(CaseColumns.Basis, source.Text)!,
            Claim = source.Required(CaseColumns.Claim, source.Amount),
            Officer = source.Text(CaseColumns.Officer),
            EndedOn = source.Date(CaseColumns.EndedOn),
            Ending = source.Ending(),
            EndingReason = source.Text(CaseColumns.EndingReason),
            Recovered = source.Amount(CaseColumns.Recovered),
            NoticeSentOn = source.Date(CaseColumns.NoticeSentOn),
            ReportOrderedOn = source.Date(CaseColumns.ReportOrderedOn),
            PerformedOn = source.Date(CaseColumns.PerformedOn),
            QueriedOn = source.Date(CaseColumns.QueriedOn),
            QueriedChannels = source.Words(CaseColumns.QueriedChannels),
            FieldMeasures = source.Words(CaseColumns.FieldMeasures),
            Assets = source.Assets(),
            Vehicles = source.Vehicles(),
            FundsReceivedOn = source.Date(CaseColumns.FundsReceivedOn),
            FundsPaidOn = source.Date(CaseColumns.FundsPaidOn),
            InterviewedOn = source.Date(CaseColumns.InterviewedOn),
            LastQueriedOn = source.Date(CaseColumns.LastQueriedOn),
            DeductedDays = source.Count(CaseColumns.DeductedDays),
            ExtendedTo = source.Date(CaseColumns.ExtendedTo),
            ResumedOn = source.Date(CaseColumns.ResumedOn),
            OriginCaseNumber = source.CaseNumber(CaseColumns.OriginCaseNumber),
            ApplicantAskedForEnding = source.YesNo(CaseColumns.ApplicantAskedForEnding),
            RulingNumber = source.Text(CaseColumns.RulingNumber),
            OpenClues = source.Count(CaseColumns.OpenClues),
            Remarks = source.Text(CaseColumns.Remarks),
        };
        JudgeEnding(source, said);
        return problems.HasErrors
            ? new RowVerdict.Rejected(problems.Errors)
            : new RowVerdict.Accepted(new CasePatch { Said = said, OfKnown = source.OfKnown }, problems.Found);
    }

    private static void JudgeCourt(CaseSource source, CourtPlace place, CaseNumber number)
    {
        var at = source.PlaceOf(CaseColumns.CaseNumber);
        if (place.Division is null)
            source.Problems.Reject(at, RowCodes.OutsideDivision, "无法确定案件所属区划 (no division can be derived)", number.Value);
        else if (!place.IsWithinScope)
        {
            source.Problems.Reject(
                at,
                RowCodes.OutsideDivision,
                $"案件属于区划 {place.Division}，不在报送范围内 (belongs to another division)",
                number.Value
            );
        }

        if (place.ListedName is null)
            source.Problems.Warn(at, RowCodes.UnknownCourt, $"法院代字 {place.Code} 不在代字表内 (unknown court code)", number.Value);
        else if (place.ListedName != place.Name)
        {
            source.Problems.Warn(
                source.PlaceOf(CaseColumns.Court),
                RowCodes.CourtName,
                $"法院代字 {place.Code} 对应 {place.ListedName} (code and name do not go together)",
                place.Name
            );
        }
    }

    private static void JudgeEnding(CaseSource source, CaseRecord said)
    {
        var (endedOn, ending) = (said.EndedOn, said.Ending);
        if (endedOn.Has(out var end) && said.FiledOn != default && end < said.FiledOn)
            Reject(CaseColumns.EndedOn, "结案日期早于立案日期 (ended before it was filed)", $"{end:yyyy-MM-dd}");
        if (ending.HasValue && endedOn.IsNone)
            Reject(CaseColumns.EndedOn, "有结案方式而无结案日期 (an ending without its date)");
        if (endedOn.HasValue && ending.IsNone)
            Reject(CaseColumns.Ending, "有结案日期而无结案方式 (a date without its ending)");

        void Reject(CaseColumn column, string message, string? value = null) =>
            source.Problems.Reject(source.PlaceOf(column), RowCodes.Ending, message, value);
    }
}
