using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.CourtFeed.Cases;
using Exchange.Sheets;

namespace Exchange.CourtFeed.Reading;

/// <summary>Where a case is read from: the cells of a row, or a pushed record. Single values are read alike, lists are written differently.</summary>
internal abstract class CaseSource(RowProblems problems, DateOnly receivedOn)
{
    public RowProblems Problems { get; } = problems;

    protected CellReader Cells { get; } = new(problems, receivedOn);

    /// <summary>How the source calls the column.</summary>
    public abstract string PlaceOf(CaseColumn column);

    /// <summary>Null when it is absent (or was refused), empty when there is none.</summary>
    protected abstract string? Read(CaseColumn column);

    public abstract IReadOnlyList<Applicant> Applicants();

    public abstract IReadOnlyList<Respondent> Respondents();

    public abstract Field<IReadOnlyList<string>> Words(CaseColumn column);

    public abstract Field<IReadOnlyList<Asset>> Assets();

    public abstract Field<IReadOnlyList<Vehicle>> Vehicles();

    /// <summary>What is said of parts that are not listed; after <see cref="Assets"/> and <see cref="Vehicles"/>.</summary>
    public abstract PartsOfKnown? OfKnown { get; }

    /// <summary>结案方式 by its word.</summary>
    protected abstract bool TryEnding(string word, out Ending ending);

    public Field<string> Text(CaseColumn column) => CellReader.Text(Read(column));

    public Field<DateOnly> Date(CaseColumn column) => Cells.Date(Read(column), PlaceOf(column), column.MayLieAhead);

    public Field<Money> Amount(CaseColumn column) => Cells.Amount(Read(column), PlaceOf(column));

    public Field<int> Count(CaseColumn column) => Cells.Count(Read(column), PlaceOf(column));

    public Field<bool> YesNo(CaseColumn column) => Cells.YesNo(Read(column), PlaceOf(column));

    public Field<CaseNumber> CaseNumber(CaseColumn column) => Cells.CaseNumber(Read(column), PlaceOf(column));

    public Field<Ending> Ending()
    {
        var text = Read(CaseColumns.Ending);
        if (text is null)
            return Field<Ending>.Unknown;
        if (text.Length == 0)
            return Field<Ending>.None;
        if (TryEnding(CellText.Compact(text), out var ending))
            return ending;
        Problems.Reject(
            PlaceOf(CaseColumns.Ending),
            RowCodes.Value,
            $"结案方式应为 {string.Join('、', CaseColumns.Endings.Keys.Order(StringComparer.Ordinal))} 之一 (not a word of the list)",
            text
        );
        return Field<Ending>.Unknown;
    }

    /// <summary>The value of a required column. What could not be read was already said.</summary>
    public T? Required<T>(CaseColumn column, Func<CaseColumn, Field<T>> read)
        where T : notnull
    {
        var count = Problems.Found.Count;
        var field = read(column);
        if (!field.HasValue && Problems.Found.Count == count)
            Missing(PlaceOf(column));
        return field.Has(out var value) ? value : default;
    }

    protected void Missing(string place) => Problems.Reject(place, RowCodes.Required, "必填项为空 (required)");
}
