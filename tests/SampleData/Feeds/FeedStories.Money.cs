using Exchange.Contracts;

namespace Exchange.SampleData;

/// <content>Money and lawsuits that are not what they seem, and how a case was handled.</content>
internal static partial class FeedStories
{
    private static FeedStory[] Money =>
        [
            new("sued-by-friends", "FabricatedDebt", t => Sued(t, performedAfter: 15)) { About = First },
            new("near-performed-later", null, t => Sued(t, performedAfter: 16)),
            new("contribution-went-out-again", "FakeContribution", t => Contributed(t, back: 400_000.00m)),
            new("near-most-of-it-stayed", null, t => Contributed(t, back: 399_999.99m)),
            new("revenue-elsewhere", "OffBookCirculation", t => Collected(t, 40_000.00m)),
            new("near-less-revenue", null, t => Collected(t, 39_999.99m)),
        ];

    private static FeedStory[] Procedure =>
        [
            new("low-reserve", "AuctionIrregularity", t => Auctioned(t, 699_999.99m)),
            new("near-reserve-at-seven-tenths", null, t => Auctioned(t, 700_000.00m)),
            new("sold-to-staff", "AuctionIrregularity", t => Auctioned(t, 700_000.00m, role: "工作人员近亲属")),
            new("bought-back", "AuctionIrregularity", BoughtBack),
            new("lawyer-without-licence", "UnqualifiedRelatedParty", t => Represented(t, "律师", licence: null)),
            new("near-lawyer-with-licence", null, t => Represented(t, "律师", licence: "13306201010000001")),
            new("once-at-this-court", "UnqualifiedRelatedParty", t => Represented(t, "基层法律服务工作者", "33306201", t.Record.Court)),
            new("near-relative-once-at-this-court", null, t => Represented(t, "近亲属", null, t.Record.Court)),
            new("paid-too-little", "DistributionIrregularity", t => PaidOut(t, 9_998.99m)),
            new("near-paid-a-yuan-less", null, t => PaidOut(t, 9_999.00m)),
            new("paid-to-a-stranger", "DistributionIrregularity", t => PaidOut(t, 10_000.00m, t.Stranger().Name)),
            new("near-impounded-too-late", null, Impounded),
            new("near-called-for-help", null, Called),
        ];

    private static CaseNumber First(Teller told) => told.CivilNumber(told.Record.FiledOn.AddDays(-200).Year, 0);

    private static IReadOnlyList<SampleFact>? Sued(Teller told, int performedAfter)
    {
        if (told.Anybody is not { } who)
            return null;
        var filedOn = told.Record.FiledOn.AddDays(-200);
        return
        [
            .. Enumerable
                .Range(0, 2)
                .Select(which =>
                    FeedForms.Row(
                        "civil-cases",
                        ("案号", told.CivilNumber(filedOn.Year, which)),
                        ("原告", told.Stranger().Name),
                        ("被告", who.Name),
                        ("被告证件号", who.Id.Value),
                        ("立案日期", filedOn),
                        ("结案日期", filedOn.AddDays(2)),
                        ("结案方式", "调解"),
                        ("标的额", 300_000m),
                        ("履行日期", which == 0 ? filedOn.AddDays(2 + performedAfter) : null)
                    )
                ),
        ];
    }

    private static IReadOnlyList<SampleFact>? Contributed(Teller told, decimal back)
    {
        if (told.Company is not { } company)
            return null;
        var (shareholder, on) = (told.Stranger(), told.Record.FiledOn.AddDays(-300));
        return
        [
            Teller.Tie(company, "股东", shareholder, told.Record.FiledOn.AddDays(-1_500)),
            Teller.Pays(shareholder, company, on, 500_000m, "投资款"),
            Teller.Pays(company, shareholder, on.AddDays(5), back, "往来"),
        ];
    }

    private static IReadOnlyList<SampleFact>? Collected(Teller told, decimal second)
    {
        if (!told.Rests || told.Company is not { } company || told.Record.FiledOn.AddDays(20) > told.Today)
            return null;
        var (head, customer) = (told.Stranger(), told.OtherCompany());
        return
        [
            Teller.Tie(company, "法定代表人", head, told.Record.FiledOn.AddDays(-1_500)),
            Teller.Pays(customer, head, told.Record.FiledOn, 60_000m, "货款"),
            Teller.Pays(customer, head, told.Record.FiledOn.AddDays(20), second, "工程款"),
        ];
    }

