using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Exchange.Sheets;

/// <summary>A file with one record a line, each as the single-record door takes it.</summary>
public sealed class NdjsonSheet : SheetReader
{
    /// <summary>A longer line is no record of a case.</summary>
    public const int LongestLine = 1 << 20;

    private const string TooLong = "行超过 1 MB (the line is too long)";
    private readonly PipeReader lines;

    private NdjsonSheet(Stream file) => lines = PipeReader.Create(file, new StreamPipeReaderOptions(bufferSize: 1 << 16, leaveOpen: true));

    public static async Task<FileOpened> Open(Stream file, CancellationToken cancellation)
    {
        var origin = file.Position;
        var buffer = new byte[4096];
        int read;
        while ((read = await file.ReadAsync(buffer, cancellation)) > 0)
        {
            if (!IsBlank(WithoutMark(buffer.AsSpan(0, read))))
            {
                file.Position = origin;
                return new FileReady(new NdjsonSheet(file));
            }
        }
        return Nothing;
    }

    public override async IAsyncEnumerable<RawRow> Rows([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var (number, isSkipping) = (0, false);
        while (true)
        {
            var result = await lines.ReadAsync(cancellation);
            var buffer = result.Buffer;
            while (TryLine(ref buffer, result.IsCompleted, out var line))
            {
                if (isSkipping)
                {
                    isSkipping = false;
                    continue;
                }
                if (RowOf(++number, line) is { } row)
                    yield return row;
            }
            if (buffer.Length > LongestLine)
            {
                if (!isSkipping)
                    yield return TooLongRow(++number);
                isSkipping = true;
                buffer = buffer.Slice(buffer.End);
            }
            lines.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
                yield break;
        }
    }

    public override ValueTask DisposeAsync() => lines.CompleteAsync();

    private static bool TryLine(ref ReadOnlySequence<byte> buffer, bool isCompleted, out ReadOnlySequence<byte> line)
    {
        if (buffer.PositionOf((byte)'\n') is { } at)
        {
            line = buffer.Slice(0, at);
            buffer = buffer.Slice(buffer.GetPosition(1, at));
            return true;
        }
        line = buffer;
        if (!isCompleted || buffer.IsEmpty)
            return false;
        buffer = buffer.Slice(buffer.End);
        return true;
    }

    private static RawRow? RowOf(int number, ReadOnlySequence<byte> line)
    {
        if (line.Length > LongestLine)
            return TooLongRow(number);
        var bytes = line.ToArray();
        var mark = number == 1 ? bytes.Length - WithoutMark(bytes).Length : 0;
        return IsBlank(bytes.AsSpan(mark)) ? null : RawRow.OfJson(number, bytes.AsMemory(mark));
    }

    private static RawRow TooLongRow(int number) =>
        RawRow.OfJson(number, default, Problem(number, header: null, column: -1, RowCodes.Json, TooLong));

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> text) => text.StartsWith("\uFEFF"u8) ? text[3..] : text;

    private static bool IsBlank(ReadOnlySpan<byte> text) => !text.ContainsAnyExcept(" \t\r\n"u8);
}
