using Exchange.Contracts;
using Exchange.Contracts.Court;

namespace Exchange.CourtFeed.Cases;

/// <summary>What one row, or one pushed record, says of a case; where its columns are absent it says nothing (unknown).</summary>
internal sealed record CasePatch
{
    private string? hash;
    private CaseRecord? alone;

    /// <summary>The record as far as it was said. <see cref="CaseRecord.LatestRequeryOn"/> is never said, it is kept.</summary>
    public required CaseRecord Said { get; init; }

    /// <summary>What columns say of assets and vehicles that the file itself does not list.</summary>
    public PartsOfKnown? OfKnown { get; init; }

    public CaseNumber CaseNumber => Said.CaseNumber;

    /// <summary>Of the columns present and their normalised cells: equal means that nothing new was said.</summary>
    public string Hash => hash ??= RecordHash.Of(this);

    /// <summary>The record of a case of which nothing was known before.</summary>
    public CaseRecord Alone => alone ??= CaseMerge.Merge(null, this);

    /// <summary>Hash of that record: the patch's own, unless it speaks of parts that it does not list.</summary>
    public string HashAlone => OfKnown is null ? Hash : RecordHash.Of(Alone);
}

/// <summary>A file may lack 已查明财产 or 车辆号牌 and still say something of the parts: it then holds for what is known already.</summary>
internal sealed record PartsOfKnown
{
    /// <summary>财产查明日期: can only be none, because dates without assets align with nothing.</summary>
    public Field<DateOnly> FoundOn { get; init; }

    /// <summary>不可处置原因</summary>
    public Field<Obstacles> Obstacles { get; init; }

    /// <summary>车辆查封日期</summary>
    public Field<DateOnly> SealedOn { get; init; }

    /// <summary>车辆扣押日期</summary>
    public Field<DateOnly> ImpoundedOn { get; init; }
}

/// <summary>不可处置原因: by kind of asset, and for all that have none of their own.</summary>
internal sealed record Obstacles
{
    public string? OfAll { get; init; }

    public required IReadOnlyDictionary<string, string> OfKind { get; init; }

    public Field<string> Of(string kind) =>
        OfKind.TryGetValue(kind, out var own) ? own
        : OfAll is null ? Field<string>.None
        : OfAll;
}