    private static IReadOnlyList<SampleFact>? Auctioned(
        Teller told,
        decimal reserve,
        string? role = null,
        Contracts.Court.Respondent? buyer = null
    )
    {
        if (told.Record.FiledOn.AddDays(70) > told.Today)
            return null;
        var isSold = role is not null || buyer is not null;
        return
        [
            FeedForms.Row(
                "auctions",
                ("案号", told.Record.CaseNumber),
                ("标的编号", "1"),
                ("类型", "不动产"),
                ("评估价", 1_000_000m),
                ("轮次", 1),
                ("起拍价", reserve),
                ("保证金", 100_000m),
                ("公告日期", told.Record.FiledOn.AddDays(30)),
                ("拍卖日期", told.Record.FiledOn.AddDays(65)),
                ("结果", isSold ? "成交" : "流拍"),
                ("买受人", buyer?.Name ?? (isSold ? told.Stranger().Name : null)),
                ("买受人证件号", buyer?.Id.Value),
                ("成交价", isSold ? reserve : null),
                ("买受人身份", role)
            ),
        ];
    }

    private static IReadOnlyList<SampleFact>? BoughtBack(Teller told)
    {
        if (told.Person is not { } who)
            return null;
        var buyer = told.Stranger();
        return Auctioned(told, 700_000m, buyer: buyer) is { } auction ? [Teller.Tie(who, "父母", buyer), .. auction] : null;
    }

    private static IReadOnlyList<SampleFact> Represented(Teller told, string role, string? licence, string? left = null) =>
        [
            FeedForms.Row(
                "agents",
                ("案号", told.Record.CaseNumber),
                ("当事人", told.Record.Applicants[0].Name),
                ("代理人", told.Stranger().Name),
                ("身份", role),
                ("执业证号", licence),
                ("离任单位", left),
                ("离任日期", left is null ? null : told.Record.FiledOn.AddYears(-10)),
                ("代理日期", told.Record.FiledOn.AddDays(1) <= told.Today ? told.Record.FiledOn.AddDays(1) : told.Record.FiledOn)
            ),
        ];

    private static IReadOnlyList<SampleFact>? PaidOut(Teller told, decimal paid, string? payee = null) =>
        told.Record.FiledOn.AddDays(20) <= told.Today
            ?
            [
                FeedForms.Row(
                    "payouts",
                    ("案号", told.Record.CaseNumber),
                    ("收款人", payee ?? told.Record.Applicants[0].Name),
                    ("应发金额", 10_000m),
                    ("实发金额", paid),
                    ("发放日期", told.Record.FiledOn.AddDays(20))
                ),
            ]
            : null;

    /// <summary>Its car was taken away, but only after the ending: that changes nothing.</summary>
    private static IReadOnlyList<SampleFact>? Impounded(Teller told) =>
        told.Rests
        && told.Record.EndedOn.Value.AddDays(1) <= told.Today
        && told.Record.Vehicles.Or([]).FirstOrDefault(car => car.Plate.HasValue && car.SealedOn.HasValue && car.ImpoundedOn.IsNone)
            is { } car
            ?
            [
                FeedForms.Row(
                    "impounds",
                    ("号牌", car.Plate.Value),
                    ("扣押日期", told.Record.EndedOn.Value.AddDays(1)),
                    ("地点", "中兴大道收费站")
                ),
            ]
            : null;

    private static IReadOnlyList<SampleFact> Called(Teller told) =>
        [
            FeedForms.Row(
                "petitions",
                ("编号", $"12309-{told.Index}"),
                ("日期", told.Today),
                ("案号", told.Record.CaseNumber),
                ("内容", "案件长期没有进展，请求监督"),
                ("当事人", told.Record.Applicants[0].Name)
            ),
            FeedForms.Row(
                "hotline",
                ("编号", $"12345-{told.Index}"),
                ("日期", told.Today),
                ("内容", "反映执行不到位"),
                ("案号", told.Record.CaseNumber)
            ),
        ];
}
