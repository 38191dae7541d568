using System.Text.Json.Serialization;

namespace Exchange.Contracts;

/// <summary>By which way a lead reaches the police: each has its own clock for the filing decision.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ReferralChannel>))]
public enum ReferralChannel
{
    /// <summary>From the procuratorate, and the general way.</summary>
    Procuratorate,

    /// <summary>Refusal to perform a judgment (拒不执行判决、裁定罪), from the court.</summary>
    CourtRefusal,

    /// <summary>Economic crime (经济犯罪).</summary>
    Economic,

    /// <summary>From an administrative organ (行政执法机关移送).</summary>
    Administrative,
}

/// <content>The filing decision (立案审查): first step and extensions, by channel and by date.</content>
public static partial class StatutoryClocks
{
    private const string General = "公通字〔2015〕32号";
    private const string Refusal = "法发〔2025〕8号第5条";
    private const string Economy = "公通字〔2017〕25号第15条";
    private const string Administration = "公安机关办理刑事案件程序规定(2020)第180条";

    /// <summary>In principle three days.</summary>
    public static readonly ClockRule FilingDecisionByProcuratorate = Law("立案审查", 3, ClockUnit.Days, General, Since.CaseAcceptance);

    /// <summary>Seven days in all when the lead needs checking.</summary>
    public static readonly ClockRule FilingCheckByProcuratorate = Law("立案审查(需核查)", 7, ClockUnit.Days, General, Since.CaseAcceptance);

    /// <summary>Thirty days in all when major or complex; the head of the county organ approves.</summary>
    public static readonly ClockRule FilingComplexByProcuratorate = Law(
        "立案审查(重大复杂)",
        30,
        ClockUnit.Days,
        General,
        Since.CaseAcceptance
    );

    public static readonly ClockRule FilingDecisionByCourt = Law("拒执线索立案审查", 7, ClockUnit.Days, Refusal, Since.RefusalToPerform);

    /// <summary>Thirty days in all when complex.</summary>
    public static readonly ClockRule FilingComplexByCourt = Law(
        "拒执线索立案审查(重大复杂)",
        30,
        ClockUnit.Days,
        Refusal,
        Since.RefusalToPerform
    );

    public static readonly ClockRule FilingDecisionEconomic = Law("经济犯罪立案审查", 7, ClockUnit.Days, Economy, Since.EconomicCrime);

    /// <summary>Thirty days in all when major or complex; the head of the county organ approves.</summary>
    public static readonly ClockRule FilingComplexEconomic = Law(
        "经济犯罪立案审查(重大复杂)",
        30,
        ClockUnit.Days,
        Economy,
        Since.EconomicCrime
    );

    /// <summary>Thirty days more; the head of the next level approves.</summary>
    public static readonly ClockRule FilingSpecialEconomic = Law(
        "经济犯罪立案审查(特别重大复杂)",
        30,
        ClockUnit.Days,
        Economy,
        Since.EconomicCrime
    ) with
    {
        AddsToPeriod = true,
    };

    public static readonly ClockRule FilingDecisionAdministrative = Law(
        "行政移送立案审查",
        3,
        ClockUnit.Days,
        Administration,
        Since.PoliceProcedure
    );

    /// <summary>Ten days in all at the latest.</summary>
    public static readonly ClockRule FilingLatestAdministrative = Law(
        "行政移送立案审查(最迟)",
        10,
        ClockUnit.Days,
        Administration,
        Since.PoliceProcedure
    );

    /// <summary>Thirty days in all when major or complex.</summary>
    public static readonly ClockRule FilingComplexAdministrative = Law(
        "行政移送立案审查(重大复杂)",
        30,
        ClockUnit.Days,
        Administration,
        Since.PoliceProcedure
    );

    /// <summary>Thirty days more when especially so.</summary>
    public static readonly ClockRule FilingSpecialAdministrative = Law(
        "行政移送立案审查(特别重大复杂)",
        30,
        ClockUnit.Days,
        Administration,
        Since.PoliceProcedure
    ) with
    {
        AddsToPeriod = true,
    };

    /// <summary>The clock of the filing decision for a lead acknowledged on that day.</summary>
    /// <remarks>Before a channel has its own rule (refusal to perform: until 30 June 2025) the general one holds.</remarks>
    public static ClockRule FilingDecision(ReferralChannel channel, DateOnly on) => FilingSteps(channel, on)[0];

    /// <summary>How that clock may be extended, in this order.</summary>
    public static IReadOnlyList<ClockRule> FilingExtensions(ReferralChannel channel, DateOnly on) => FilingSteps(channel, on)[1..];

    private static ClockRule[] FilingSteps(ReferralChannel channel, DateOnly on) =>
        channel switch
        {
            ReferralChannel.CourtRefusal when FilingDecisionByCourt.InForce(on) => [FilingDecisionByCourt, FilingComplexByCourt],
            ReferralChannel.Economic when FilingDecisionEconomic.InForce(on) =>
            [
                FilingDecisionEconomic,
                FilingComplexEconomic,
                FilingSpecialEconomic,
            ],
            ReferralChannel.Administrative when FilingDecisionAdministrative.InForce(on) =>
            [
                FilingDecisionAdministrative,
                FilingLatestAdministrative,
                FilingComplexAdministrative,
                FilingSpecialAdministrative,
            ],
            _ => [FilingDecisionByProcuratorate, FilingCheckByProcuratorate, FilingComplexByProcuratorate],
        };
}
