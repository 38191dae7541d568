using System.Runtime.CompilerServices;

namespace Exchange.Contracts;

/// <content>How long a seizure holds (查封、扣押、冻结期限): when it ends unrenewed, its effect is gone (查封规定 第27条).</content>
public static partial class StatutoryClocks
{
    private const string SeizureTerms = "民诉法解释第485条";

    /// <summary>冻结银行存款</summary>
    public static readonly ClockRule SeizureOfDeposit = Term("冻结存款期限", 12);

    /// <summary>查封、扣押动产</summary>
    public static readonly ClockRule SeizureOfMovable = Term("查封动产期限", 24);

    /// <summary>查封不动产、冻结其他财产权</summary>
    public static readonly ClockRule SeizureOfImmovable = Term("查封不动产及其他财产权期限", 36);

    /// <summary>An effect ends on its day, whether anybody works then or not.</summary>
    private static ClockRule Term(string name, int months, [CallerMemberName] string code = "") =>
        Law(name, months, ClockUnit.Months, SeizureTerms, Since.SeizureTerms, code) with
        {
            MovesToWorkingDay = false,
        };
}
