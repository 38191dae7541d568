using System.Globalization;
using Exchange.Contracts;
using Exchange.Contracts.Court;

namespace Exchange.SampleData;

/// <summary>A column of the court's file: how its cell is written, and what is unknown of a record without it.</summary>
internal sealed record Column(string Name, Func<CaseRecord, Pen, string> Write, Func<CaseRecord, CaseRecord>? Forget = null)
{
    public static readonly Column Applicants = new("申请执行人", (of, pen) => pen.Aligned(of.Applicants, who => pen.Text(who.Name)));

    public static readonly Column ApplicantIds = new(
        "申请执行人证件号",
        (of, pen) => pen.Aligned(of.Applicants, who => who.Id.Has(out var id) ? pen.Id(id) : ""),
        of => of with { Applicants = [.. of.Applicants.Select(who => who with { Id = default })] }
    );

    public static readonly Column Officer = Text("承办人", of => of.Officer, of => of with { Officer = default });
    public static readonly Column EndedOn = Date("结案日期", of => of.EndedOn, forget: null);

    public static readonly Column Endings = new("结案方式", (of, _) => of.Ending.Has(out var ending) ? Word(ending) : "");

    public static readonly Column EndingReason = Text("终本事由", of => of.EndingReason, of => of with { EndingReason = default });

    public static readonly Column Recovered = new(
        "实际到位金额",
        (of, pen) => of.Recovered.Has(out var money) ? pen.Amount(money) : "",
        of => of with { Recovered = default }
    );

    public static readonly Column NoticeSentOn = Date("发出执行通知日期", of => of.NoticeSentOn, of => of with { NoticeSentOn = default });
    public static readonly Column ReportOrderedOn = Date(
        "报告财产令日期",
        of => of.ReportOrderedOn,
        of => of with { ReportOrderedOn = default }
    );
    public static readonly Column RestrictedOn = Sanction(
        "限制消费令日期",
        who => who.RestrictedOn,
        who => who with { RestrictedOn = default }
    );

    public static readonly Column RestrictionLiftedOn = Sanction(
        "限制消费解除日期",
        who => who.RestrictionLiftedOn,
        who => who with { RestrictionLiftedOn = default }
    );

    public static readonly Column ListedOn = Sanction("纳入失信日期", who => who.ListedOn, who => who with { ListedOn = default });
    public static readonly Column ListingEndsOn = Sanction(
        "失信期限届满日",
        who => who.ListingEndsOn,
        who => who with { ListingEndsOn = default }
    );
    public static readonly Column DelistedOn = Sanction("失信删除日期", who => who.DelistedOn, who => who with { DelistedOn = default });
    public static readonly Column PerformedOn = Date("履行完毕日期", of => of.PerformedOn, of => of with { PerformedOn = default });
    public static readonly Column QueriedOn = Date("网络查控日期", of => of.QueriedOn, of => of with { QueriedOn = default });
    public static readonly Column QueriedChannels = Words(
        "查控范围",
        of => of.QueriedChannels,
        of => of with { QueriedChannels = default }
    );
    public static readonly Column FieldMeasures = Words("传统调查措施", of => of.FieldMeasures, of => of with { FieldMeasures = default });

    public static readonly Column Assets = new(
        "已查明财产",
        (of, pen) =>
            pen.Aligned(of.Assets.Or([]), asset => asset.Amount.Has(out var money) ? pen.Pair(asset.Kind, money.ToString()) : asset.Kind),
        of => of with { Assets = default }
    );

    public static readonly Column AssetsFoundOn = new(
        "财产查明日期",
        (of, pen) => pen.Aligned(of.Assets.Or([]), asset => asset.FoundOn.Has(out var day) ? pen.DateInList(day) : ""),
        of => of with { Assets = Each(of.Assets, asset => asset with { FoundOn = default }) }
    );

    public static readonly Column Obstacles = new(
        "不可处置原因",
        WriteObstacles,
        of => of with { Assets = Each(of.Assets, asset => asset with { Obstacle = default }) }
    );

    public static readonly Column Plates = new(
        "车辆号牌",
        (of, pen) => pen.Aligned(of.Vehicles.Or([]), vehicle => vehicle.Plate.Or("")),
        of => of with { Vehicles = default }
    );

    public static readonly Column SealedOn = new(
        "车辆查封日期",
        (of, pen) => pen.AlignedDates(of.Vehicles.Or([]), vehicle => vehicle.SealedOn),
        of => of with { Vehicles = Each(of.Vehicles, vehicle => vehicle with { SealedOn = default }) }
    );

    public static readonly Column ImpoundedOn = new(
        "车辆扣押日期",
        (of, pen) => pen.AlignedDates(of.Vehicles.Or([]), vehicle => vehicle.ImpoundedOn),
        of => of with { Vehicles = Each(of.Vehicles, vehicle => vehicle with { ImpoundedOn = default }) }
    );

