namespace Exchange.CourtFeed.Reading;

/// <summary>The first row of a file: which of the known columns stands where.</summary>
internal sealed class CaseHeader
{
    /// <summary>What a mended file of rejects still carries; see <see cref="RejectsCsv"/>.</summary>
    public const string ErrorColumn = "错误";

    private readonly int[] at = new int[CaseColumns.All.Count];

    public CaseHeader(IReadOnlyList<string> cells)
    {
        var width = cells.Count;
        while (width > 0 && CellText.Trim(cells[width - 1]).Length == 0)
            width--;
        Cells = cells.Take(width).Select(CellText.Trim).ToList();

        Array.Fill(at, -1);
        var unknown = new List<string>();
        for (var index = 0; index < width; index++)
        {
            if (CaseColumns.Find(Cells[index]) is not { } column)
                unknown.Add(Cells[index].Length > 0 ? Cells[index] : $"第{index + 1}列");
            else if (at[column.Index] >= 0)
                Repeated ??= column;
            else
                at[column.Index] = index;
        }
        unknown.Remove(ErrorColumn);
        UnknownColumns = unknown;
    }

    /// <summary>As written, without the empty ones at the end.</summary>
    public IReadOnlyList<string> Cells { get; }

    public IReadOnlyList<string> UnknownColumns { get; }

    /// <summary>The first required column that is not there.</summary>
    public CaseColumn? Missing => CaseColumns.All.FirstOrDefault(column => column.IsRequired && at[column.Index] < 0);

    /// <summary>A column that is there twice: which one counts, nobody can say.</summary>
    public CaseColumn? Repeated { get; }

    public int KnownColumns => at.Count(index => index >= 0);

    public int IndexOf(CaseColumn column) => at[column.Index];
}
