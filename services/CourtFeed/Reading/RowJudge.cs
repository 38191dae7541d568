using Exchange.Contracts;
using Exchange.Sheets;

namespace Exchange.CourtFeed.Reading;

/// <summary>Judges the rows of one file, one by one, as of the day it was received and within the division of who sent it; for one thread.</summary>
internal sealed class RowJudge(DateOnly receivedOn, DivisionCode scope)
{
    private readonly CourtPlaces courts = new(receivedOn, scope);

    public RowVerdict Judge(RawRow row) =>
        row.Problem is { } problem ? new RowVerdict.Rejected([problem])
        : row.Header is null ? CaseJson.Read(row.Json, row.Number, courts)
        : CaseReading.Read(new CaseRow(row, new RowProblems(row.Number), receivedOn), courts);
}
