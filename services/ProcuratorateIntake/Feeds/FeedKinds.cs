using System.Collections.Frozen;
using Exchange.Sheets;

namespace Exchange.ProcuratorateIntake.Feeds;

/// <summary>A kind of feed (数据接入): its columns, how far it is believed, and how a row becomes a fact.</summary>
internal sealed record FeedKind(string Name, string Title, Trust Trust, SheetForm Form, Func<FeedRow, Fact> Read);

/// <summary>The feeds that there are (RULES section 5).</summary>
internal static class FeedKinds
{
    public static readonly string[] RelationKinds =
    [
        "配偶",
        "父母",
        "子女",
        "兄弟姐妹",
        "股东",
        "法定代表人",
        "高管",
        "员工",
        "实际控制人",
    ];

    public static readonly string[] AgentRoles = ["律师", "基层法律服务工作者", "近亲属", "工作人员", "推荐公民", "公民"];

    public static IReadOnlyList<FeedKind> All { get; } =
    [
        Of("sightings", "车辆目击", "号牌! 时间! 地点", r => new Sighting(r.Plate("号牌"), r.Moment("时间"), r.Text("地点"))),
        Of("impounds", "车辆扣押", "号牌! 扣押日期! 地点", r => new Impound(r.Plate("号牌"), r.Day("扣押日期"), r.Text("地点"))),
        Of(
            "property",
            "不动产、车辆登记",
            "权利人! 证件号! 类型! 编号 坐落 取得日期! 失去日期> 受让人 受让人证件号 转让价 价值",
            r => new PropertyHeld(
                r.Name("权利人"),
                r.Party("证件号"),
                r.Word("类型", ["不动产", "车辆"]),
                r.Text("编号"),
                r.Text("坐落"),
                r.Day("取得日期"),
                r.OptionalDay("失去日期"),
                r.OptionalName("受让人"),
                r.OptionalParty("受让人证件号"),
                r.OptionalAmount("转让价"),
                r.OptionalAmount("价值")
            )
        ),
        Of(
            "equity",
            "股权登记",
            "股东! 证件号! 公司! 统一社会信用代码! 认缴出资额 实缴出资额 开始日期! 结束日期> 受让人 受让人证件号 转让价 价值",
            r => new EquityHeld(
                r.Name("股东"),
                r.Party("证件号"),
                r.Name("公司"),
                r.Party("统一社会信用代码"),
                r.OptionalAmount("认缴出资额"),
                r.OptionalAmount("实缴出资额"),
                r.Day("开始日期"),
                r.OptionalDay("结束日期"),
                r.OptionalName("受让人"),
                r.OptionalParty("受让人证件号"),
                r.OptionalAmount("转让价"),
                r.OptionalAmount("价值")
            )
        ),
        Of(
            "fund",
            "公积金",
            "姓名! 证件号! 余额! 截至日期!",
            r => new FundBalance(r.Name("姓名"), r.Party("证件号"), r.Amount("余额"), r.Day("截至日期"))
        ),
        Of(
            "insurance",
            "保险",
            "投保人! 证件号! 保险公司 现金价值! 截至日期!",
            r => new Policy(r.Name("投保人"), r.Party("证件号"), r.OptionalName("保险公司"), r.Amount("现金价值"), r.Day("截至日期"))
        ),
        Of(
            "travel",
            "乘机乘车",
            "姓名! 证件号! 日期! 方式! 车次 席别! 许可文号",
            r => new Trip(
                r.Name("姓名"),
                r.Party("证件号"),
                r.Day("日期"),
                r.Word("方式", ["飞机", "火车", "轮船"]),
                r.Text("车次") is { } number ? CellText.Compact(number).ToUpperInvariant() : null,
                CellText.Compact(r.RequiredText("席别")),
                r.Text("许可文号")
            )
        ),
        Of(
            "penalties",
            "行政处罚",
            "姓名! 证件号! 案由! 决定日期! 决定书文号",
            r => new Penalty(r.Name("姓名"), r.Party("证件号"), r.RequiredText("案由"), r.Day("决定日期"), r.Text("决定书文号"))
        ),
        Of(
            "flows",
            "资金流水",
            "付款人证件号! 付款人 付款账号 收款人证件号! 收款人 收款账号 时间! 金额! 附言",
            r => new Payment(
                r.Party("付款人证件号"),
                r.OptionalName("付款人"),
                r.Text("付款账号"),
                r.Party("收款人证件号"),
                r.OptionalName("收款人"),
                r.Text("收款账号"),
                r.Moment("时间"),
                r.Amount("金额"),
                r.Text("附言")
            )
        ),
        Of(
            "relations",
            "人员关系",
            "主体证件号! 主体 关系! 对方证件号! 对方 开始日期> 结束日期>",
            r => new Relation(
                r.Party("主体证件号"),
                r.OptionalName("主体"),
                r.Word("关系", RelationKinds),
                r.Party("对方证件号"),
                r.OptionalName("对方"),
                r.OptionalDay("开始日期"),
                r.OptionalDay("结束日期")
            )
        ),
        Of(
            "auctions",
            "网络司法拍卖",
            "案号! 标的编号 类型! 评估价 轮次! 起拍价! 保证金 公告日期! 拍卖日期! 结果! 买受人 买受人证件号 成交价 买受人身份",
            r => new AuctionRound(
                r.Case("案号"),
                r.Text("标的编号"),
                r.Word("类型", ["动产", "不动产", "其他"]),
                r.OptionalAmount("评估价"),
                int.TryParse(r.Word("轮次", ["1", "2"]), out var round) ? round : 0,
                r.Amount("起拍价"),
                r.OptionalAmount("保证金"),
                r.Day("公告日期"),
                r.Day("拍卖日期"),
                r.Word("结果", ["成交", "流拍"]),
                r.OptionalName("买受人"),
                r.OptionalParty("买受人证件号"),
                r.OptionalAmount("成交价"),
                r.Text("买受人身份")
            )
        ),
        Of(
            "civil-cases",
            "民事案件",
            "案号! 原告! 原告证件号 被告! 被告证件号! 立案日期! 结案日期 结案方式! 标的额 履行日期 执行案号",
            r => new CivilCase(
                r.Case("案号"),
                r.Name("原告"),
                r.OptionalParty("原告证件号"),
                r.Name("被告"),
                r.Party("被告证件号"),
                r.Day("立案日期"),
                r.OptionalDay("结案日期"),
                r.Word("结案方式", ["调解", "判决", "撤诉", "其他"]),
                r.OptionalAmount("标的额"),
                r.OptionalDay("履行日期"),
                r.OptionalCase("执行案号")
            )
        ),
        Of(
            "agents",
            "诉讼代理人",
            "案号! 当事人! 当事人证件号 代理人! 代理人证件号 身份! 执业证号 推荐单位 离任单位 离任日期 代理日期!",
            r => new Agent(
                r.Case("案号"),
                r.Name("当事人"),
                r.OptionalParty("当事人证件号"),
                r.Name("代理人"),
                r.OptionalParty("代理人证件号"),
                r.Word("身份", AgentRoles),
                r.Text("执业证号"),
                r.Text("推荐单位"),
                r.OptionalName("离任单位"),
                r.OptionalDay("离任日期"),
                r.Day("代理日期")
            )
        ),
        Of(
            "payouts",
            "执行款发放",
            "案号! 收款人! 收款人证件号 应发金额! 实发金额! 发放日期!",
            r => new Payout(
                r.Case("案号"),
                r.Name("收款人"),
                r.OptionalParty("收款人证件号"),
                r.Amount("应发金额"),
                r.Amount("实发金额"),
                r.Day("发放日期")
            )
        ),
        Of(
            "petitions",
            "信访",
            "编号! 日期! 案号 内容! 当事人 证件号",
            r => new Petition(
                r.RequiredText("编号"),
                r.Day("日期"),
                r.OptionalCase("案号"),
                r.RequiredText("内容"),
                r.OptionalName("当事人"),
                r.OptionalParty("证件号")
            ),
            Trust.Low
        ),
        Of(
            "hotline",
            "热线",
            "编号! 日期! 内容! 案号",
            r => new HotlineCall(r.RequiredText("编号"), r.Day("日期"), r.RequiredText("内容"), r.OptionalCase("案号")),
            Trust.Low
        ),
    ];

    private static readonly FrozenDictionary<string, FeedKind> ByName = All.ToFrozenDictionary(kind => kind.Name, StringComparer.Ordinal);

    public static FeedKind? Find(string name) => ByName.GetValueOrDefault(name);

    /// <param name="columns">By header; <c>!</c> behind one that is required, <c>&gt;</c> behind a date that may lie ahead.</param>
    private static FeedKind Of(string name, string title, string columns, Func<FeedRow, Fact> read, Trust trust = Trust.High) =>
        new(
            name,
            title,
            trust,
            new SheetForm([
                .. columns
                    .Split(' ')
                    .Select(
                        (column, index) =>
                            new SheetColumn(index, column.TrimEnd('!', '>'))
                            {
                                IsRequired = column.EndsWith('!'),
                                MayLieAhead = column.EndsWith('>'),
                            }
                    ),
            ]),
            read
        );
}
