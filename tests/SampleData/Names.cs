namespace Exchange.SampleData;

/// <summary>Names that nobody bears on purpose.</summary>
internal static class Names
{
    private const string Surnames =
        "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";
    private const string Given =
        "澍珩栩屿砚禾筠峤沐瑾岑芃璟楷舒骁蔚荻泓昱晗曦霖棠麒绮钧岚翊祺苒柏勋渝彦鹤廷桉恺筱煜菡澄韬茗睿芊骞颖祎驰楠淼弋";
    private const string Brands = "澜璟栎恒沣睿铂昕颢禾岱川熠芮泓晟翌森珞亿朗柯岳昭淳驰骅逸霁曜";

    private static readonly string[] Trades =
    [
        "纺织",
        "印染",
        "建筑工程",
        "商贸",
        "机电设备",
        "新材料",
        "服饰",
        "黄酒",
        "轴承",
        "物流",
        "食品",
        "环保科技",
        "装饰",
        "化工",
        "袜业",
        "房地产开发",
    ];

    private static readonly string[] Forms = ["有限公司", "有限公司", "有限公司", "有限责任公司", "股份有限公司", "厂"];

    private static readonly string[] Villages = ["溪头", "上坞", "塘下", "后岙", "湖东", "石桥", "里山", "新联"];

    public static string OfPerson(Dice dice) =>
        $"{Surnames[dice.Roll(Surnames.Length)]}{Given[dice.Roll(Given.Length)]}{(dice.Chance(70) ? $"{Given[dice.Roll(Given.Length)]}" : "")}";

    public static string OfCompany(Dice dice, string city) =>
        $"{city}{Brands[dice.Roll(Brands.Length)]}{Brands[dice.Roll(Brands.Length)]}{dice.Pick(Trades)}{dice.Pick(Forms)}";

    /// <summary>A body without a number, which the search of property exempts.</summary>
    public static string OfVillage(Dice dice, string district) => $"{district}{dice.Pick(Villages)}村民委员会";
}
