using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Exchange.CourtFeed.Cases;

namespace Exchange.CourtFeed.Imports;

/// <summary>Which cases of a file have been claimed by a row; the first wins. Sixteen bytes of facts per row, rebuilt on a resume.</summary>
internal sealed class Claims
{
    private readonly Dictionary<ulong, ulong> claimed = [];

    /// <returns>Whether the row is the first of its case, says the same again, or says something else.</returns>
    public Claim Take(CasePatch patch)
    {
        var key = Hash(patch.CaseNumber.Value);
        var says = ulong.Parse(patch.Hash.AsSpan(0, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        if (claimed.TryAdd(key, says))
        {
            return Claim.First;
        }
        return claimed[key] == says ? Claim.SameAgain : Claim.SaysSomethingElse;
    }

    private static ulong Hash(string text)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()), digest);
        return BinaryPrimitives.ReadUInt64LittleEndian(digest);
    }
}

internal enum Claim
{
    First,
    SameAgain,
    SaysSomethingElse,
}
