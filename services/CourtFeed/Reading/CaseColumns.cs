using System.Collections.Frozen;
using Exchange.Contracts.Court;
using Exchange.Sheets;

namespace Exchange.CourtFeed.Reading;

/// <summary>How the cells of a column are written.</summary>
internal enum CellKind
{
    Text,
    Date,
    Amount,
    Count,
    YesNo,
    List,
}

/// <summary>A column of the court's file.</summary>
/// <param name="Header">As it stands in the file.</param>
/// <param name="JsonName">As it stands in a pushed record; of a list's parts only the last name.</param>
internal sealed record CaseColumn(int Index, string Header, string JsonName, CellKind Kind) : SheetColumn(Index, Header);

/// <summary>The columns of the court's quarterly file, in the order of the form.</summary>
internal static class CaseColumns
{
    private static readonly List<CaseColumn> InOrder = [];

    public static CaseColumn CaseNumber { get; } = Required("案号", "caseNumber", CellKind.Text);
    public static CaseColumn Court { get; } = Required("法院", "court", CellKind.Text);
    public static CaseColumn Applicants { get; } = Required("申请执行人", "applicants", CellKind.List);
    public static CaseColumn ApplicantIds { get; } = Column("申请执行人证件号", "id", CellKind.List);
    public static CaseColumn Respondents { get; } = Required("被执行人", "respondents", CellKind.List);
    public static CaseColumn RespondentIds { get; } =
        Add(new(0, "被执行人证件号", "id", CellKind.List) { IsRequired = true, MayBeEmpty = true });
    public static CaseColumn FiledOn { get; } = Required("立案日期", "filedOn", CellKind.Date);
    public static CaseColumn Basis { get; } = Required("执行依据", "basis", CellKind.Text);
    public static CaseColumn Claim { get; } = Required("执行标的金额", "claim", CellKind.Amount);
    public static CaseColumn Officer { get; } = Column("承办人", "officer", CellKind.Text);
    public static CaseColumn EndedOn { get; } = Column("结案日期", "endedOn", CellKind.Date);
    public static CaseColumn Ending { get; } = Column("结案方式", "ending", CellKind.Text);
    public static CaseColumn EndingReason { get; } = Column("终本事由", "endingReason", CellKind.Text);
    public static CaseColumn Recovered { get; } = Column("实际到位金额", "recovered", CellKind.Amount);
    public static CaseColumn NoticeSentOn { get; } = Column("发出执行通知日期", "noticeSentOn", CellKind.Date);
    public static CaseColumn ReportOrderedOn { get; } = Column("报告财产令日期", "reportOrderedOn", CellKind.Date);
    public static CaseColumn RestrictedOn { get; } = Column("限制消费令日期", "restrictedOn", CellKind.List);
    public static CaseColumn RestrictionLiftedOn { get; } = Column("限制消费解除日期", "restrictionLiftedOn", CellKind.List);
    public static CaseColumn ListedOn { get; } = Column("纳入失信日期", "listedOn", CellKind.List);
    public static CaseColumn ListingEndsOn { get; } = Add(new(0, "失信期限届满日", "listingEndsOn", CellKind.List) { MayLieAhead = true });
    public static CaseColumn DelistedOn { get; } = Column("失信删除日期", "delistedOn", CellKind.List);
    public static CaseColumn PerformedOn { get; } = Column("履行完毕日期", "performedOn", CellKind.Date);
    public static CaseColumn QueriedOn { get; } = Column("网络查控日期", "queriedOn", CellKind.Date);
    public static CaseColumn QueriedChannels { get; } = Column("查控范围", "queriedChannels", CellKind.List);
    public static CaseColumn FieldMeasures { get; } = Column("传统调查措施", "fieldMeasures", CellKind.List);
    public static CaseColumn Assets { get; } = Column("已查明财产", "assets", CellKind.List);
    public static CaseColumn FoundOn { get; } = Column("财产查明日期", "foundOn", CellKind.List);
    public static CaseColumn Obstacles { get; } = Column("不可处置原因", "obstacle", CellKind.List);
    public static CaseColumn Plates { get; } = Column("车辆号牌", "vehicles", CellKind.List);
    public static CaseColumn SealedOn { get; } = Column("车辆查封日期", "sealedOn", CellKind.List);
    public static CaseColumn ImpoundedOn { get; } = Column("车辆扣押日期", "impoundedOn", CellKind.List);
    public static CaseColumn FundsReceivedOn { get; } = Column("执行款到账日期", "fundsReceivedOn", CellKind.Date);
    public static CaseColumn FundsPaidOn { get; } = Column("执行款发放日期", "fundsPaidOn", CellKind.Date);
    public static CaseColumn InterviewedOn { get; } = Column("终本约谈日期", "interviewedOn", CellKind.Date);
    public static CaseColumn LastQueriedOn { get; } = Column("最近查询日期", "lastQueriedOn", CellKind.Date);
    public static CaseColumn DeductedDays { get; } = Column("扣除天数", "deductedDays", CellKind.Count);
    public static CaseColumn ExtendedTo { get; } = Add(new(0, "延长期限至", "extendedTo", CellKind.Date) { MayLieAhead = true });
    public static CaseColumn ResumedOn { get; } = Column("恢复执行日期", "resumedOn", CellKind.Date);
    public static CaseColumn OriginCaseNumber { get; } = Column("原案号", "originCaseNumber", CellKind.Text);
    public static CaseColumn ApplicantAskedForEnding { get; } = Column("终本申请", "applicantAskedForEnding", CellKind.YesNo);
    public static CaseColumn RulingNumber { get; } = Column("裁定书文号", "rulingNumber", CellKind.Text);
    public static CaseColumn OpenClues { get; } = Column("未核实线索数", "openClues", CellKind.Count);
    public static CaseColumn Remarks { get; } = Column("备注", "remarks", CellKind.Text);

    /// <summary>In the order of the form.</summary>
    public static IReadOnlyList<CaseColumn> All => InOrder;

    /// <summary>The words of 结案方式.</summary>
    public static FrozenDictionary<string, Ending> Endings { get; } =
        new Dictionary<string, Ending>(StringComparer.Ordinal)
        {
            ["执行完毕"] = Contracts.Court.Ending.Performed,
            ["终结本次执行程序"] = Contracts.Court.Ending.EndedForNow,
            ["终结执行"] = Contracts.Court.Ending.Terminated,
            ["销案"] = Contracts.Court.Ending.Cancelled,
            ["不予执行"] = Contracts.Court.Ending.NotEnforced,
            ["驳回申请"] = Contracts.Court.Ending.Dismissed,
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The form of the file.</summary>
    public static SheetForm Form { get; } = new(InOrder);

    private static CaseColumn Required(string header, string jsonName, CellKind kind) =>
        Add(new(0, header, jsonName, kind) { IsRequired = true });

    private static CaseColumn Column(string header, string jsonName, CellKind kind) => Add(new(0, header, jsonName, kind));

    private static CaseColumn Add(CaseColumn column)
    {
        column = column with { Index = InOrder.Count };
        InOrder.Add(column);
        return column;
    }
}
