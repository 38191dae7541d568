using Exchange.Contracts;
using Exchange.Contracts.Court;

namespace Exchange.SampleData;

/// <summary>Tells lawful cases: no rule fires on what comes out of here as of the day it is told. A scenario changes one thing.</summary>
internal sealed class Plot(Dice dice, Place place, Parties parties, long index, DateOnly toldOn)
{
    private int persons;
    private int companies;

    private static readonly WorkCalendar Calendar = WorkCalendar.Published;
    private static readonly string[] Queried = ["银行存款", "证券", "车辆", "不动产", "工商", "公积金", "保险", "网络资金"];
    private static readonly string[] Measures = ["现场调查", "搜查", "悬赏", "审计", "传唤"];
    private static readonly string[] Instruments = ["民事判决书", "民事判决书", "民事判决书", "民事调解书", "民事调解书"];
    private static readonly string[] Vulnerable =
    [
        "农民工工资",
        "申请执行人系残疾人",
        "低保户",
        "工伤赔偿",
        "赡养费",
        "抚养费",
        "建档立卡贫困户",
    ];
    private static readonly string[] Banks = ReadBanks();

    public static readonly string[] Obstacles =
    [
        "轮候查封且首封法院未处分",
        "两次流拍且申请执行人不接受以物抵债",
        "设有抵押且无剩余价值",
        "唯一住房且申请执行人未提供替代住房",
    ];

    public Dice Dice => dice;

    /// <summary>The day as of which the court speaks.</summary>
    public DateOnly Today => toldOn;

    /// <summary>The latest day whose third working day after it has not passed today.</summary>
    public DateOnly LastDayInTime
    {
        get
        {
            var day = toldOn;
            while (Calendar.AddWorkingDays(day.AddDays(-1), 3) >= toldOn)
                day = day.AddDays(-1);
            return day;
        }
    }

    /// <summary>The day before: what had to follow within three working days is overdue since today.</summary>
    public DateOnly FirstDayOverdue => LastDayInTime.AddDays(-1);

    public Respondent Person() => parties.Person(dice, index, persons++);

    public Respondent Company() => parties.Company(dice, place.Court.Division!, index, companies++);

    public Respondent Village() => new() { Name = Names.OfVillage(dice, place.Court.Name[..2]), Id = Field<PartyNumber>.None };

    public Respondent Anyone() => dice.Chance(60) ? Person() : Company();

    /// <summary>A day on which a case may have ended: mostly in the quarter, sometimes years ago. Something may still follow before today.</summary>
    public DateOnly SomeEnding() =>
        toldOn.AddDays(
            -(
                dice.Roll(10) switch
                {
                    < 6 => dice.Between(10, 100),
                    < 9 => dice.Between(100, 1_090),
                    _ => dice.Between(1_100, 1_750),
                }
            )
        );

    /// <summary>终结本次执行程序, four to six months after the filing.</summary>
    public CaseRecord Ended(params IReadOnlyList<Respondent> respondents)
    {
        var endedOn = SomeEnding();
        return Ended(endedOn.AddMonths(-4).AddDays(-dice.Roll(50)), endedOn, respondents);
    }

