using System.Text.Json.Serialization;
using Exchange.Contracts;

namespace Exchange.ProcuratorateIntake.Feeds;

/// <summary>One row of a feed: what another body says of a person, a company, a car or a case (外部数据). Never changed once stored.</summary>
/// <remarks>Where it comes from and how far it is believed goes with it; its id is made from its content, so the same row again is the same fact.</remarks>
[JsonDerivedType(typeof(Sighting), "sightings")]
[JsonDerivedType(typeof(Impound), "impounds")]
[JsonDerivedType(typeof(PropertyHeld), "property")]
[JsonDerivedType(typeof(EquityHeld), "equity")]
[JsonDerivedType(typeof(FundBalance), "fund")]
[JsonDerivedType(typeof(Policy), "insurance")]
[JsonDerivedType(typeof(Trip), "travel")]
[JsonDerivedType(typeof(Penalty), "penalties")]
[JsonDerivedType(typeof(Payment), "flows")]
[JsonDerivedType(typeof(Relation), "relations")]
[JsonDerivedType(typeof(AuctionRound), "auctions")]
[JsonDerivedType(typeof(CivilCase), "civil-cases")]
[JsonDerivedType(typeof(Agent), "agents")]
[JsonDerivedType(typeof(Payout), "payouts")]
[JsonDerivedType(typeof(Petition), "petitions")]
[JsonDerivedType(typeof(HotlineCall), "hotline")]
internal abstract record Fact
{
    /// <summary>The kind of feed and a hash of the content.</summary>
    public string Id { get; init; } = "";

    /// <summary>The upload and its row, such as <c>F0190…#12</c>.</summary>
    public string Source { get; init; } = "";

    public Trust Trust { get; init; }

    /// <summary>The law day on which it was first delivered.</summary>
    public DateOnly ReceivedOn { get; init; }

    /// <summary>What it is found by: numbers of parties, plates, case numbers; null where there is none that can be matched.</summary>
    [JsonIgnore]
    public abstract IEnumerable<string?> Keys { get; }

    /// <summary>A number that can be matched; a masked one matches nothing.</summary>
    protected static string? KeyOf(PartyNumber? number) => number is { IsMasked: false } ? number.Value : null;
}

/// <summary>How far a feed is believed: a lead that rests on low trust alone starts a step lower.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<Trust>))]
internal enum Trust
{
    High,
    Low,
}

/// <summary>车辆目击: a car was seen on the road.</summary>
internal sealed record Sighting(string Plate, DateTime At, string? Place) : Fact
{
    public override IEnumerable<string?> Keys => [Plate];
}

/// <summary>车辆扣押: a car was taken away.</summary>
internal sealed record Impound(string Plate, DateOnly On, string? Place) : Fact
{
    public override IEnumerable<string?> Keys => [Plate];
}

/// <summary>不动产或车辆登记: property in somebody's name, and what became of it.</summary>
internal sealed record PropertyHeld(
    string Owner,
    PartyNumber OwnerId,
    string Kind,
    string? Number,
    string? Location,
    DateOnly AcquiredOn,
    DateOnly? LostOn,
    string? To,
    PartyNumber? ToId,
    Money? Price,
    Money? Worth
) : Fact
{
    public override IEnumerable<string?> Keys => [KeyOf(OwnerId), KeyOf(ToId)];
}

/// <summary>股权登记: a share in a company, and what became of it. It is a 股东 relation of that company as well.</summary>
internal sealed record EquityHeld(
    string Holder,
    PartyNumber HolderId,
    string Company,
    PartyNumber CompanyId,
    Money? Subscribed,
    Money? PaidIn,
    DateOnly From,
    DateOnly? Until,
    string? To,
    PartyNumber? ToId,
    Money? Price,
    Money? Worth
) : Fact
{
    public override IEnumerable<string?> Keys => [KeyOf(HolderId), KeyOf(CompanyId), KeyOf(ToId)];
}

/// <summary>公积金余额</summary>
internal sealed record FundBalance(string Person, PartyNumber PersonId, Money Balance, DateOnly On) : Fact
{
    public override IEnumerable<string?> Keys => [KeyOf(PersonId)];
}

