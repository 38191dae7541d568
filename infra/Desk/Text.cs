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

    /// <summary>
    /// A line of a dossier: what services wrote, <c>It has expired (已届满); More has come (又有)</c>, in both languages; what a person
    /// wrote, as it is.
    /// </summary>
    public static Text OfNote(string note)
    {
        var parts = note.Split("; ").Select(part => Note().IsMatch(part) ? OfSummary(part) : new Text(part, part)).ToList();
        return new(
            parts.Exists(part => part.Zh != part.En) ? string.Join('；', parts.Select(part => part.Zh)) : note,
            string.Join("; ", parts.Select(part => part.En))
        );
    }

    [GeneratedRegex(@"^(?<en>.*)\((?<zh>[^()]+)\)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Summary();

    [GeneratedRegex(@"^[A-Z][^\p{IsCJKUnifiedIdeographs}()]* \([^()]*\p{IsCJKUnifiedIdeographs}[^()]*\)$", RegexOptions.None, 1000)]
    private static partial Regex Note();
}
