using System.Buffers;
using System.Text;

namespace Exchange.Sheets;

/// <summary>Cuts a stream of CSV into records, in memory bounded by the longest record.</summary>
/// <remarks>
/// Why an own one: a quotation mark that is never closed must cost its own line and not the rest of the file, blank lines must count as a
/// spreadsheet counts them, and one over-long record must not end the reading. The known libraries throw, or swallow.
/// </remarks>
public sealed class CsvTokenizer(Stream stream, Encoding encoding, char delimiter) : IDisposable
{
    /// <summary>A record with more characters than this is a mistake.</summary>
    public const int LongestRecord = 1 << 20;

    private const int NeedsMore = -1;
    private const int NeverCloses = -2;
    private const int BytesAtOnce = 1 << 15;

    private readonly Decoder decoder = encoding.GetDecoder();
    private readonly byte[] bytes = ArrayPool<byte>.Shared.Rent(BytesAtOnce);
    private readonly StringBuilder quoted = new();
    private char[] chars = ArrayPool<char>.Shared.Rent(1 << 16);
    private int start;
    private int end;
    private bool isAtEnd;
    private List<string> cells = [];

    /// <summary>The number of the record last read, blank ones counted.</summary>
    public int Row { get; private set; }

    /// <summary>Of the record last read; a new list each time.</summary>
    public IReadOnlyList<string> Cells => cells;

    /// <summary>The record last read could not be cut into cells as it meant to be; see <see cref="Cells"/> for its line as it stands.</summary>
    public bool IsBroken { get; private set; }

    /// <returns>Whether there was another record.</returns>
    public async ValueTask<bool> Read(CancellationToken cancellation)
    {
        while (true)
        {
            if (start == end && isAtEnd)
                return false;
            var length = start == end ? NeedsMore : Cut(chars.AsSpan(start, end - start));
            var isTooLong = length == NeedsMore && end - start >= LongestRecord;
            if (length == NeedsMore && !isTooLong)
            {
                await Fill(cancellation);
                continue;
            }
            Row++;
            IsBroken = length < 0;
            if (!IsBroken)
                start += length;
            else if (!TakeFirstLine())
                await SkipLine(cancellation);
            return true;
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(bytes);
        ArrayPool<char>.Shared.Return(chars);
        chars = [];
    }

    /// <returns>How many characters the record takes with its line break, or why there is none.</returns>
    private int Cut(ReadOnlySpan<char> text)
    {
        cells = new List<string>(cells.Count);
        var at = 0;
        while (true)
        {
            var opening = at;
            while (opening < text.Length && text[opening] == ' ')
                opening++;
            if (opening == text.Length && !isAtEnd)
                return NeedsMore;
            var isQuoted = opening < text.Length && text[opening] == '"';
            var next = isQuoted ? CutQuoted(text, opening + 1) : CutPlain(text, at);
            if (next < 0)
                return next;
            at = next;
            if (at == text.Length)
                return isAtEnd ? at : NeedsMore;
            if (text[at] == delimiter)
            {
                at++;
                continue;
            }
            if (text[at] == '\n')
                return at + 1;
            return at + 1 < text.Length ? at + (text[at + 1] == '\n' ? 2 : 1)
                : isAtEnd ? at + 1
                : NeedsMore;
        }
    }

    /// <returns>Where the delimiter or line break stands.</returns>
    private int CutPlain(ReadOnlySpan<char> text, int at)
    {
        var length = text[at..].IndexOfAny(delimiter, '\n', '\r');
        if (length < 0)
        {
            if (!isAtEnd)
                return NeedsMore;
            length = text.Length - at;
        }
        cells.Add(length == 0 ? "" : text.Slice(at, length).ToString());
        return at + length;
    }

    private int CutQuoted(ReadOnlySpan<char> text, int at)
    {
        quoted.Clear();
        var hasLineBreak = false;
        while (true)
        {
            var length = text[at..].IndexOf('"');
            if (length < 0)
                return isAtEnd ? NeverCloses : NeedsMore;
            var part = text.Slice(at, length);
            hasLineBreak |= part.Contains('\n');
            quoted.Append(part);
            at += length + 1;
            if (at == text.Length && !isAtEnd)
                return NeedsMore;
            if (at == text.Length || text[at] != '"')
                break;
            quoted.Append('"');
            at++;
        }
        var rest = text[at..].IndexOfAny(delimiter, '\n', '\r');
        if (rest < 0 && !isAtEnd)
            return NeedsMore;
        var behind = rest < 0 ? text[at..] : text.Slice(at, rest);
        // Text behind a closing mark some lines further down: it was the opening mark of another cell, and this one was never closed.
        if (hasLineBreak && !behind.Trim().IsEmpty)
            return NeverCloses;
        quoted.Append(behind.TrimEnd());
        cells.Add(quoted.ToString());
        return at + behind.Length;
    }

    /// <summary>The broken record ends with its first line; what follows is read anew.</summary>
    private bool TakeFirstLine()
    {
        var text = chars.AsSpan(start, end - start);
        var length = text.IndexOfAny('\n', '\r');
        if (length < 0 && !isAtEnd)
            length = text.Length;
        var line = length < 0 ? text : text[..length];
        cells = [.. line.ToString().Split(delimiter)];
        var isWhole = length < 0 || length < text.Length;
        start +=
            length < 0 || !isWhole ? text.Length
            : text[length] == '\r' && length + 1 < text.Length && text[length + 1] == '\n' ? length + 2
            : length + 1;
        return isWhole;
    }

    private async ValueTask SkipLine(CancellationToken cancellation)
    {
        while (!(start == end && isAtEnd))
        {
            var length = chars.AsSpan(start, end - start).IndexOf('\n');
            if (length >= 0)
            {
                start += length + 1;
                return;
            }
            start = end;
            await Fill(cancellation);
        }
    }

    private async ValueTask Fill(CancellationToken cancellation)
    {
        var read = await stream.ReadAsync(bytes.AsMemory(0, BytesAtOnce), cancellation);
        isAtEnd = read == 0;
        MakeRoom(encoding.GetMaxCharCount(read));
        end += decoder.GetChars(bytes.AsSpan(0, read), chars.AsSpan(end), flush: isAtEnd);
    }

    private void MakeRoom(int more)
    {
        if (end + more <= chars.Length)
            return;
        var kept = end - start;
        var into = kept + more <= chars.Length ? chars : ArrayPool<char>.Shared.Rent((kept + more) * 2);
        chars.AsSpan(start, kept).CopyTo(into);
        if (into != chars)
            ArrayPool<char>.Shared.Return(chars);
        (chars, start, end) = (into, 0, kept);
    }
}
