using Exchange.Contracts;

namespace Exchange.SampleData;

/// <content>Money and lawsuits that are not what they seem, and how a case was handled.</content>
internal static partial class FeedStories
{
    private static FeedStory[] Money =>
        [
            new("sued-by-friends", "FabricatedDebt", t => Sued(t, performedAfter: 15)) { About = First },
            new("near-performed-later", null, t => Sued(t, performedAfter: 16)),
            new("one-agent-for-both-sides", "FabricatedDebt", t => SuedByOneHand(t, isOne: true)) { About = First },
            new("near-two-agents", null, t => SuedByOneHand(t, isOne: false)),
            new("money-in-a-circle", "FabricatedDebt", t => SuedForACircle(t, 240_000.00m)) { About = First },
            new("near-less-comes-back", null, t => SuedForACircle(t, 239_999.99m)),
            new("contribution-went-out-again", "FakeContribution", t => Contributed(t, back: 400_000.00m)),
            new("near-most-of-it-stayed", null, t => Contributed(t, back: 399_999.99m)),
            new("revenue-elsewhere", "OffBookCirculation", t => Collected(t, 40_000.00m)),
            new("near-less-revenue", null, t => Collected(t, 39_999.99m)),
            new("revenue-at-the-in-laws", "OffBookCirculation", t => CollectedByInLaws(t, isMarried: true)),
            new("near-revenue-at-former-in-laws", null, t => CollectedByInLaws(t, isMarried: false)),
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

    private static IReadOnlyList<SampleFact>? Sued(Teller told, int performedAfter) =>
        told.Anybody is { } who ? [.. Suits(told, who, told.Stranger(), told.Record.FiledOn.AddDays(-198 + performedAfter))] : null;

    /// <summary>An agent of the plaintiff in one of the lawsuits acts for the defendant in the other.</summary>
    private static IReadOnlyList<SampleFact>? SuedByOneHand(Teller told, bool isOne)
    {
        if (told.Anybody is not { } who)
            return null;
        var (plaintiff, agent, other) = (told.Stranger(), told.Stranger(), told.Stranger());
        var on = told.Record.FiledOn.AddDays(-199);
        return
        [
            .. Suits(told, who, plaintiff),
            Acts(told.CivilNumber(on.Year, 0), plaintiff, agent, on),
            Acts(told.CivilNumber(on.Year, 1), who, isOne ? agent : other, on),
        ];
    }

    /// <summary>What the plaintiff lent comes back to him by way of a third.</summary>
    private static IReadOnlyList<SampleFact>? SuedForACircle(Teller told, decimal back)
    {
        if (told.Anybody is not { } who)
            return null;
        var (plaintiff, third, on) = (told.Stranger(), told.Stranger(), told.Record.FiledOn.AddDays(-260));
        return
        [
            .. Suits(told, who, plaintiff),
            Teller.Pays(plaintiff, who, on, 300_000m, "借款"),
            Teller.Pays(who, third, on.AddDays(1), 300_000m, "往来"),
            Teller.Pays(third, plaintiff, on.AddDays(9), back, "往来"),
        ];
    }

    /// <summary>Two lawsuits filed on one day and mediated two days later.</summary>
    private static IEnumerable<SampleFact> Suits(
        Teller told,
        Contracts.Court.Respondent who,
        Contracts.Court.Respondent plaintiff,
        DateOnly? performedOn = null
    )
    {
        var filedOn = told.Record.FiledOn.AddDays(-200);
        return Enumerable
            .Range(0, 2)
            .Select(which =>
                FeedForms.Row(
                    "civil-cases",
                    ("案号", told.CivilNumber(filedOn.Year, which)),
                    ("原告", plaintiff.Name),
                    ("原告证件号", plaintiff.Id.Value),
                    ("被告", who.Name),
                    ("被告证件号", who.Id.Value),
                    ("立案日期", filedOn),
                    ("结案日期", filedOn.AddDays(2)),
                    ("结案方式", "调解"),
                    ("标的额", 300_000m),
                    ("履行日期", which == 0 ? performedOn : null)
                )
            );
    }

    private static SampleFact Acts(CaseNumber number, Contracts.Court.Respondent party, Contracts.Court.Respondent agent, DateOnly on) =>
        FeedForms.Row(
            "agents",
            ("案号", number),
            ("当事人", party.Name),
            ("当事人证件号", party.Id.Value),
            ("代理人", agent.Name),
            ("代理人证件号", agent.Id.Value),
            ("身份", "律师"),
            ("执业证号", "13306201010000001"),
            ("代理日期", on)
        );

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

    /// <summary>Related is also who is related to the spouse, while they are married.</summary>
    private static IReadOnlyList<SampleFact>? CollectedByInLaws(Teller told, bool isMarried)
    {
        if (!told.Rests || told.Company is not { } company)
            return null;
        var (head, spouse, inLaw) = (told.Stranger(), told.Stranger(), told.Stranger());
        return
        [
            Teller.Tie(company, "法定代表人", head, told.Record.FiledOn.AddDays(-1_500)),
            Teller.Tie(head, "配偶", spouse, told.Record.FiledOn.AddDays(-3_000), isMarried ? null : told.Record.FiledOn),
            Teller.Tie(spouse, "兄弟姐妹", inLaw),
            Teller.Pays(told.OtherCompany(), inLaw, told.Record.FiledOn, 100_000m, "租金"),
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
