namespace Exchange.ProcuratorateIntake.Screening;

/// <summary>A legal text with the day it came into force; null: not a norm.</summary>
internal sealed record Instrument(string Title, string Number, DateOnly? InForceFrom)
{
    public Article Article(int article, string? part = null) => new(this, $"{Number}第{article}条{part}");
}

/// <summary>An article as it is cited (条文), such as <c>法〔2016〕373号第1条第4项</c>.</summary>
internal sealed record Article(Instrument Instrument, string Citation)
{
    public override string ToString() => Citation;
}

/// <summary>The texts that the rules rest on.</summary>
internal static class Law
{
    public static readonly Instrument EndingForNow = new(
        "最高人民法院关于严格规范终结本次执行程序的规定（试行）",
        "法〔2016〕373号",
        new(2016, 12, 1)
    );

    public static readonly Instrument EnforcementPeriods = new(
        "最高人民法院关于人民法院办理执行案件若干期限的规定",
        "法发〔2006〕35号",
        new(2007, 1, 1)
    );

    public static readonly Instrument EnforcementFunds = new("最高人民法院关于执行款物管理工作的规定", "法发〔2017〕6号", new(2017, 5, 1));

    public static readonly Instrument PropertyInvestigation = new(
        "最高人民法院关于民事执行中财产调查若干问题的规定",
        "法释〔2017〕8号",
        new(2017, 5, 1)
    );

    public static readonly Instrument Listing = new(
        "最高人民法院关于公布失信被执行人名单信息的若干规定",
        "法释〔2017〕7号",
        new(2017, 5, 1)
    );

    public static readonly Instrument Restriction = new(
        "最高人民法院关于限制被执行人高消费及有关消费的若干规定",
        "法释〔2015〕17号",
        new(2015, 7, 22)
    );

    public static readonly Instrument Seizure = new(
        "最高人民法院关于人民法院民事执行中查封、扣押、冻结财产的规定",
        "法释〔2004〕15号",
        new(2005, 1, 1)
    );

    public static readonly Instrument CivilProcedureReading = new(
        "最高人民法院关于适用《中华人民共和国民事诉讼法》的解释",
        "法释〔2022〕11号",
        new(2022, 4, 10)
    );

    public static readonly Instrument CivilProcedure = new("中华人民共和国民事诉讼法", "民事诉讼法", new(2024, 1, 1));

    public static readonly Instrument CivilCode = new("中华人民共和国民法典", "民法典", new(2021, 1, 1));

    public static readonly Instrument Judges = new("中华人民共和国法官法", "法官法", new(2019, 10, 1));

    public static readonly Instrument Procurators = new("中华人民共和国检察官法", "检察官法", new(2019, 10, 1));

    public static readonly Instrument OnlineSales = new(
        "最高人民法院关于人民法院网络司法拍卖若干问题的规定",
        "法释〔2016〕18号",
        new(2017, 1, 1)
    );

    public static readonly Instrument Refusal = new(
        "最高人民法院、最高人民检察院关于办理拒不执行判决、裁定刑事案件适用法律若干问题的解释",
        "法释〔2024〕13号",
        new(2024, 12, 1)
    );

    public static readonly Instrument ContractReading = new(
        "最高人民法院关于适用《中华人民共和国民法典》合同编通则若干问题的解释",
        "法释〔2023〕13号",
        new(2023, 12, 5)
    );

    public static readonly Instrument Companies = new("中华人民共和国公司法", "公司法", new(2024, 7, 1));

    public static readonly Instrument CompaniesReading3 = new(
        "最高人民法院关于适用《中华人民共和国公司法》若干问题的规定（三）",
        "公司法解释三",
        new(2011, 2, 16)
    );

    public static readonly Instrument JoiningParties = new(
        "最高人民法院关于民事执行中变更、追加当事人若干问题的规定",
        "法释〔2016〕21号",
        new(2016, 12, 1)
    );

    public static readonly Instrument FalseLitigation = new(
        "最高人民法院、最高人民检察院关于办理虚假诉讼刑事案件适用法律若干问题的解释",
        "法释〔2018〕17号",
        new(2018, 10, 1)
    );

    public static readonly Instrument PrivateLending = new(
        "最高人民法院关于审理民间借贷案件适用法律若干问题的规定",
        "民间借贷规定",
        new(2021, 1, 1)
    );

    /// <summary>The twelve checks by which courts look at their own endings (合规核查): a standard, not a norm.</summary>
    public static readonly Instrument CourtSelfCheck = new("终本案件合规核查", "终本案件合规核查", InForceFrom: null);

    public static Article SelfCheck(int check) => new(CourtSelfCheck, $"{CourtSelfCheck.Number}第{check}项");
}
