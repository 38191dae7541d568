using Exchange.Contracts.Court;

namespace Exchange.SampleData;

/// <summary>The columns that one court system has.</summary>
internal sealed record Form(IReadOnlyList<Column> Columns, IReadOnlyList<Column> Lacks)
{
    /// <summary>The seed with the complete form, in the usual order.</summary>
    private const int CompleteSeed = 1;

    /// <summary>Every so many seeds a system lacks columns that the rules judge by, and their causes cannot be judged.</summary>
    private const int PoorSystemEvery = 3;

    private const int RequiredColumns = 9;

    /// <summary>Columns that few rules read. They go together where one says nothing without the other.</summary>
    private static readonly Column[][] Unjudged =
    [
        [Column.ApplicantIds],
        [Column.Officer],
        [Column.EndingReason],
        [Column.Recovered],
        [Column.FundsReceivedOn, Column.FundsPaidOn],
        [Column.InterviewedOn],
        [Column.LastQueriedOn],
        [Column.DeductedDays],
        [Column.ExtendedTo],
        [Column.Origin],
        [Column.AskedForEnding],
        [Column.RulingNumber],
        [Column.OpenClues],
    ];

    private static readonly Column[][] Judged =
    [
        [Column.NoticeSentOn],
        [Column.ReportOrderedOn],
        [Column.RestrictionLiftedOn],
        [Column.ListingEndsOn],
        [Column.DelistedOn],
        [Column.PerformedOn],
        [Column.QueriedOn],
        [Column.QueriedChannels],
        [Column.FieldMeasures],
        [Column.AssetsFoundOn],
        [Column.Obstacles],
        [Column.Assets, Column.AssetsFoundOn, Column.Obstacles],
        [Column.ImpoundedOn],
        [Column.Plates, Column.SealedOn, Column.ImpoundedOn],
        [Column.ResumedOn],
    ];

    public static Form Of(int seed)
    {
        if (seed == CompleteSeed)
            return new(Column.All, []);
        var dice = new Dice(seed, 'f');
        var lacks = Unjudged.Where(_ => dice.Chance(20)).SelectMany(columns => columns).ToList();
        if (seed % PoorSystemEvery == 0)
            lacks.AddRange(dice.Pick(Judged).Concat(dice.Pick(Judged)));
        var columns = Column.All.Except(lacks).ToArray();
        dice.Shuffle(columns.AsSpan(RequiredColumns));
        return new(columns, [.. lacks.Distinct()]);
    }

    /// <summary>What the file can say of the case: the rest is unknown.</summary>
    public CaseRecord Fill(CaseRecord record) => Lacks.Aggregate(record, (known, column) => column.Forget!(known));
}