/// <summary>保单现金价值</summary>
internal sealed record Policy(string Holder, PartyNumber HolderId, string? Insurer, Money CashValue, DateOnly On) : Fact
{
    public override IEnumerable<string?> Keys => [KeyOf(HolderId)];
}

/// <summary>乘机乘车记录</summary>
internal sealed record Trip(string Person, PartyNumber PersonId, DateOnly On, string By, string? Number, string Seat, string? Permission)
    : Fact
{
    public override IEnumerable<string?> Keys => [KeyOf(PersonId)];
}

/// <summary>行政处罚</summary>
internal sealed record Penalty(string Person, PartyNumber PersonId, string Offence, DateOnly On, string? Document) : Fact
{
    public override IEnumerable<string?> Keys => [KeyOf(PersonId)];
}

/// <summary>资金流水: one payment.</summary>
internal sealed record Payment(
    PartyNumber PayerId,
    string? Payer,
    string? PayerAccount,
    PartyNumber PayeeId,
    string? Payee,
    string? PayeeAccount,
    DateTime At,
    Money Amount,
    string? Purpose
) : Fact
{
    public override IEnumerable<string?> Keys => [KeyOf(PayerId), KeyOf(PayeeId)];

    [JsonIgnore]
    public DateOnly On => DateOnly.FromDateTime(At);
}

/// <summary>人员关系: "<see cref="Subject"/> 's <see cref="Kind"/> is <see cref="Other"/>", from its first day up to its end, the end excluded.</summary>
internal sealed record Relation(
    PartyNumber SubjectId,
    string? Subject,
    string Kind,
    PartyNumber OtherId,
    string? Other,
    DateOnly? From,
    DateOnly? Until
) : Fact
{
    public override IEnumerable<string?> Keys => [KeyOf(SubjectId), KeyOf(OtherId)];
}

/// <summary>网络司法拍卖: one round of a lot.</summary>
internal sealed record AuctionRound(
    CaseNumber Case,
    string? Lot,
    string Kind,
    Money? Appraisal,
    int Round,
    Money Reserve,
    Money? Deposit,
    DateOnly NoticeOn,
    DateOnly SaleOn,
    string Result,
    string? Buyer,
    PartyNumber? BuyerId,
    Money? Price,
    string? BuyerRole
) : Fact
{
    public override IEnumerable<string?> Keys => [Case.Value, KeyOf(BuyerId)];
}

/// <summary>民事案件</summary>
/// <param name="Enforcement">执行案号: the enforcement case that it led to.</param>
internal sealed record CivilCase(
    CaseNumber Number,
    string Plaintiff,
    PartyNumber? PlaintiffId,
    string Defendant,
    PartyNumber DefendantId,
    DateOnly FiledOn,
    DateOnly? EndedOn,
    string Ending,
    Money? Amount,
    DateOnly? PerformedOn,
    CaseNumber? Enforcement
) : Fact
{
    public override IEnumerable<string?> Keys => [KeyOf(DefendantId), Enforcement?.Value, KeyOf(PlaintiffId), Number.Value];
}

/// <summary>诉讼代理人</summary>
internal sealed record Agent(
    CaseNumber Case,
    string Party,
    PartyNumber? PartyId,
    string Name,
    PartyNumber? NumberOfAgent,
    string Role,
    string? Licence,
    string? RecommendedBy,
    string? LeftOffice,
    DateOnly? LeftOn,
    DateOnly ActedOn
) : Fact
{
    public override IEnumerable<string?> Keys => [Case.Value];
}

/// <summary>执行款发放</summary>
internal sealed record Payout(CaseNumber Case, string Payee, PartyNumber? PayeeId, Money Due, Money Paid, DateOnly On) : Fact
{
    public override IEnumerable<string?> Keys => [Case.Value];
}

/// <summary>信访 (12309)</summary>
internal sealed record Petition(string Number, DateOnly On, CaseNumber? Case, string Content, string? Party, PartyNumber? PartyId) : Fact
{
    public override IEnumerable<string?> Keys => [Case?.Value];
}

/// <summary>热线 (12345) 或网格反映</summary>
internal sealed record HotlineCall(string Number, DateOnly On, string Content, CaseNumber? Case) : Fact
{
    public override IEnumerable<string?> Keys => [Case?.Value];
}
