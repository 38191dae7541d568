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

    /// <summary>The twelve checks by which courts look at their own endings (合规核查): a standard, not a norm.</summary>
    public static readonly Instrument CourtSelfCheck = new("终本案件合规核查", "终本案件合规核查", InForceFrom: null);

    public static Article SelfCheck(int check) => new(CourtSelfCheck, $"{CourtSelfCheck.Number}第{check}项");
}
