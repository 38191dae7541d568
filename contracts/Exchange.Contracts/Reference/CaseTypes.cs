using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Exchange.Contracts;

/// <summary>A kind of case as its number names it (类型代字): <c>执</c> is a first enforcement case.</summary>
public sealed record CaseType(string Code, string Name, string Category);

/// <summary>The type codes of case numbers (案件类型代字).</summary>
/// <remarks>法〔2015〕137号 annex 1 with later additions, and 执请, which courts use and the annex lacks.</remarks>
public static class CaseTypes
{
    private static readonly FrozenDictionary<string, CaseType> Known = ReferenceTable
        .Rows("case-types.csv")
        .Select(row => new CaseType(row[0], row[1], row[2]))
        .Append(new CaseType("执请", "执行请示案件", "执行类案件"))
        .ToFrozenDictionary(type => type.Code, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, CaseType>.AlternateLookup<ReadOnlySpan<char>> BySpan = Known.GetAlternateLookup<
        ReadOnlySpan<char>
    >();

    public static IReadOnlyCollection<CaseType> All => Known.Values;

    public static bool IsKnown(string code) => Known.ContainsKey(code);

    public static CaseType? Find(string code) => Known.GetValueOrDefault(code);

    internal static bool TryFind(ReadOnlySpan<char> code, [NotNullWhen(true)] out CaseType? type) => BySpan.TryGetValue(code, out type);
}
