using System.Text;
using Exchange.CourtFeed.Cases;
using Exchange.CourtFeed.Reading;
using Exchange.Sheets;

namespace Exchange.CourtFeed.Imports;

/// <summary>Rows that were read and judged, not yet compared with what is known.</summary>
internal sealed class ParsedChunk
{
    /// <summary>In the order in which they were complete.</summary>
    public int Number { get; set; }

    public int Received => AllRows.Count;

    public int Rejected { get; private set; }

    /// <summary>Their numbers in the file, rejected ones too.</summary>
    public List<int> AllRows { get; } = [];

    public List<CaseEntry> Rows { get; } = [];

    public List<int> RowNumbers { get; } = [];

    public List<ImportRemark> Remarks { get; } = [];

    public void Add(string import, RawRow raw, RowVerdict verdict, Claims claims)
    {
        AllRows.Add(raw.Number);
        switch (verdict)
        {
            case RowVerdict.Rejected rejected:
                Reject(import, raw, rejected.Errors);
                break;
            case RowVerdict.Accepted accepted:
                switch (claims.Take(accepted.Patch))
                {
                    case Claim.SaysSomethingElse:
                        Reject(
                            import,
                            raw,
                            [
                                new RowProblem
                                {
                                    Row = raw.Number,
                                    Column = "案号",
                                    Code = RowCodes.Duplicate,
                                    Message =
                                        "本文件中同一案件已有另一行且内容不同 (another row of this file says something else of the same case)",
                                    Value = accepted.Patch.CaseNumber.Value,
                                },
                            ]
                        );
                        break;
                    case Claim.First:
                        Rows.Add(
                            new CaseEntry(accepted.Patch.CaseNumber, accepted.Patch, FormattableString.Invariant($"{import}#{raw.Number}"))
                        );
                        RowNumbers.Add(raw.Number);
                        Warn(import, raw, accepted.Warnings);
                        break;
                    default:
                        Warn(import, raw, accepted.Warnings);
                        break;
                }
                break;
        }
    }

    public void NoteOlder(string import, int row, CaseEntry said) =>
        Remarks.Add(
            new ImportRemark(
                import,
                row,
                "note",
                [
                    new RowProblem
                    {
                        Row = row,
                        Column = "案号",
                        Code = "older-than-known",
                        Message = "本行早于已知内容，未采用 (older than what is known, not applied)",
                        Value = said.CaseNumber.Value,
                        IsWarning = true,
                    },
                ],
                null,
                null
            )
        );

    private void Reject(string import, RawRow raw, IReadOnlyList<RowProblem> errors)
    {
        Rejected++;
        Remarks.Add(
            new ImportRemark(
                import,
                raw.Number,
                "error",
                errors,
                raw.Header is null ? null : raw.Cells,
                raw.Header is null ? Encoding.UTF8.GetString(raw.Json.Span) : null
            )
        );
    }

    private void Warn(string import, RawRow raw, IReadOnlyList<RowProblem> warnings)
    {
        if (warnings.Count > 0)
        {
            Remarks.Add(new ImportRemark(import, raw.Number, "warning", warnings, null, null));
        }
    }
}
