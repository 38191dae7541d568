using System.Globalization;
using Exchange.Contracts;

namespace Exchange.SampleData;

/// <summary>The columns of each kind of feed, and how a fact is written into them.</summary>
internal static class FeedForms
{
    public static IReadOnlyDictionary<string, string[]> Columns { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["sightings"] = "号牌 时间 地点",
            ["impounds"] = "号牌 扣押日期 地点",
            ["property"] = "权利人 证件号 类型 编号 坐落 取得日期 失去日期 受让人 受让人证件号 转让价 价值",
            ["equity"] = "股东 证件号 公司 统一社会信用代码 认缴出资额 实缴出资额 开始日期 结束日期 受让人 受让人证件号 转让价 价值",
            ["fund"] = "姓名 证件号 余额 截至日期",
            ["insurance"] = "投保人 证件号 保险公司 现金价值 截至日期",
            ["travel"] = "姓名 证件号 日期 方式 车次 席别 许可文号",
            ["penalties"] = "姓名 证件号 案由 决定日期 决定书文号",
            ["flows"] = "付款人证件号 付款人 付款账号 收款人证件号 收款人 收款账号 时间 金额 附言",
            ["relations"] = "主体证件号 主体 关系 对方证件号 对方 开始日期 结束日期",
            ["auctions"] = "案号 标的编号 类型 评估价 轮次 起拍价 保证金 公告日期 拍卖日期 结果 买受人 买受人证件号 成交价 买受人身份",
            ["civil-cases"] = "案号 原告 原告证件号 被告 被告证件号 立案日期 结案日期 结案方式 标的额 履行日期 执行案号",
            ["agents"] = "案号 当事人 当事人证件号 代理人 代理人证件号 身份 执业证号 推荐单位 离任单位 离任日期 代理日期",
            ["payouts"] = "案号 收款人 收款人证件号 应发金额 实发金额 发放日期",
            ["petitions"] = "编号 日期 案号 内容 当事人 证件号",
            ["hotline"] = "编号 日期 内容 案号",
        }.ToDictionary(form => form.Key, form => form.Value.Split(' '), StringComparer.Ordinal);

    /// <summary>A row with these cells, the others empty.</summary>
    public static SampleFact Row(string kind, params (string Column, object? Value)[] cells)
    {
        var columns = Columns[kind];
        var row = new string[columns.Length];
        Array.Fill(row, "");
        foreach (var (column, value) in cells)
        {
            row[Array.IndexOf(columns, column)] = Write(value);
        }
        return new SampleFact(kind, row);
    }

    private static string Write(object? value) =>
        value switch
        {
            null => "",
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime moment => moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            decimal yuan => yuan.ToString("0.00", CultureInfo.InvariantCulture),
            PartyNumber number => number.Value,
            CaseNumber number => number.Value,
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
}
