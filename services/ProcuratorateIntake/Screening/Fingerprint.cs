using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Exchange.ProcuratorateIntake.Screening;

/// <content>What a decision binds to.</content>
internal static partial class Rules
{
    /// <summary>A hash of what holds and why: the causes' codes, respondents and facts, whatever their order and wording.</summary>
    /// <remarks>A list that a court sends in another order is the same list, so positions do not count; the words of a text may be improved.</remarks>
    public static string Fingerprint(string ruleId, Verdict verdict)
    {
        var causes = verdict.Causes.Select(Write).Order(StringComparer.Ordinal);
        var text = $"{ruleId}\u001d{string.Join('\u001d', causes)}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static string Write(Cause cause)
    {
        var facts = cause
            .Facts.Select(fact => $"{Position.Replace(fact.Field, "[]")}={fact.Value ?? "\u0000"}")
            .Order(StringComparer.Ordinal);
        return $"{cause.Code}\u001e{cause.Respondent}\u001e{string.Join('\u001f', facts)}";
    }

    [GeneratedRegex(@"\[\d+\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Position { get; }
}
