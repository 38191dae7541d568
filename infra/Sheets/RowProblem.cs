namespace Exchange.Sheets;

/// <summary>What is wrong with a row, and where exactly.</summary>
public sealed record RowProblem
{
    /// <summary>As a spreadsheet counts, the header being 1; of NDJSON the line.</summary>
    public required int Row { get; init; }

    /// <summary>The header of the column; in JSON the path of the property. Empty when it is the whole row.</summary>
    public required string Column { get; init; }

    /// <summary>One of <see cref="RowCodes"/>.</summary>
    public required string Code { get; init; }

    public required string Message { get; init; }

    /// <summary>The cell as it was written.</summary>
    public string? Value { get; init; }

    /// <summary>The row was taken all the same.</summary>
    public bool IsWarning { get; init; }
}

/// <summary>Why rows are rejected, and below what is only worth knowing.</summary>
public static class RowCodes
{
    public const string Required = "required";
    public const string CaseNumber = "case-number";
    public const string InvalidId = "invalid-id";
    public const string Date = "date";
    public const string FutureDate = "future-date";
    public const string Amount = "amount";
    public const string Number = "number";
    public const string Value = "value";
    public const string Ending = "ending";
    public const string Alignment = "alignment";
    public const string Duplicate = "duplicate";
    public const string OutsideDivision = "outside-division";

    /// <summary>Bytes that are no text.</summary>
    public const string Encoding = "encoding";

    /// <summary>More cells than the header has, or a quotation mark that is never closed.</summary>
    public const string Columns = "columns";

    /// <summary>Not the JSON that was expected there.</summary>
    public const string Json = "json";

    /// <summary>Longer than any case can be.</summary>
    public const string TooLong = "too-long";

    public const string UnknownCourt = "unknown-court";
    public const string CourtName = "court-name";
    public const string ObstacleKind = "obstacle-kind";
    public const string UnknownColumn = "unknown-column";
}

/// <summary>Collects the problems of one row.</summary>
public sealed class RowProblems(int row)
{
    private List<RowProblem>? found;

    public bool HasErrors { get; private set; }

    public IReadOnlyList<RowProblem> Found => found ?? (IReadOnlyList<RowProblem>)[];

    public IReadOnlyList<RowProblem> Errors => Found.Where(problem => !problem.IsWarning).ToList();

    public void Reject(string place, string code, string message, string? value = null)
    {
        HasErrors = true;
        Add(place, code, message, value, isWarning: false);
    }

    public void Warn(string place, string code, string message, string? value = null) => Add(place, code, message, value, isWarning: true);

    private void Add(string place, string code, string message, string? value, bool isWarning) =>
        (found ??= []).Add(
            new()
            {
                Row = row,
                Column = place,
                Code = code,
                Message = message,
                Value = CellText.Shorten(value),
                IsWarning = isWarning,
            }
        );
}
