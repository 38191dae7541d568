using System.Text.Json.Serialization;

namespace Exchange.Contracts.Court;

/// <summary>What a court's quarterly file says of one enforcement case (执行案件), one row per case.</summary>
/// <remarks>A <see cref="Field{T}"/> that is unknown was never delivered; none means the court said there is none.</remarks>
[InBulk]
public sealed record CaseRecord
{
    /// <summary>案号</summary>
    public required CaseNumber CaseNumber { get; init; }

    /// <summary>The court's code as used in case numbers (法院代字).</summary>
    public required CourtCode CourtCode { get; init; }

    /// <summary>法院, full name.</summary>
    public required string Court { get; init; }

    /// <summary>Derived by the court's service from the case number and the jurisdictions table.</summary>
    public required DivisionCode Division { get; init; }

    /// <summary>申请执行人</summary>
    public required IReadOnlyList<Applicant> Applicants { get; init; }

    /// <summary>被执行人</summary>
    public required IReadOnlyList<Respondent> Respondents { get; init; }

    /// <summary>立案日期</summary>
    public required DateOnly FiledOn { get; init; }

    /// <summary>执行依据: the instrument enforced.</summary>
    public required string Basis { get; init; }

    /// <summary>执行标的金额, yuan.</summary>
    public required Money Claim { get; init; }

    /// <summary>承办人</summary>
    public Field<string> Officer { get; init; }

    /// <summary>结案日期</summary>
    public Field<DateOnly> EndedOn { get; init; }

    /// <summary>结案方式; none: open.</summary>
    public Field<Ending> Ending { get; init; }

    /// <summary>终本事由</summary>
    public Field<string> EndingReason { get; init; }

    /// <summary>实际到位金额, yuan.</summary>
    public Field<Money> Recovered { get; init; }

    /// <summary>发出执行通知日期</summary>
    public Field<DateOnly> NoticeSentOn { get; init; }

    /// <summary>报告财产令日期</summary>
    public Field<DateOnly> ReportOrderedOn { get; init; }

    /// <summary>履行完毕日期</summary>
    public Field<DateOnly> PerformedOn { get; init; }

    /// <summary>网络查控日期</summary>
    public Field<DateOnly> QueriedOn { get; init; }

    /// <summary>查控范围</summary>
    public Field<IReadOnlyList<string>> QueriedChannels { get; init; }

    /// <summary>传统调查措施</summary>
    public Field<IReadOnlyList<string>> FieldMeasures { get; init; }

    /// <summary>已查明财产</summary>
    public Field<IReadOnlyList<Asset>> Assets { get; init; }

    /// <summary>车辆</summary>
    public Field<IReadOnlyList<Vehicle>> Vehicles { get; init; }

    /// <summary>执行款到账日期</summary>
    public Field<DateOnly> FundsReceivedOn { get; init; }

    /// <summary>执行款发放日期</summary>
    public Field<DateOnly> FundsPaidOn { get; init; }

    /// <summary>终本约谈日期</summary>
    public Field<DateOnly> InterviewedOn { get; init; }

    /// <summary>最近查询日期: the latest re-query after the ending, as last stated.</summary>
    public Field<DateOnly> LastQueriedOn { get; init; }

    /// <summary>The latest <see cref="LastQueriedOn"/> of any revision: it survives skipped revisions.</summary>
    public Field<DateOnly> LatestRequeryOn { get; init; }

    /// <summary>扣除天数</summary>
    public Field<int> DeductedDays { get; init; }

    /// <summary>延长期限至</summary>
    public Field<DateOnly> ExtendedTo { get; init; }

    /// <summary>恢复执行日期</summary>
    public Field<DateOnly> ResumedOn { get; init; }

    /// <summary>原案号: the case that a 执恢 case resumes.</summary>
    public Field<CaseNumber> OriginCaseNumber { get; init; }

    /// <summary>终本申请</summary>
    public Field<bool> ApplicantAskedForEnding { get; init; }

    /// <summary>裁定书文号</summary>
    public Field<string> RulingNumber { get; init; }

    /// <summary>未核实线索数</summary>
    public Field<int> OpenClues { get; init; }

    /// <summary>备注</summary>
    public Field<string> Remarks { get; init; }

    /// <summary>The court has taken the record back as filed in error.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Withdrawn { get; init; }
}

/// <summary>申请执行人</summary>
[InBulk]
public sealed record Applicant
{
    public required string Name { get; init; }

    /// <summary>申请执行人证件号</summary>
    public Field<PartyNumber> Id { get; init; }
}

/// <summary>被执行人, with its own sanctions: restriction (限制消费) and listing (失信) are separate and per case.</summary>
[InBulk]
public sealed record Respondent
{
    public required string Name { get; init; }

    /// <summary>被执行人证件号</summary>
    public Field<PartyNumber> Id { get; init; }

    /// <summary>限制消费令日期</summary>
    public Field<DateOnly> RestrictedOn { get; init; }

    /// <summary>限制消费解除日期</summary>
    public Field<DateOnly> RestrictionLiftedOn { get; init; }

    /// <summary>纳入失信日期</summary>
    public Field<DateOnly> ListedOn { get; init; }

    /// <summary>失信期限届满日; a value means listed with a term (失信规定 art 2).</summary>
    public Field<DateOnly> ListingEndsOn { get; init; }

    /// <summary>失信删除日期</summary>
    public Field<DateOnly> DelistedOn { get; init; }

    /// <summary>By its number, else by how its name ends (RULES section 1).</summary>
    [JsonIgnore]
    public PartyKind Kind =>
        Id.Has(out var id) && id.Kind != PartyKind.Unknown ? id.Kind
        : Id.HasValue ? PartyKind.Unknown
        : PartyNumber.KindByName(Name);
}

/// <summary>已查明财产: a kind with what it is worth.</summary>
[InBulk]
public sealed record Asset
{
    /// <summary>银行存款, 不动产, 车辆, 股权, ...</summary>
    public required string Kind { get; init; }

    /// <summary>Yuan; none: of unknown worth; 0: no asset.</summary>
    public Field<Money> Amount { get; init; }

    /// <summary>财产查明日期; none or unknown: found by the ending.</summary>
    public Field<DateOnly> FoundOn { get; init; }

    /// <summary>不可处置原因</summary>
    public Field<string> Obstacle { get; init; }
}

/// <summary>车辆: sealed in the register (查封) and perhaps physically impounded (扣押).</summary>
[InBulk]
public sealed record Vehicle
{
    /// <summary>车辆号牌</summary>
    public Field<string> Plate { get; init; }

    /// <summary>车辆查封日期</summary>
    public Field<DateOnly> SealedOn { get; init; }

    /// <summary>车辆扣押日期</summary>
    public Field<DateOnly> ImpoundedOn { get; init; }
}

/// <summary>结案方式</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<Ending>))]
public enum Ending
{
    /// <summary>执行完毕</summary>
    Performed,

    /// <summary>终结本次执行程序</summary>
    EndedForNow,

    /// <summary>终结执行</summary>
    Terminated,

    /// <summary>销案</summary>
    Cancelled,

    /// <summary>不予执行</summary>
    NotEnforced,

    /// <summary>驳回申请</summary>
    Dismissed,
}
