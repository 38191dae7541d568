using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Screening;

namespace Exchange.Tests.Unit.Screening;

/// <summary>Records to judge: one without any fault, and messy ones near every threshold.</summary>
internal static class Records
{
    public static readonly PartyNumber Person = PartyNumber.Parse("11010519491231002X");
    public static readonly PartyNumber Company = PartyNumber.Parse("91350100M000100Y43");
    public static readonly DateOnly Today = new(2024, 7, 1);
    public static readonly RuleContext Context = new() { AsOf = Today };

    private static readonly string[] AllChannels = ["银行存款", "证券", "车辆", "不动产", "工商", "公积金", "网络资金", "保险"];

    /// <summary>Ended by the book, as everybody wishes.</summary>
    public static CaseRecord Faultless { get; } =
        new()
        {
            CaseNumber = CaseNumber.Parse("（2024）浙0602执1234号"),
            CourtCode = CourtCode.Parse("浙0602"),
            Court = "绍兴市越城区人民法院",
            Division = DivisionCode.Parse("330602"),
            Applicants = [new() { Name = "李四" }],
            Respondents =
            [
                new()
                {
                    Name = "张三",
                    Id = Person,
                    RestrictedOn = Day("2024-02-01"),
                    RestrictionLiftedOn = Field<DateOnly>.None,
                    ListedOn = Field<DateOnly>.None,
                },
            ],
            FiledOn = Day("2024-01-10"),
            Basis = "（2023）浙0602民初99号民事判决",
            Claim = new Money(100_000),
            EndedOn = Day("2024-05-20"),
            Ending = Ending.EndedForNow,
            Recovered = Money.Zero,
            NoticeSentOn = Day("2024-01-12"),
            ReportOrderedOn = Day("2024-01-12"),
            PerformedOn = Field<DateOnly>.None,
            QueriedOn = Day("2024-05-01"),
            QueriedChannels = AllChannels,
            FieldMeasures = (string[])["现场调查"],
            Assets = Field<IReadOnlyList<Asset>>.None,
            Vehicles = Field<IReadOnlyList<Vehicle>>.None,
            FundsReceivedOn = Field<DateOnly>.None,
            FundsPaidOn = Field<DateOnly>.None,
            InterviewedOn = Day("2024-05-10"),
            LastQueriedOn = Field<DateOnly>.None,
            DeductedDays = 0,
            ExtendedTo = Field<DateOnly>.None,
            OpenClues = 0,
            RulingNumber = "（2024）浙0602执1234号之一",
        };

    public static DateOnly Day(string day) => DateOnly.Parse(day);

    /// <summary>A cell of a table: <c>?</c> was never delivered, <c>-</c> is empty.</summary>
    public static Field<DateOnly> Cell(string cell) =>
        cell switch
        {
            "?" => Field<DateOnly>.Unknown,
            "-" => Field<DateOnly>.None,
            _ => Day(cell),
        };

    public static CaseRecord With(this CaseRecord record, params Respondent[] respondents) => record with { Respondents = respondents };

    public static CaseRecord With(this CaseRecord record, params Asset[] assets) => record with { Assets = assets };

    public static CaseRecord With(this CaseRecord record, params Vehicle[] vehicles) => record with { Vehicles = vehicles };

    public static Verdict JudgedBy(this CaseRecord record, Rule rule, DateOnly? asOf = null) =>
        rule.Judge(record, new RuleContext { AsOf = asOf ?? Today });

    /// <summary>The codes of the causes, or <c>clean</c>, or <c>?</c> and what is missing: a verdict on one line.</summary>
    public static string InShort(this Verdict verdict) =>
        verdict.Answer switch
        {
            Answer.Fires => string.Join(' ', verdict.Causes.Select(cause => cause.Code)),
            Answer.Clean => "clean",
            _ => "? " + string.Join(' ', verdict.Missing),
        };

