using System.Text.RegularExpressions;

namespace Exchange.Desks;

/// <summary>In which language the desk speaks.</summary>
public enum Language
{
    Chinese,
    English,
}

/// <summary>Something that the desk says, in both languages.</summary>
public sealed partial record Text(string Zh, string En)
{
    public string In(Language language) => language == Language.English ? En : Zh;

    /// <summary>As doors describe themselves: <c>Sign for it (签收)</c>.</summary>
    public static Text OfSummary(string summary) =>
        Summary().Match(summary) is { Success: true } both
            ? new(both.Groups["zh"].Value, both.Groups["en"].Value.Trim())
            : new(summary, summary);

    [GeneratedRegex(@"^(?<en>.*)\((?<zh>[^()]+)\)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Summary();
}