    public static readonly Column FundsReceivedOn = Date(
        "执行款到账日期",
        of => of.FundsReceivedOn,
        of => of with { FundsReceivedOn = default }
    );
    public static readonly Column FundsPaidOn = Date("执行款发放日期", of => of.FundsPaidOn, of => of with { FundsPaidOn = default });
    public static readonly Column InterviewedOn = Date("终本约谈日期", of => of.InterviewedOn, of => of with { InterviewedOn = default });
    public static readonly Column LastQueriedOn = Date("最近查询日期", of => of.LastQueriedOn, of => of with { LastQueriedOn = default });
    public static readonly Column DeductedDays = Count("扣除天数", of => of.DeductedDays, of => of with { DeductedDays = default });
    public static readonly Column ExtendedTo = Date("延长期限至", of => of.ExtendedTo, of => of with { ExtendedTo = default });
    public static readonly Column ResumedOn = Date("恢复执行日期", of => of.ResumedOn, of => of with { ResumedOn = default });

    public static readonly Column Origin = new(
        "原案号",
        (of, pen) => of.OriginCaseNumber.Has(out var number) ? pen.CaseNumber(number) : "",
        of => of with { OriginCaseNumber = default }
    );

    public static readonly Column AskedForEnding = new(
        "终本申请",
        (of, _) => of.ApplicantAskedForEnding.Has(out var asked) ? (asked ? "是" : "否") : "",
        of => of with { ApplicantAskedForEnding = default }
    );

    public static readonly Column RulingNumber = Text("裁定书文号", of => of.RulingNumber, of => of with { RulingNumber = default });
    public static readonly Column OpenClues = Count("未核实线索数", of => of.OpenClues, of => of with { OpenClues = default });

    /// <summary>All columns, in the order in which the court's form has them.</summary>
    public static IReadOnlyList<Column> All { get; } =
    [
        new("案号", (of, pen) => pen.CaseNumber(of.CaseNumber)),
        new("法院", (of, pen) => pen.Text(of.Court)),
        Applicants,
        ApplicantIds,
        new("被执行人", (of, pen) => pen.Aligned(of.Respondents, who => pen.Text(who.Name))),
        new("被执行人证件号", (of, pen) => pen.Aligned(of.Respondents, who => who.Id.Has(out var id) ? pen.Id(id) : "")),
        new("立案日期", (of, pen) => pen.Date(of.FiledOn)),
        new("执行依据", (of, pen) => pen.Text(of.Basis)),
        new("执行标的金额", (of, pen) => pen.Amount(of.Claim)),
        Officer,
        EndedOn,
        Endings,
        EndingReason,
        Recovered,
        NoticeSentOn,
        ReportOrderedOn,
        RestrictedOn,
        RestrictionLiftedOn,
        ListedOn,
        ListingEndsOn,
        DelistedOn,
        PerformedOn,
        QueriedOn,
        QueriedChannels,
        FieldMeasures,
        Assets,
        AssetsFoundOn,
        Obstacles,
        Plates,
        SealedOn,
        ImpoundedOn,
        FundsReceivedOn,
        FundsPaidOn,
        InterviewedOn,
        LastQueriedOn,
        DeductedDays,
        ExtendedTo,
        ResumedOn,
        Origin,
        AskedForEnding,
        RulingNumber,
        OpenClues,
        new("备注", (of, pen) => of.Remarks.Has(out var text) ? pen.Text(text) : ""),
    ];

    private static Column Text(string name, Func<CaseRecord, Field<string>> field, Func<CaseRecord, CaseRecord> forget) =>
        new(name, (of, pen) => field(of).Has(out var text) ? pen.Text(text) : "", forget);

    private static Column Date(string name, Func<CaseRecord, Field<DateOnly>> field, Func<CaseRecord, CaseRecord>? forget) =>
        new(name, (of, pen) => field(of).Has(out var day) ? pen.Date(day) : "", forget);

    private static Column Count(string name, Func<CaseRecord, Field<int>> field, Func<CaseRecord, CaseRecord> forget) =>
        new(name, (of, _) => field(of).Has(out var count) ? count.ToString(CultureInfo.InvariantCulture) : "", forget);

    private static Column Words(string name, Func<CaseRecord, Field<IReadOnlyList<string>>> field, Func<CaseRecord, CaseRecord> forget) =>
        new(name, (of, pen) => pen.Join(field(of).Or([])), forget);

    private static Column Sanction(string name, Func<Respondent, Field<DateOnly>> field, Func<Respondent, Respondent> forget) =>
        new(name, (of, pen) => pen.AlignedDates(of.Respondents, field), of => of with { Respondents = [.. of.Respondents.Select(forget)] });

    private static Field<IReadOnlyList<T>> Each<T>(Field<IReadOnlyList<T>> items, Func<T, T> change) =>
        items.Select<IReadOnlyList<T>>(all => [.. all.Select(change)]);

    /// <summary>One reason for all assets may stand without a kind.</summary>
    private static string WriteObstacles(CaseRecord of, Pen pen)
    {
        var assets = of.Assets.Or([]);
        var held = assets.Where(asset => asset.Obstacle.HasValue).ToArray();
        var oneForAll = held.Length == assets.Count && held.DistinctBy(asset => asset.Obstacle.Value).Count() == 1;
        return oneForAll && pen.Chance(40)
            ? held[0].Obstacle.Value
            : pen.Join([.. held.Select(asset => pen.Pair(asset.Kind, asset.Obstacle.Value))]);
    }

    private static string Word(Ending ending) =>
        ending switch
        {
            Ending.Performed => "执行完毕",
            Ending.EndedForNow => "终结本次执行程序",
            Ending.Terminated => "终结执行",
            Ending.Cancelled => "销案",
            Ending.NotEnforced => "不予执行",
            _ => "驳回申请",
        };
}
