using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using Exchange.Contracts;

namespace Exchange.Storage;

/// <summary>
/// A body as JSON and as BSON, value by value and in the same order, so that what comes back is the same JSON. Whole numbers
/// stay whole, and a number with decimals is kept as a decimal with its scale: an amount of 1.50 is never 1.5 and never 1.4999.
/// </summary>
internal static class BsonBody
{
    private const int MostDigits = 34;
    private const int ExponentBias = 6176;
    private static readonly JsonWriterOptions Written = new() { Encoder = ExchangeJson.Options.Encoder, SkipValidation = true };

    public static void Append(BsonBuffer to, ReadOnlySpan<byte> name, ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 128 });
        reader.Read();
        Append(to, name, ref reader);
    }

    public static byte[] ToJson(byte kind, ReadOnlySpan<byte> value)
    {
        var json = new ArrayBufferWriter<byte>(Math.Max(256, value.Length));
        using (var writer = new Utf8JsonWriter(json, Written))
        {
            Write(writer, kind, value);
        }
        return json.WrittenSpan.ToArray();
    }

    private static void Append(BsonBuffer to, scoped ReadOnlySpan<byte> name, ref Utf8JsonReader reader)
    {
        var element = to.Element(BsonBuffer.Kind.Null, name);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                to.Is(element, BsonBuffer.Kind.Document);
                AppendObject(to, ref reader);
                break;
            case JsonTokenType.StartArray:
                to.Is(element, BsonBuffer.Kind.Array);
                AppendArray(to, ref reader);
                break;
            case JsonTokenType.String:
                to.Is(element, BsonBuffer.Kind.Text);
                to.Text(reader.ValueIsEscaped ? Unescaped(ref reader) : reader.ValueSpan);
                break;
            case JsonTokenType.Number:
                AppendNumber(to, element, reader.ValueSpan);
                break;
            case JsonTokenType.True or JsonTokenType.False:
                to.Is(element, BsonBuffer.Kind.Bool);
                to.Bool(reader.TokenType == JsonTokenType.True);
                break;
        }
    }

    private static void AppendObject(BsonBuffer to, ref Utf8JsonReader reader)
    {
        var begun = to.Begin();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueIsEscaped ? Unescaped(ref reader) : reader.ValueSpan;
            reader.Read();
            Append(to, name, ref reader);
        }
        to.End(begun);
    }

    private static void AppendArray(BsonBuffer to, ref Utf8JsonReader reader)
    {
        var begun = to.Begin();
        Span<byte> name = stackalloc byte[11];
        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            Utf8Formatter.TryFormat(i, name, out var digits);
            Append(to, name[..digits], ref reader);
        }
        to.End(begun);
    }

    private static byte[] Unescaped(ref Utf8JsonReader reader)
    {
        var text = new byte[reader.ValueSpan.Length];
        var size = reader.CopyString(text);
        return text[..size];
    }

    private static void AppendNumber(BsonBuffer to, int element, ReadOnlySpan<byte> number)
    {
        if (Utf8Parser.TryParse(number, out long whole, out var read) && read == number.Length && !number.SequenceEqual("-0"u8))
        {
            if (whole is >= int.MinValue and <= int.MaxValue)
            {
                to.Is(element, BsonBuffer.Kind.Int32);
                to.Int32((int)whole);
                return;
            }
            to.Is(element, BsonBuffer.Kind.Int64);
            to.Int64(whole);
            return;
        }
        to.Is(element, BsonBuffer.Kind.Decimal);
        var (negative, digits, exponent) = Decimal(number);
        var high = (negative ? 1UL << 63 : 0) | ((ulong)(exponent + ExponentBias) << 49) | (ulong)(digits >> 64);
        to.Int64((long)(ulong)digits);
        to.Int64((long)high);
    }

    private static (bool Negative, UInt128 Digits, int Exponent) Decimal(ReadOnlySpan<byte> number)
    {
        var negative = number[0] == '-';
        var (digits, exponent, count, inFraction) = (UInt128.Zero, 0, 0, false);
        for (var i = negative ? 1 : 0; i < number.Length; i++)
        {
            if (number[i] == '.')
            {
                inFraction = true;
                continue;
            }
            if (number[i] is (byte)'e' or (byte)'E')
            {
                exponent += int.Parse(number[(i + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
                break;
            }
            digits = digits * 10 + (UInt128)(number[i] - '0');
            count += digits == 0 ? 0 : 1;
            exponent -= inFraction ? 1 : 0;
            if (count > MostDigits)
            {
                throw new InvalidOperationException("A number in a document has more than 34 digits.");
            }
        }
        return exponent is >= -ExponentBias and <= 6111
            ? (negative, digits, exponent)
            : throw new InvalidOperationException("A number in a document is too large or too small.");
    }

    private static void Write(Utf8JsonWriter json, byte kind, ReadOnlySpan<byte> value)
    {
        switch (kind)
        {
            case BsonBuffer.Kind.Document:
                json.WriteStartObject();
                for (var element = new BsonElements(value); element.Next(); )
                {
                    json.WritePropertyName(element.Name);
                    Write(json, element.Kind, element.Value);
                }
                json.WriteEndObject();
                break;
            case BsonBuffer.Kind.Array:
                json.WriteStartArray();
                for (var element = new BsonElements(value); element.Next(); )
                {
                    Write(json, element.Kind, element.Value);
                }
                json.WriteEndArray();
                break;
            case BsonBuffer.Kind.Text:
                json.WriteStringValue(value[4..^1]);
                break;
            case BsonBuffer.Kind.Bool:
                json.WriteBooleanValue(value[0] != 0);
                break;
            case BsonBuffer.Kind.Null:
                json.WriteNullValue();
                break;
            case BsonBuffer.Kind.Int32:
                json.WriteNumberValue(BinaryPrimitives.ReadInt32LittleEndian(value));
                break;
            case BsonBuffer.Kind.Int64:
                json.WriteNumberValue(BinaryPrimitives.ReadInt64LittleEndian(value));
                break;
            case BsonBuffer.Kind.Decimal:
                WriteDecimal(json, BinaryPrimitives.ReadUInt64LittleEndian(value), BinaryPrimitives.ReadUInt64LittleEndian(value[8..]));
                break;
            default:
                throw new InvalidDataException($"A BSON value of kind {kind} is no JSON.");
        }
    }

    private static void WriteDecimal(Utf8JsonWriter json, ulong low, ulong high)
    {
        var digits = new UInt128(high & ((1UL << 49) - 1), low).ToString(CultureInfo.InvariantCulture);
        var exponent = (int)((high >> 49) & 0x3FFF) - ExponentBias;
        var sign = high >> 63 == 1 ? "-" : "";
        json.WriteRawValue(sign + Placed(digits, exponent), skipInputValidation: true);
    }

    private static string Placed(string digits, int exponent)
    {
        if (exponent > 0 || exponent < -MostDigits)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{digits}E{exponent:+0;-0}");
        }
        var padded = digits.PadLeft(1 - exponent, '0');
        return exponent == 0
            ? padded
            : string.Concat(padded.AsSpan(0, padded.Length + exponent), ".", padded.AsSpan(padded.Length + exponent));
    }
}
