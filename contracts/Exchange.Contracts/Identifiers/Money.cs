using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Exchange.Contracts;

/// <summary>An amount in yuan (人民币), to the fen.</summary>
[JsonConverter(typeof(MoneyJson))]
public readonly record struct Money : IComparable<Money>, IParsable<Money>
{
    private const decimal Most = 9_999_999_999_999.99m;
    private const string NotANumber = "not a number";
    private readonly decimal yuan;

    /// <exception cref="ArgumentOutOfRangeException">There is no amount smaller than a fen.</exception>
    public Money(decimal yuan) =>
        this.yuan =
            decimal.Round(yuan, 2) == yuan
                ? decimal.Round(yuan, 2)
                : throw new ArgumentOutOfRangeException(nameof(yuan), yuan, "more than two decimals");

    public static Money Zero => default;

    /// <summary>Always with two decimals, so that equal amounts are written alike.</summary>
    public decimal Yuan => yuan + 0.00m;

    /// <summary>Reads an amount as people write it: <c>1,234.50</c>, <c>￥１２３４．５</c>, <c>1234.5 元</c>.</summary>
    /// <param name="reason"><c>negative</c>, <c>more than two decimals</c> or <c>not a number</c>.</param>
    public static bool TryParse(string? text, out Money value, [NotNullWhen(false)] out string? reason)
    {
        value = default;
        reason = Read(text, out var yuan) ?? Unfit(yuan);
        if (reason is null)
            value = new Money(yuan);
        return reason is null;
    }

    public static bool TryParse(string? text, out Money value) => TryParse(text, out value, out _);

    public static Money Parse(string text) => TryParse(text, out var value, out var reason) ? value : throw new FormatException(reason);

    static Money IParsable<Money>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<Money>.TryParse(string? s, IFormatProvider? provider, out Money result) => TryParse(s, out result);

    internal static string? Unfit(decimal yuan) =>
        yuan < 0 ? "negative"
        : yuan > Most ? NotANumber
        : decimal.Round(yuan, 2) != yuan ? "more than two decimals"
        : null;

    private static string? Read(string? text, out decimal yuan)
    {
        yuan = 0;
        Span<char> buffer = stackalloc char[48];
        var length = PlainText.Copy(text, buffer);
        if (length <= 0)
            return NotANumber;
        var plain = WithoutCurrency(buffer[..length]);
        return
            AreGroupsOfThree(plain)
            && decimal.TryParse(
                plain,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands,
                CultureInfo.InvariantCulture,
                out yuan
            )
            ? null
            : NotANumber;
    }

    private static ReadOnlySpan<char> WithoutCurrency(ReadOnlySpan<char> text)
    {
        foreach (var sign in (ReadOnlySpan<string>)["人民币", "RMB", "CNY", "¥"])
            text = text.StartsWith(sign, StringComparison.OrdinalIgnoreCase) ? text[sign.Length..] : text;
        foreach (var sign in (ReadOnlySpan<string>)["整", "RMB", "CNY", "元"])
            text = text.EndsWith(sign, StringComparison.OrdinalIgnoreCase) ? text[..^sign.Length] : text;
        return text;
    }

    /// <summary>1,234,567 groups by three; 12,34 may be anything and is therefore nothing.</summary>
    private static bool AreGroupsOfThree(ReadOnlySpan<char> text)
    {
        var comma = text.IndexOf(',');
        if (comma < 0)
            return true;
        var whole = text[..(text.IndexOf('.') is var point and >= 0 ? point : text.Length)];
        if (text[whole.Length..].Contains(',') || whole[..comma].TrimStart('-').Length is 0 or > 3)
            return false;
        for (var at = comma; at < whole.Length; at += 4)
        {
            if (whole[at] != ',' || whole.Length - at < 4 || whole.Slice(at + 1, 3).Contains(','))
                return false;
        }
        return true;
    }

    public int CompareTo(Money other) => yuan.CompareTo(other.yuan);

    public override string ToString() => Yuan.ToString(CultureInfo.InvariantCulture);

    public static Money operator +(Money left, Money right) => new(left.yuan + right.yuan);

    public static Money operator -(Money left, Money right) => new(left.yuan - right.yuan);

    public static bool operator <(Money left, Money right) => left.yuan < right.yuan;

    public static bool operator >(Money left, Money right) => left.yuan > right.yuan;

    public static bool operator <=(Money left, Money right) => left.yuan <= right.yuan;

    public static bool operator >=(Money left, Money right) => left.yuan >= right.yuan;
}

/// <summary>Amounts are numbers in JSON; texts are read too. Negative amounts are not exchanged.</summary>
internal sealed class MoneyJson : JsonConverter<Money>
{
    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.String)
            return Money.TryParse(reader.GetString(), out var money, out var reason) ? money : throw Unfit(reason);
        if (reader.TokenType is not JsonTokenType.Number || !reader.TryGetDecimal(out var yuan))
            throw Unfit("not a number");
        return Money.Unfit(yuan) is { } unfit ? throw Unfit(unfit) : new Money(yuan);
    }

    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Yuan);

    private static JsonException Unfit(string reason) => new($"Money: {reason}.");
}
