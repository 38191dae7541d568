using Exchange.Contracts;
using Exchange.Contracts.Court;

namespace Exchange.SampleData;

/// <summary>The stories that feeds tell, by rule: each that fires has a neighbour on the other side of a threshold.</summary>
internal static partial class FeedStories
{
    public static IReadOnlyList<FeedStory> All { get; } = [.. Conduct, .. Property, .. Money, .. Procedure];

    private static FeedStory[] Conduct =>
        [
            new("flew-while-restricted", "RestrictionBreached", t => Trip(t, after: 1, permission: null)),
            new("near-flew-before-the-restriction", null, t => Trip(t, after: -1, permission: null)),
            new("near-flew-with-permission", null, t => Trip(t, after: 1, permission: "准字7号")),
            new("gambled-while-owing", "GamblerDebtor", t => Gambled(t, afterFiling: 2)),
            new("near-gambled-before-the-filing", null, t => Gambled(t, afterFiling: -1)),
        ];

    private static FeedStory[] Property =>
        [
            new("spouse-holds-house", "HiddenCoOwnership", t => SpouseHolds(t, marriedBeforeFiling: 2_000)),
            new("near-spouse-had-it-before", null, t => SpouseHolds(t, marriedBeforeFiling: 300)),
            new("holds-equity", "HiddenEquityOrFund", t => Equity(t, 500_000m)),
            new("near-holds-nothing-of-it", null, t => Equity(t, 0m)),
            new("has-fund", "HiddenEquityOrFund", t => Fund(t, 1_000.00m)),
            new("near-has-little-fund", null, t => Fund(t, 999.99m)),
            new("has-policy", "HiddenEquityOrFund", t => Policy(t, 1_000.00m)),
            new("near-has-small-policy", null, t => Policy(t, 999.99m)),
            new("sold-cheaply", "NomineeTransfer", t => Sold(t, 699_999.99m, afterNotice: 3, tie: null)),
            new("near-sold-at-seven-tenths", null, t => Sold(t, 700_000.00m, afterNotice: 3, tie: null)),
            new("sold-to-a-sibling", "NomineeTransfer", t => Sold(t, 990_000.00m, afterNotice: -30, tie: "兄弟姐妹")),
            new("near-sold-to-a-sibling-at-value", null, t => Sold(t, 1_000_000.00m, afterNotice: -30, tie: "兄弟姐妹")),
            new("split-by-divorce", "NomineeTransfer", Divorced),
        ];

    private static IReadOnlyList<SampleFact>? Trip(Teller told, int after, string? permission) =>
        told.Person is { } who
        && who.RestrictedOn.Has(out var restrictedOn)
        && !who.RestrictionLiftedOn.IsUnknown
        && !who.ListedOn.IsUnknown
        && restrictedOn.AddDays(after) is var day
        && day <= told.Today
        && who.RestrictionLiftedOn.Or(DateOnly.MaxValue) > day
        && (after > 0 || who.ListedOn.Or(DateOnly.MaxValue) > day)
            ?
            [
                FeedForms.Row(
                    "travel",
                    ("姓名", who.Name),
                    ("证件号", who.Id.Value),
                    ("日期", day),
                    ("方式", "飞机"),
                    ("车次", $"MU{told.Dice.Between(1000, 9999)}"),
                    ("席别", "经济舱"),
                    ("许可文号", permission)
                ),
            ]
            : null;

    private static IReadOnlyList<SampleFact>? Gambled(Teller told, int afterFiling) =>
        told.Person is { } who
        && !who.RestrictedOn.IsUnknown
        && !who.ListedOn.IsUnknown
        && !told.Record.PerformedOn.IsUnknown
        && told.Record.FiledOn.AddDays(afterFiling) is var day
        && day <= told.Today
        && who.RestrictedOn.Or(DateOnly.MaxValue) > day
        && who.ListedOn.Or(DateOnly.MaxValue) > day
        && told.Record.PerformedOn.Or(DateOnly.MaxValue) > day
        && told.Record.EndedOn.Or(DateOnly.MaxValue) > day
            ?
            [
                FeedForms.Row(
                    "penalties",
                    ("姓名", who.Name),
                    ("证件号", who.Id.Value),
                    ("案由", "赌博"),
                    ("决定日期", day),
                    ("决定书文号", $"公（治）行罚决字{told.Index + 1}号")
                ),
            ]
            : null;