    /// <summary>终结本次执行程序 on the days that matter to the scenario; at least 28 days apart.</summary>
    public CaseRecord Ended(DateOnly filedOn, DateOnly endedOn, params IReadOnlyList<Respondent> respondents)
    {
        var days = endedOn.DayNumber - filedOn.DayNumber;
        var filed = Filed(filedOn, respondents) with
        {
            NoticeSentOn = filedOn.AddDays(dice.Between(1, 4)),
            ReportOrderedOn = filedOn.AddDays(dice.Between(4, 9)),
        };
        var assets = Assets(filed.Claim);
        return filed with
        {
            Ending = Ending.EndedForNow,
            EndedOn = endedOn,
            EndingReason = assets.Count == 0 ? "未发现被执行人有可供执行的财产" : "发现的财产不能处置",
            Recovered = dice.Chance(60) ? Money.Zero : Share(filed.Claim, dice.Between(1, 40)),
            Respondents =
            [
                .. filed.Respondents.Select(who => Sanctioned(who, filedOn.AddDays(dice.Between(12, Math.Min(45, days - 8))), endedOn)),
            ],
            QueriedOn = endedOn.AddDays(-dice.Between(5, Math.Min(80, days - 10))),
            QueriedChannels = Queried,
            FieldMeasures = FieldMeasures(),
            Assets = Listed(assets),
            Vehicles = Listed<Vehicle>(
                dice.Chance(12) ? [Vehicle(endedOn.AddDays(-dice.Between(12, 18)), endedOn.AddDays(-dice.Between(0, 10)))] : []
            ),
            InterviewedOn = endedOn.AddDays(-dice.Between(1, 4)),
            LastQueriedOn = endedOn.AddMonths(6) < toldOn ? toldOn.AddDays(-dice.Between(5, 150)) : Field<DateOnly>.None,
            ApplicantAskedForEnding = dice.Chance(15),
            RulingNumber = $"{filed.CaseNumber}之一",
            OpenClues = 0,
        };
    }

    /// <summary>执行完毕: sanctions, if there were any, came off within the law's time.</summary>
    public CaseRecord Performed(params IReadOnlyList<Respondent> respondents)
    {
        var performedOn = toldOn.AddDays(-dice.Between(25, 400));
        var filed = Performed(performedOn, respondents);
        return filed with
        {
            Respondents =
            [
                .. filed.Respondents.Select(who =>
                    dice.Chance(70) ? Restored(Sanctioned(who, filed.FiledOn.AddDays(15), performedOn), performedOn) : who
                ),
            ],
        };
    }

    /// <summary>执行完毕 on that day, nobody sanctioned.</summary>
    public CaseRecord Performed(DateOnly performedOn, params IReadOnlyList<Respondent> respondents)
    {
        var filed = Filed(performedOn.AddDays(-dice.Between(35, 160)), respondents);
        var paidOn = performedOn.AddDays(dice.Between(2, 20));
        return filed with
        {
            Ending = Ending.Performed,
            EndedOn = performedOn,
            PerformedOn = performedOn,
            Recovered = filed.Claim,
            NoticeSentOn = filed.FiledOn.AddDays(2),
            ReportOrderedOn = filed.FiledOn.AddDays(3),
            QueriedOn = filed.FiledOn.AddDays(5),
            QueriedChannels = Queried,
            FundsReceivedOn = performedOn,
            FundsPaidOn = paidOn <= toldOn ? paidOn : Field<DateOnly>.None,
        };
    }

    /// <summary>Not ended, and not yet due.</summary>
    public CaseRecord Open() => Open(toldOn.AddDays(-dice.Between(5, 170)));

    /// <summary>Filed on that day and not ended.</summary>
    public CaseRecord Open(DateOnly filedOn)
    {
        var filed = Filed(filedOn, [Anyone()]);
        return filedOn.AddDays(40) > toldOn
            ? filed
            : filed with
            {
                NoticeSentOn = filedOn.AddDays(3),
                ReportOrderedOn = filedOn.AddDays(6),
                QueriedOn = filedOn.AddDays(8),
                QueriedChannels = Queried,
                Respondents = [filed.Respondents[0] with { RestrictedOn = filedOn.AddDays(dice.Between(12, 38)) }],
            };
    }

    /// <summary>Ended for good in another way; whoever was listed came off the list in time.</summary>
    public CaseRecord Closed(Ending ending)
    {
        var endedOn = toldOn.AddDays(-dice.Between(25, 400));
        var closed = Closed(ending, endedOn);
        return ending is Ending.Terminated or Ending.NotEnforced && dice.Chance(50)
            ? closed with
            {
                Respondents =
                [
                    closed.Respondents[0] with
                    {
                        ListedOn = endedOn.AddDays(-20),
                        DelistedOn = WithinThreeWorkingDays(endedOn),
                    },
                ],
            }
            : closed;
    }

