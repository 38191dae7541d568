using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Exchange.Contracts;
using Exchange.Contracts.Court;

namespace Exchange.CourtFeed.Cases;

/// <summary>The hash of canonical JSON: half of a SHA-256, as 32 hexadecimal digits.</summary>
internal static class RecordHash
{
    private static readonly JsonWriterOptions Canonical = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? writer;

    public static string Of(CaseRecord record) => OfJson(record);

    public static string Of(CasePatch patch)
    {
        // The record alone is what was said and what follows from it: one hash serves both.
        if (patch.OfKnown is null)
            return OfJson(patch.Alone);
        return OfJson(new Spoken(patch.Said, patch.OfKnown));
    }

    private static string OfJson<T>(T value)
    {
        buffer ??= new ArrayBufferWriter<byte>(4096);
        buffer.ResetWrittenCount();
        writer ??= new Utf8JsonWriter(buffer, Canonical);
        writer.Reset(buffer);
        JsonSerializer.Serialize(writer, value, ExchangeJson.InBulk);
        writer.Flush();
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(buffer.WrittenSpan, digest);
        return Convert.ToHexStringLower(digest[..16]);
    }

    private sealed record Spoken(CaseRecord Said, PartsOfKnown OfKnown);
}
