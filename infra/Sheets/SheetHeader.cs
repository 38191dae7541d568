namespace Exchange.Sheets;

/// <summary>The first row of a file: which of the known columns stands where.</summary>
public sealed class SheetHeader
{
    /// <summary>What a mended file of rejects still carries; see <see cref="RejectsCsv"/>.</summary>
    public const string ErrorColumn = "错误";

    private readonly int[] at;

    public SheetHeader(SheetForm form, IReadOnlyList<string> cells)
    {
        Form = form;
        at = new int[form.Columns.Count];
        var width = cells.Count;
        while (width > 0 && CellText.Trim(cells[width - 1]).Length == 0)
            width--;
        Cells = cells.Take(width).Select(CellText.Trim).ToList();

        Array.Fill(at, -1);
        var unknown = new List<string>();
        for (var index = 0; index < width; index++)
        {
            if (form.Find(Cells[index]) is not { } column)
                unknown.Add(Cells[index].Length > 0 ? Cells[index] : $"第{index + 1}列");
            else if (at[column.Index] >= 0)
                Repeated ??= column;
            else
                at[column.Index] = index;
        }
        unknown.Remove(ErrorColumn);
        UnknownColumns = unknown;
    }

    public SheetForm Form { get; }

    /// <summary>As written, without the empty ones at the end.</summary>
    public IReadOnlyList<string> Cells { get; }

    public IReadOnlyList<string> UnknownColumns { get; }

    /// <summary>The first required column that is not there.</summary>
    public SheetColumn? Missing => Form.Columns.FirstOrDefault(column => column.IsRequired && at[column.Index] < 0);

    /// <summary>A column that is there twice: which one counts, nobody can say.</summary>
    public SheetColumn? Repeated { get; }

    public int KnownColumns => at.Count(index => index >= 0);

    public int IndexOf(SheetColumn column) => at[column.Index];
}