    /// <summary>The same on that day, nobody sanctioned.</summary>
    public CaseRecord Closed(Ending ending, DateOnly endedOn)
    {
        var filed = Filed(endedOn.AddDays(-dice.Between(40, 150)), [Anyone()]);
        return filed with { Ending = ending, EndedOn = endedOn, NoticeSentOn = filed.FiledOn.AddDays(3), Recovered = Money.Zero };
    }

    /// <summary>A 执恢 case, which names the case it resumes.</summary>
    public CaseRecord Resuming()
    {
        var filedOn = toldOn.AddDays(-dice.Between(10, 160));
        return Filed(filedOn, [Anyone()], type: "执恢") with
        {
            NoticeSentOn = filedOn.AddDays(3),
            OriginCaseNumber = place.Origin(filedOn.Year - dice.Between(1, 4)),
        };
    }

    /// <summary>The claim at which a share of it is known to the cent.</summary>
    public static Money Yuan(decimal amount) => new(amount);

    public Money Between(int least, int most) => new(dice.Between(least * 100, most * 100) / 100m);

    public static Asset Asset(string kind, decimal? amount = null, string? obstacle = null, DateOnly? foundOn = null) =>
        new()
        {
            Kind = kind,
            Amount = amount is { } yuan ? new Money(yuan) : Field<Money>.None,
            FoundOn = foundOn ?? Field<DateOnly>.None,
            Obstacle = obstacle ?? Field<string>.None,
        };

    public Vehicle Vehicle(DateOnly? sealedOn, DateOnly? impoundedOn = null) =>
        new()
        {
            Plate = Plate(),
            SealedOn = sealedOn ?? Field<DateOnly>.None,
            ImpoundedOn = impoundedOn ?? Field<DateOnly>.None,
        };

    /// <summary>What an empty cell says of a list.</summary>
    public static Field<IReadOnlyList<T>> Listed<T>(IReadOnlyList<T> items) =>
        items.Count == 0 ? Field<IReadOnlyList<T>>.None : Field<IReadOnlyList<T>>.Of(items);

    public static Field<IReadOnlyList<string>> QueriedWithout(string channel) => Queried.Where(known => known != channel).ToArray();

    public DateOnly WithinThreeWorkingDays(DateOnly day) => Calendar.AddWorkingDays(day, dice.Between(1, 3));

    private CaseRecord Filed(DateOnly filedOn, IReadOnlyList<Respondent> respondents, string type = "执")
    {
        if (respondents.Count == 0)
            respondents = dice.Chance(80) ? [Anyone()] : [Person(), Anyone()];
        var claim = new Money(dice.Between(500_000, 1_000_000) * (1L << dice.Roll(8)) / 100m);
        return new()
        {
            CaseNumber = place.Number(filedOn.Year, type),
            CourtCode = place.Court.Code,
            Court = place.Court.Name,
            Division = place.Court.Division!,
            Applicants = [ApplicantOf(Anyone())],
            Respondents = [.. respondents.Select(Unsanctioned)],
            FiledOn = filedOn,
            Basis = $"（{filedOn.AddDays(-90).Year}）{place.Court.Code}民初{dice.Between(100, 9_000)}号{dice.Pick(Instruments)}",
            Claim = claim,
            Officer = dice.Pick(place.Officers),
            EndedOn = Field<DateOnly>.None,
            Ending = Field<Ending>.None,
            EndingReason = Field<string>.None,
            Recovered = Field<Money>.None,
            NoticeSentOn = Field<DateOnly>.None,
            ReportOrderedOn = Field<DateOnly>.None,
            PerformedOn = Field<DateOnly>.None,
            QueriedOn = Field<DateOnly>.None,
            QueriedChannels = Field<IReadOnlyList<string>>.None,
            FieldMeasures = Field<IReadOnlyList<string>>.None,
            Assets = Field<IReadOnlyList<Asset>>.None,
            Vehicles = Field<IReadOnlyList<Vehicle>>.None,
            FundsReceivedOn = Field<DateOnly>.None,
            FundsPaidOn = Field<DateOnly>.None,
            InterviewedOn = Field<DateOnly>.None,
            LastQueriedOn = Field<DateOnly>.None,
            DeductedDays = 0,
            ExtendedTo = Field<DateOnly>.None,
            ResumedOn = Field<DateOnly>.None,
            OriginCaseNumber = Field<CaseNumber>.None,
            ApplicantAskedForEnding = Field<bool>.None,
            RulingNumber = Field<string>.None,
            OpenClues = Field<int>.None,
            Remarks = Remark(),
        };
    }

