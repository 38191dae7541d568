using System.Collections.Frozen;

namespace Exchange.Sheets;

/// <summary>A column of a form.</summary>
/// <param name="Index">Its place in the form.</param>
/// <param name="Header">As it stands in the file.</param>
public record SheetColumn(int Index, string Header)
{
    /// <summary>A file without it is refused as a whole.</summary>
    public bool IsRequired { get; init; }

    /// <summary>A required column whose cells may be empty all the same.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>A date that may be later than the day of receipt.</summary>
    public bool MayLieAhead { get; init; }
}

/// <summary>The columns that a file of one kind may have. Their order in the file is free.</summary>
public sealed class SheetForm(IReadOnlyList<SheetColumn> columns)
{
    private readonly FrozenDictionary<string, SheetColumn> byHeader = columns.ToFrozenDictionary(
        column => column.Header,
        StringComparer.Ordinal
    );

    /// <summary>Each at the place of its <see cref="SheetColumn.Index"/>.</summary>
    public IReadOnlyList<SheetColumn> Columns => columns;

    /// <summary>The column of that header, whatever blanks, width or byte order mark it is written with.</summary>
    public SheetColumn? Find(string header) => byHeader.GetValueOrDefault(CellText.Compact(header));
}
