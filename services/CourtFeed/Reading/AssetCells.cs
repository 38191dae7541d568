using Exchange.CourtFeed.Cases;
using Exchange.Sheets;

namespace Exchange.CourtFeed.Reading;

/// <summary>The small language of 已查明财产 and 不可处置原因: <c>银行存款:1,200.50；不动产:800000</c>.</summary>
internal static class AssetCells
{
    /// <summary>The pairs by position. A comma parts them too, unless digits follow: then it stands within an amount.</summary>
    public static List<string> Pairs(string cell)
    {
        var pairs = new List<string>();
        var start = 0;
        for (var at = 0; at < cell.Length; at++)
        {
            if (cell[at] is '\n' && at > start && cell[at - 1] is '\r')
                continue;
            if (cell[at] is '；' or ';' or '、' or '\n' or '\r' || (cell[at] is ',' or '，' && !IsDigitNext(cell, at + 1)))
            {
                pairs.Add(CellText.Trim(cell[start..at]));
                start = at + 1;
            }
        }
        pairs.Add(CellText.Trim(cell[start..]));
        return pairs;
    }

    /// <returns>An amount that is empty when none is stated.</returns>
    public static (string Kind, string Amount) Split(string pair)
    {
        var colon = pair.AsSpan().IndexOfAny(':', '：');
        return colon < 0 ? (CellText.Compact(pair), "") : (CellText.Compact(pair[..colon]), CellText.Trim(pair[(colon + 1)..]));
    }

    /// <summary>Reasons are prose and may have commas in them, so 、 and ， part them only before a kind that is there.</summary>
    public static Obstacles ReadObstacles(string cell, IReadOnlyCollection<string> kinds)
    {
        var ofKind = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var ofAll = new List<string>();
        foreach (var reason in CellText.SaysNone(cell) ? [] : Reasons(cell, kinds))
        {
            var colon = reason.AsSpan().IndexOfAny(':', '：');
            var text = CellText.Trim(reason[(colon + 1)..]);
            var kind = colon < 0 ? "" : CellText.Compact(reason[..colon]);
            if (CellText.SaysNone(text))
                continue;
            if (kind.Length == 0)
                ofAll.Add(text);
            else
                ofKind[kind] = ofKind.TryGetValue(kind, out var first) ? $"{first}；{text}" : text;
        }
        return new() { OfKind = ofKind, OfAll = ofAll.Count == 0 ? null : string.Join('；', ofAll) };
    }

    /// <summary>In capitals, without blanks and the dot that the plate itself carries: 浙D·12345 is 浙D12345.</summary>
    public static string Plate(string text) =>
        CellText.SaysNone(text)
            ? ""
            : CellText
                .Compact(text)
                .Replace("·", "", StringComparison.Ordinal)
                .Replace("•", "", StringComparison.Ordinal)
                .ToUpperInvariant();

    private static IEnumerable<string> Reasons(string cell, IReadOnlyCollection<string> kinds)
    {
        var start = 0;
        for (var at = 0; at < cell.Length; at++)
        {
            var parts =
                cell[at] is '；' or ';' or '\n' or '\r' || (cell[at] is '、' or ',' or '，' && IsKindNext(cell.AsSpan(at + 1), kinds));
            if (!parts)
                continue;
            yield return CellText.Trim(cell[start..at]);
            start = at + 1;
        }
        yield return CellText.Trim(cell[start..]);
    }

    private static bool IsKindNext(ReadOnlySpan<char> rest, IReadOnlyCollection<string> kinds)
    {
        foreach (var kind in kinds)
        {
            var next = rest.TrimStart();
            if (next.StartsWith(kind) && next[kind.Length..].TrimStart() is [':' or '：', ..])
                return true;
        }
        return false;
    }

    private static bool IsDigitNext(string cell, int at)
    {
        while (at < cell.Length && CellText.IsBlank(cell[at]))
            at++;
        return at < cell.Length && char.IsAsciiDigit(CellText.HalfWidth(cell[at]));
    }
}
