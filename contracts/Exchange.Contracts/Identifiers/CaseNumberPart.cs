namespace Exchange.Contracts;

/// <summary>What may follow the serial of a case number: 号, 号之一, 之1号, 号之十二, -1号, 号-1.</summary>
internal static class CaseNumberPart
{
    public static bool TryRead(ReadOnlySpan<char> tail, out int? part)
    {
        part = null;
        var end = tail.IndexOf('号');
        if (end < 0)
            return false;
        var before = tail[..end];
        var after = tail[(end + 1)..];
        if (before.IsEmpty && after.IsEmpty)
            return true;
        if (!before.IsEmpty && !after.IsEmpty)
            return false;
        part = Ordinal(before.IsEmpty ? after : before);
        return part is not null;
    }

    private static int? Ordinal(ReadOnlySpan<char> text)
    {
        if (text.Length < 2 || text[0] is not ('之' or '-'))
            return null;
        text = text[1..];
        if (CaseNumber.TryNumber(text, out var number))
            return number is > 0 and < 10_000 ? (int)number : null;
        return Chinese(text);
    }

    /// <summary>一 to 九十九.</summary>
    private static int? Chinese(ReadOnlySpan<char> text)
    {
        var ten = text.IndexOf('十');
        if (ten < 0)
            return text.Length == 1 ? Digit(text[0]) : null;
        if (ten > 1 || text.Length - ten > 2)
            return null;
        var tens = ten == 0 ? 1 : Digit(text[0]);
        var ones = text.Length == ten + 1 ? 0 : Digit(text[ten + 1]);
        return tens * 10 + ones;
    }

    private static int? Digit(char sign) => "一二三四五六七八九".IndexOf(sign) is var at and >= 0 ? at + 1 : null;
}