    /// <summary>A record with empty, missing and near-threshold cells, the same for the same seed.</summary>
    public static CaseRecord Messy(int seed)
    {
        var draw = new Random(seed);
        return Faultless with
        {
            FiledOn = Day("2024-02-20").AddDays(draw.Next(-2, 3)),
            Claim = new Money(draw.Next(2) == 0 ? 10_000 : 100_000),
            EndedOn = Near("2024-05-20"),
            Ending = draw.Next(8) switch
            {
                0 => Field<Ending>.Unknown,
                1 => Field<Ending>.None,
                2 => (Ending)draw.Next(6),
                _ => Ending.EndedForNow,
            },
            NoticeSentOn = Near("2024-05-20"),
            ReportOrderedOn = Near("2024-05-20"),
            PerformedOn = Near("2024-06-26"),
            QueriedOn = Near(draw.Next(2) == 0 ? "2024-05-20" : "2024-02-20"),
            QueriedChannels = Some<IReadOnlyList<string>>(() => [.. AllChannels.Where(_ => draw.Next(9) > 0)]),
            FieldMeasures = Some<IReadOnlyList<string>>(() => draw.Next(3) == 0 ? [] : ["搜查"]),
            Respondents = [.. Enumerable.Range(0, draw.Next(1, 4)).Select(_ => Respondent())],
            Assets = Some<IReadOnlyList<Asset>>(() => [.. Enumerable.Range(0, draw.Next(4)).Select(_ => Asset())]),
            Vehicles = Some<IReadOnlyList<Vehicle>>(() => [.. Enumerable.Range(0, draw.Next(3)).Select(_ => Vehicle())]),
            FundsReceivedOn = Near("2024-06-01"),
            FundsPaidOn = Near("2024-07-01"),
            LastQueriedOn = Near("2024-05-20"),
        };

        Field<T> Some<T>(Func<T> value)
            where T : notnull =>
            draw.Next(6) switch
            {
                0 => Field<T>.Unknown,
                1 => Field<T>.None,
                _ => value(),
            };

        Field<DateOnly> Near(string day) => Some(() => Day(day).AddDays(draw.Next(-4, 5)));

        Respondent Respondent() =>
            new()
            {
                Name = draw.Next(4) switch
                {
                    0 => "东浦村民委员会",
                    1 => "绍兴某某有限公司",
                    _ => "张三",
                },
                Id = Some(() => draw.Next(2) == 0 ? Person : Company),
                RestrictedOn = Near("2024-05-20"),
                RestrictionLiftedOn = Near("2024-05-20"),
                ListedOn = Near("2024-06-26"),
                ListingEndsOn = Near("2024-06-26"),
                DelistedOn = Near("2024-06-26"),
            };

        Asset Asset() =>
            new()
            {
                Kind = ((string[])["银行存款", "网络资金", "车辆", "不动产"])[draw.Next(4)],
                Amount = Some(() => new Money(draw.Next(4) * 250)),
                FoundOn = Near("2024-05-20"),
                Obstacle = Some(() => "流拍"),
            };

        Vehicle Vehicle() => new() { SealedOn = Near("2024-05-20"), ImpoundedOn = Near("2024-05-20") };
    }

    /// <summary>The same record after somebody has said what was unknown, where a rule takes the unknown for unknown.</summary>
    public static CaseRecord Completed(this CaseRecord record, int seed)
    {
        var other = Messy(seed);
        return record with
        {
            // A case that is said to be open has no day on which it ended.
            EndedOn = record.Ending.IsNone ? record.EndedOn : record.EndedOn.Over(other.EndedOn),
            Ending = record.Ending.Over(other.Ending),
            NoticeSentOn = record.NoticeSentOn.Over(other.NoticeSentOn),
            ReportOrderedOn = record.ReportOrderedOn.Over(other.ReportOrderedOn),
            PerformedOn =
                record.Ending == Ending.Performed || record.Ending.IsUnknown
                    ? record.PerformedOn
                    : record.PerformedOn.Over(other.PerformedOn),
            QueriedOn = record.QueriedOn.Over(other.QueriedOn),
            QueriedChannels = record.QueriedChannels.Over(other.QueriedChannels),
            FieldMeasures = record.FieldMeasures.Over(other.FieldMeasures),
            Vehicles = record.Vehicles.Over(other.Vehicles).Select<IReadOnlyList<Vehicle>>(all => [.. all.Select(Complete)]),
            Assets = record
                .Assets.Over(other.Assets)
                .Select<IReadOnlyList<Asset>>(all =>
                    [.. all.Select(asset => asset with { Obstacle = asset.Obstacle.Over(seed % 2 == 0 ? "流拍" : Field<string>.None) })]
                ),
            Respondents = [.. record.Respondents.Select(respondent => Know(respondent, other.Respondents[0]))],
        };

        Vehicle Complete(Vehicle vehicle)
        {
            var from = other.Vehicles.Or([]).FirstOrDefault(new Vehicle());
            return vehicle with
            {
                SealedOn = vehicle.SealedOn.Over(from.SealedOn),
                ImpoundedOn = vehicle.ImpoundedOn.Over(from.ImpoundedOn),
            };
        }

        static Respondent Know(Respondent known, Respondent from) =>
            known with
            {
                RestrictedOn = known.RestrictedOn.Over(from.RestrictedOn),
                RestrictionLiftedOn = known.RestrictionLiftedOn.Over(from.RestrictionLiftedOn),
                ListedOn = known.ListedOn.Over(from.ListedOn),
                ListingEndsOn = known.ListingEndsOn.Over(from.ListingEndsOn),
                DelistedOn = known.DelistedOn.Over(from.DelistedOn),
            };
    }
}
