using System.Diagnostics.CodeAnalysis;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.CourtFeed.Cases;
using Exchange.Sheets;

namespace Exchange.CourtFeed.Reading;

/// <summary>A case in the cells of a row, where lists stand in one cell each and align by position.</summary>
internal sealed class CaseRow(RawRow row, RowProblems problems, DateOnly receivedOn) : CaseSource(problems, receivedOn)
{
    private PartsOfKnown? ofKnown;

    public override PartsOfKnown? OfKnown => ofKnown;

    public override string PlaceOf(CaseColumn column) => column.Header;

    protected override string? Read(CaseColumn column)
    {
        if (row.Cell(column) is not { } cell)
            return null;
        var text = CellText.Trim(cell);
        return Cells.IsTooLong(text, column.Header) ? null : text;
    }

    protected override bool TryEnding(string word, out Ending ending) => CaseColumns.Endings.TryGetValue(word, out ending);

    public override IReadOnlyList<Applicant> Applicants()
    {
        if (!TryNames(CaseColumns.Applicants, out var names))
            return [];
        var ids = Aligned(CaseColumns.ApplicantIds, CaseColumns.Applicants, names.Length, Id);
        return Array.ConvertAll(Range(names.Length), at => new Applicant { Name = names[at], Id = ids[at] });
    }

    public override IReadOnlyList<Respondent> Respondents()
    {
        if (!TryNames(CaseColumns.Respondents, out var names))
            return [];
        var ids = Aligned(CaseColumns.RespondentIds, CaseColumns.Respondents, names.Length, Id);
        var restricted = EachOnes(CaseColumns.RestrictedOn);
        var lifted = EachOnes(CaseColumns.RestrictionLiftedOn);
        var listed = EachOnes(CaseColumns.ListedOn);
        var ends = EachOnes(CaseColumns.ListingEndsOn);
        var delisted = EachOnes(CaseColumns.DelistedOn);
        return Array.ConvertAll(
            Range(names.Length),
            at => new Respondent
            {
                Name = names[at],
                Id = ids[at],
                RestrictedOn = restricted[at],
                RestrictionLiftedOn = lifted[at],
                ListedOn = listed[at],
                ListingEndsOn = ends[at],
                DelistedOn = delisted[at],
            }
        );

        Field<DateOnly>[] EachOnes(CaseColumn column) => Aligned(column, CaseColumns.Respondents, names.Length, Day, holdsForAll: true);
    }

    public override Field<IReadOnlyList<string>> Words(CaseColumn column)
    {
        if (Read(column) is not { } cell)
            return Field<IReadOnlyList<string>>.Unknown;
        if (CellText.SaysNone(cell))
            return Field<IReadOnlyList<string>>.None;
        var words = CellText.Positions(cell).Select(CellText.Compact).Where(word => word.Length > 0).Distinct().ToList();
        return words.Count == 0 || Cells.IsTooMany(words.Count, column.Header) ? Field<IReadOnlyList<string>>.None : words;
    }

    public override Field<IReadOnlyList<Asset>> Assets()
    {
        var cell = Read(CaseColumns.Assets);
        var obstacles = Read(CaseColumns.Obstacles);
        if (cell is null)
        {
            SayOfKnownAssets(obstacles);
            return Field<IReadOnlyList<Asset>>.Unknown;
        }
        var pairs = CellText.SaysNone(cell) ? [] : AssetCells.Pairs(cell);
        if (string.IsNullOrEmpty(Read(CaseColumns.FoundOn)))
            pairs.RemoveAll(pair => pair.Length == 0);
        while (pairs.Count > 0 && pairs[^1].Length == 0)
            pairs.RemoveAt(pairs.Count - 1);
        if (Cells.IsTooMany(pairs.Count, CaseColumns.Assets.Header))
            return Field<IReadOnlyList<Asset>>.Unknown;

        var foundOn = Aligned(CaseColumns.FoundOn, CaseColumns.Assets, pairs.Count, Day);
        var assets = new List<Asset>(pairs.Count);
        for (var at = 0; at < pairs.Count; at++)
        {
            var (kind, amount) = AssetCells.Split(pairs[at]);
            if (kind.Length == 0)
                Problems.Reject(CaseColumns.Assets.Header, RowCodes.Value, $"第 {at + 1} 项没有财产种类 (an asset without its kind)", cell);
            else
                assets.Add(
                    new()
                    {
                        Kind = kind,
                        Amount = Cells.Amount(amount, CaseColumns.Assets.Header),
                        FoundOn = foundOn[at],
                    }
                );
        }
        if (obstacles is not null)
            Obstruct(assets, obstacles);
        return assets.Count == 0 ? Field<IReadOnlyList<Asset>>.None : assets;
    }