    private static Applicant ApplicantOf(Respondent who) => new() { Name = who.Name, Id = who.Id };

    private static Respondent Unsanctioned(Respondent who) =>
        who with
        {
            RestrictedOn = Field<DateOnly>.None,
            RestrictionLiftedOn = Field<DateOnly>.None,
            ListedOn = Field<DateOnly>.None,
            ListingEndsOn = Field<DateOnly>.None,
            DelistedOn = Field<DateOnly>.None,
        };

    /// <summary>Restricted, and perhaps listed: for a term only if it outlasts every quarter that may follow, or is long over and done.</summary>
    private Respondent Sanctioned(Respondent who, DateOnly restrictedOn, DateOnly endedOn)
    {
        var restricted = who with { RestrictedOn = restrictedOn };
        if (dice.Chance(45))
            return restricted;
        var listedOn = restrictedOn.AddDays(dice.Between(0, Math.Max(0, Math.Min(20, endedOn.DayNumber - restrictedOn.DayNumber - 1))));
        var endsOn = listedOn.AddYears(2);
        var outlasts = endsOn > toldOn.AddYears(1);
        var isOver = endsOn < toldOn.AddDays(-30);
        return (outlasts || isOver) && dice.Chance(50)
            ? restricted with
            {
                ListedOn = listedOn,
                ListingEndsOn = endsOn,
                DelistedOn = isOver ? WithinThreeWorkingDays(endsOn) : Field<DateOnly>.None,
            }
            : restricted with
            {
                ListedOn = listedOn,
            };
    }

    private Respondent Restored(Respondent who, DateOnly performedOn) =>
        who with
        {
            RestrictionLiftedOn = WithinThreeWorkingDays(performedOn),
            DelistedOn = who.ListedOn.IsNone ? Field<DateOnly>.None : WithinThreeWorkingDays(performedOn),
        };

    private string[] FieldMeasures() => dice.Chance(70) ? [dice.Pick(Measures)] : [Measures[0], dice.Pick(Measures[1..])];

    /// <summary>Nothing, too little to speak of, or what cannot be disposed of.</summary>
    private List<Asset> Assets(Money claim)
    {
        var assets = new List<Asset>();
        if (dice.Chance(25))
            assets.Add(Asset("银行存款", dice.Between(100, (int)Math.Min(99_999m, Math.Floor(claim.Yuan * 5))) / 100m));
        if (dice.Chance(20))
            assets.Add(Asset("不动产", dice.Between(200, 3_000) * 1_000m, dice.Pick(Obstacles)));
        if (dice.Chance(10))
            assets.Add(Asset("股权", amount: null, "无法评估且申请执行人不同意处置"));
        if (dice.Chance(8))
            assets.Add(Asset("保险", 0));
        return assets;
    }

    private string Plate() => $"浙D{"ABCDEFGHJKLMNPQRSTUVWXYZ"[dice.Roll(24)]}{dice.Between(0, 9_999):0000}";

    private static Money Share(Money claim, int percent) => new(decimal.Round(claim.Yuan * percent / 100m, 2));

    private Field<string> Remark() =>
        dice.Roll(100) switch
        {
            < 6 => VulnerableRemark(),
            < 14 => $"已向{dice.Pick(Banks)}送达协助冻结存款通知书",
            < 20 => "被执行人下落不明",
            < 24 => "双方曾有和解意向，未履行",
            _ => Field<string>.None,
        };

    public string VulnerableRemark() => $"{dice.Pick(Vulnerable)}案件，请优先处理";

    private static string[] ReadBanks()
    {
        using var stream = typeof(Plot).Assembly.GetManifestResourceStream("banks.csv")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row => row.Split(',')[0])];
    }
}
