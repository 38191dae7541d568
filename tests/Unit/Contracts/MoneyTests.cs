using System.Globalization;
using System.Text.Json;
using Exchange.Contracts;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Contracts;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("1234.5", "1234.50")]
    [InlineData("1,234,567.89", "1234567.89")]
    [InlineData("１，２３４．５０", "1234.50")]
    [InlineData("￥1,234元", "1234.00")]
    [InlineData("¥ 12", "12.00")]
    [InlineData("人民币5元整", "5.00")]
    [InlineData("RMB 7.10", "7.10")]
    [InlineData("1000.0000", "1000.00")]
    [InlineData("0", "0.00")]
    public void Amounts_are_read_as_people_write_them(string text, string expected) => Money.Parse(text).ToString().ShouldBe(expected);

    [Theory]
    [InlineData("-1", "negative")]
    [InlineData("1.005", "more than two decimals")]
    [InlineData("12,34", "not a number")]
    [InlineData("1,2345", "not a number")]
    [InlineData("10000000000000", "not a number")]
    [InlineData("1e3", "not a number")]
    [InlineData("约5万元", "not a number")]
    [InlineData("", "not a number")]
    [InlineData(null, "not a number")]
    public void What_is_no_amount_is_refused_with_its_reason(string? text, string expected)
    {
        Money.TryParse(text, out _, out var reason).ShouldBeFalse();

        reason.ShouldBe(expected);
    }

    [Fact]
    public void In_json_an_amount_is_a_number_and_is_read_from_text_too()
    {
        JsonSerializer.Serialize(new Money(1234.5m)).ShouldBe("1234.50");
        JsonSerializer.Deserialize<Money>("1234.5").ShouldBe(new Money(1234.5m));
        JsonSerializer.Deserialize<Money>("\"1,234.50元\"").ShouldBe(new Money(1234.5m));
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<Money>("-1")).Message.ShouldContain("negative");
    }

    [Property]
    public bool Any_text_is_refused_or_read_as_itself(string? text) =>
        !Money.TryParse(text, out var amount) || amount == Money.Parse(amount.ToString());

    [Property]
    public Property An_amount_with_separators_reads_as_without(PositiveInt fen)
    {
        var amount = new Money(fen.Get / 100m);
        return (
            Money.Parse(amount.Yuan.ToString("N2", CultureInfo.InvariantCulture)) == amount && Money.Parse(amount.ToString()) == amount
        ).ToProperty();
    }

    [Fact]
    public void A_legal_day_begins_at_sixteen_hours_utc_the_day_before()
    {
        var day = new DateOnly(2026, 3, 1);
        var start = ChinaTime.StartOf(day);

        start.ShouldBe(new DateTimeOffset(2026, 2, 28, 16, 0, 0, TimeSpan.Zero));
        ChinaTime.DayOf(start).ShouldBe(day);
        ChinaTime.DayOf(start.AddTicks(-1)).ShouldBe(day.AddDays(-1));
    }
}