    public override Field<IReadOnlyList<Vehicle>> Vehicles()
    {
        var cell = Read(CaseColumns.Plates);
        if (cell is null)
        {
            SayOfKnownVehicles();
            return Field<IReadOnlyList<Vehicle>>.Unknown;
        }
        string[] plates = CellText.SaysNone(cell) ? [""] : Array.ConvertAll(CellText.Positions(cell), AssetCells.Plate);
        if (Cells.IsTooMany(plates.Length, CaseColumns.Plates.Header))
            return Field<IReadOnlyList<Vehicle>>.Unknown;
        var count = plates.Length > 1 ? Array.FindLastIndex(plates, plate => plate.Length > 0) + 1 : 1;
        count = Math.Max(count, Math.Min(plates.Length, Math.Max(Dates(CaseColumns.SealedOn), Dates(CaseColumns.ImpoundedOn))));
        var sealedOn = Aligned(CaseColumns.SealedOn, CaseColumns.Plates, count, Day, holdsForAll: true);
        var impoundedOn = Aligned(CaseColumns.ImpoundedOn, CaseColumns.Plates, count, Day, holdsForAll: true);

        var vehicles = new List<Vehicle>(count);
        for (var at = 0; at < count; at++)
        {
            if (plates[at].Length > 0 || sealedOn[at].HasValue || impoundedOn[at].HasValue)
            {
                vehicles.Add(
                    new()
                    {
                        Plate = plates[at].Length > 0 ? plates[at] : Field<string>.None,
                        SealedOn = sealedOn[at],
                        ImpoundedOn = impoundedOn[at],
                    }
                );
            }
        }
        return vehicles.Count == 0 ? Field<IReadOnlyList<Vehicle>>.None : vehicles;

        int Dates(CaseColumn column) => Read(column) is { } dates ? CellText.Positions(dates).Length : 0;
    }

    private void Obstruct(List<Asset> assets, string cell)
    {
        var obstacles = AssetCells.ReadObstacles(cell, assets.ConvertAll(asset => asset.Kind));
        for (var at = 0; at < assets.Count; at++)
            assets[at] = assets[at] with { Obstacle = obstacles.Of(assets[at].Kind) };
        foreach (var kind in obstacles.OfKind.Keys.Where(kind => !assets.Exists(asset => asset.Kind == kind)))
        {
            Problems.Warn(
                CaseColumns.Obstacles.Header,
                RowCodes.ObstacleKind,
                $"已查明财产中没有 {kind} (an obstacle for a kind that is not there)",
                cell
            );
        }
    }

    private void SayOfKnownAssets(string? obstacles)
    {
        var foundOn = Aligned(CaseColumns.FoundOn, CaseColumns.Assets, 0, Day);
        var isFoundOnEmpty = row.Cell(CaseColumns.FoundOn) is not null && foundOn.Length == 0;
        if (obstacles is null && !isFoundOnEmpty)
            return;
        ofKnown = (ofKnown ?? new()) with
        {
            FoundOn = isFoundOnEmpty ? Field<DateOnly>.None : Field<DateOnly>.Unknown,
            Obstacles =
                obstacles is null ? Field<Obstacles>.Unknown
                : CellText.SaysNone(obstacles) ? Field<Obstacles>.None
                : AssetCells.ReadObstacles(obstacles, []),
        };
    }

    private void SayOfKnownVehicles()
    {
        var sealedOn = Aligned(CaseColumns.SealedOn, CaseColumns.Plates, 1, Day)[0];
        var impoundedOn = Aligned(CaseColumns.ImpoundedOn, CaseColumns.Plates, 1, Day)[0];
        if (!sealedOn.IsUnknown || !impoundedOn.IsUnknown)
            ofKnown = (ofKnown ?? new()) with { SealedOn = sealedOn, ImpoundedOn = impoundedOn };
    }

    private bool TryNames(CaseColumn column, [NotNullWhen(true)] out string[]? names)
    {
        names = null;
        var before = Problems.Found.Count;
        var cell = Read(column);
        if (Problems.Found.Count > before)
            return false;
        names = cell is null ? [] : Array.ConvertAll(CellText.Positions(cell), CellText.Name);
        names = names[..(Array.FindLastIndex(names, name => name.Length > 0) + 1)];
        var hole = Array.IndexOf(names, "");
        if (names.Length == 0)
            Missing(column.Header);
        else if (hole >= 0)
            Problems.Reject(column.Header, RowCodes.Alignment, $"第 {hole + 1} 个姓名为空 (a name is missing in the list)", cell);
        else if (!Cells.IsTooMany(names.Length, column.Header))
            return true;
        return false;
    }

    /// <summary>The values of a list, one for each position of the list that it goes with; all unknown when the file lacks the column.</summary>
    private Field<T>[] Aligned<T>(
        CaseColumn column,
        CaseColumn with,
        int count,
        Func<string, CaseColumn, Field<T>> read,
        bool holdsForAll = false
    )
        where T : notnull
    {
        var values = new Field<T>[count];
        if (Read(column) is not { } cell)
            return values;
        if (cell.Length == 0)
        {
            Array.Fill(values, Field<T>.None);
            return values;
        }
        var positions = CellText.Positions(cell);
        if (positions.Length == 1 && holdsForAll)
        {
            Array.Fill(values, read(positions[0], column));
            return values;
        }
        var length = Math.Max(count, Array.FindLastIndex(positions, position => position.Length > 0) + 1);
        if (Math.Min(length, positions.Length) != count)
        {
            Problems.Reject(
                column.Header,
                RowCodes.Alignment,
                $"有 {positions.Length} 项，而{with.Header}有 {count} 项 (lists do not align)",
                cell
            );
            return values;
        }
        for (var at = 0; at < count; at++)
            values[at] = read(positions[at], column);
        return values;
    }

    private Field<DateOnly> Day(string text, CaseColumn column) => Cells.Date(text, column.Header, column.MayLieAhead);

    private Field<PartyNumber> Id(string text, CaseColumn column) => Cells.Id(text, column.Header);

    private static int[] Range(int count) => Enumerable.Range(0, count).ToArray();
}