    private static IReadOnlyList<SampleFact>? SpouseHolds(Teller told, int marriedBeforeFiling)
    {
        if (!told.Rests || told.Person is not { } who || !told.Lacks("不动产"))
            return null;
        var spouse = told.Stranger();
        return
        [
            Teller.Tie(who, "配偶", spouse, told.Record.FiledOn.AddDays(-marriedBeforeFiling)),
            Owned(spouse, told, acquiredOn: told.Record.FiledOn.AddDays(-400)),
        ];
    }

    private static SampleFact Owned(Respondent owner, Teller told, DateOnly acquiredOn, params (string, object?)[] lost) =>
        FeedForms.Row(
            "property",
            [
                ("权利人", owner.Name),
                ("证件号", owner.Id.Value),
                ("类型", "不动产"),
                ("编号", $"不动产权第{100_000 + told.Index}号"),
                ("坐落", $"{told.Record.Court[..2]}区某路{told.Dice.Between(1, 300)}号"),
                ("取得日期", acquiredOn),
                .. lost,
            ]
        );

    private static IReadOnlyList<SampleFact>? Equity(Teller told, decimal subscribed)
    {
        if (!told.Rests || told.Anybody is not { } who || !told.Lacks("股权"))
            return null;
        var company = told.OtherCompany();
        return
        [
            FeedForms.Row(
                "equity",
                ("股东", who.Name),
                ("证件号", who.Id.Value),
                ("公司", company.Name),
                ("统一社会信用代码", company.Id.Value),
                ("认缴出资额", subscribed),
                ("实缴出资额", 0m),
                ("开始日期", told.Record.FiledOn.AddDays(-500))
            ),
        ];
    }

    private static IReadOnlyList<SampleFact>? Fund(Teller told, decimal balance) =>
        told.Rests && told.Person is { } who && told.Lacks("公积金")
            ?
            [
                FeedForms.Row(
                    "fund",
                    ("姓名", who.Name),
                    ("证件号", who.Id.Value),
                    ("余额", balance),
                    ("截至日期", told.Record.EndedOn.Value.AddDays(-10))
                ),
            ]
            : null;

    private static IReadOnlyList<SampleFact>? Policy(Teller told, decimal value) =>
        told.Rests && told.Person is { } who && told.Lacks("保险")
            ?
            [
                FeedForms.Row(
                    "insurance",
                    ("投保人", who.Name),
                    ("证件号", who.Id.Value),
                    ("保险公司", "某人寿保险公司"),
                    ("现金价值", value),
                    ("截至日期", told.Record.EndedOn.Value.AddDays(-10))
                ),
            ]
            : null;

    private static IReadOnlyList<SampleFact>? Sold(Teller told, decimal price, int afterNotice, string? tie)
    {
        if (told.Anybody is not { } who || !told.Record.NoticeSentOn.Has(out var noticeOn) || noticeOn.AddDays(afterNotice) > told.Today)
            return null;
        var buyer = told.Stranger();
        var sale = Sale(who, buyer, told, noticeOn.AddDays(afterNotice), price);
        return tie is null ? [sale]
            : who.Kind is PartyKind.NaturalPerson ? [Teller.Tie(who, tie, buyer), sale]
            : null;
    }

    private static IReadOnlyList<SampleFact>? Divorced(Teller told)
    {
        if (told.Person is not { } who || !told.Record.NoticeSentOn.Has(out var noticeOn))
            return null;
        var spouse = told.Stranger();
        var divorcedOn = noticeOn.AddDays(-200);
        return
        [
            Teller.Tie(who, "配偶", spouse, noticeOn.AddDays(-3_000), divorcedOn),
            Sale(who, spouse, told, divorcedOn.AddDays(10), price: 0m),
        ];
    }

    private static SampleFact Sale(Respondent owner, Respondent buyer, Teller told, DateOnly on, decimal price) =>
        Owned(
            owner,
            told,
            told.Record.FiledOn.AddDays(-1_900),
            ("失去日期", on),
            ("受让人", buyer.Name),
            ("受让人证件号", buyer.Id.Value),
            ("转让价", price),
            ("价值", 1_000_000m)
        );
}
