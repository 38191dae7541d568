using System.Text.Json;
using Exchange.Contracts;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Contracts;

public sealed class CaseNumberTests
{
    private const string Canonical = "（2023）浙0602执1234号";

    [Theory]
    [InlineData("(2023)浙0602执1234号")]
    [InlineData("〔2023〕浙0602执1234号")]
    [InlineData("[2023]浙0602执1234号")]
    [InlineData("【２０２３】浙０６０２执１２３４号")]
    [InlineData("\uFEFF （2023） 浙\u30000602\u00A0执\u200B1234 号\t")]
    [InlineData("（2023）浙0602执001234号")]
    [InlineData("（2023）浙0602执1234号之一")]
    [InlineData("（2023）浙0602执1234号之1")]
    [InlineData("（2023）浙0602执1234之一号")]
    [InlineData("（2023）浙0602执1234-1号")]
    [InlineData("（2023）浙0602执1234号－１")]
    public void However_a_case_number_is_written_it_is_the_same_case(string text)
    {
        var number = CaseNumber.Parse(text);

        number.Value.ShouldBe(Canonical);
        number.ShouldBe(CaseNumber.Parse(Canonical));
        number.Raw.ShouldBe(text);
    }

    [Fact]
    public void A_case_number_says_year_court_type_serial_and_part()
    {
        var number = CaseNumber.Parse("（2021）最高法知民终12号之二十三");

        number.ShouldSatisfyAllConditions(
            () => number.Year.ShouldBe(2021),
            () => number.CourtCode.ShouldBe("最高法"),
            () => number.SpecialTrial.ShouldBe("知"),
            () => number.TypeCode.ShouldBe("民终"),
            () => number.Serial.ShouldBe(12),
            () => number.Part.ShouldBe(23),
            () => number.IsEnforcement.ShouldBeFalse()
        );
    }

    [Theory]
    [InlineData("之十", 10)]
    [InlineData("之十二", 12)]
    [InlineData("之二十", 20)]
    [InlineData("之9", 9)]
    public void The_part_is_read_in_chinese_and_arabic_numerals(string suffix, int part) =>
        CaseNumber.Parse(Canonical + suffix).Part.ShouldBe(part);

    [Theory]
    [InlineData("（2023）浙0602执1号", true)]
    [InlineData("（2023）浙0602执恢1号", true)]
    [InlineData("（2023）浙0602执异1号", false)]
    [InlineData("（2023）浙0602执请1号", false)]
    [InlineData("（2023）兵0101执保1号", false)]
    [InlineData("（2023）内06民初1号", false)]
    public void Only_first_and_resumed_enforcement_is_enforcement(string text, bool isEnforcement) =>
        CaseNumber.Parse(text).IsEnforcement.ShouldBe(isEnforcement);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("（2023）浙0602执12**号")]
    [InlineData("（2023）浙060执1234号")]
    [InlineData("（2023）港0602执1234号")]
    [InlineData("（2023）浙0602执字1234号")]
    [InlineData("（2023）浙0602执号")]
    [InlineData("（2023）浙0602执0号")]
    [InlineData("（2023）浙0602执1234")]
    [InlineData("（2023）浙0602执1234号之")]
    [InlineData("（2023）浙0602执1234号之一之二")]
    [InlineData("（2023）浙0602执1234号案")]
    [InlineData("2023浙0602执1234号")]
    [InlineData("（23）浙0602执1234号")]
    public void What_is_no_case_number_is_refused_with_a_reason(string? text)
    {
        CaseNumber.TryParse(text, out _, out var reason).ShouldBeFalse();

        reason.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void In_json_a_case_number_is_its_canonical_text()
    {
        JsonSerializer.Deserialize<CaseNumber>("\"(2023)浙0602执1234号\"").ShouldBe(CaseNumber.Parse(Canonical));
        JsonSerializer.Deserialize<string>(JsonSerializer.Serialize(CaseNumber.Parse(Canonical))).ShouldBe(Canonical);
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<CaseNumber>("\"执1\"")).Message.ShouldContain("case number");
    }

    [Property]
    public bool Any_text_is_refused_or_read_as_itself(string? text) => Reading.IsSafe<CaseNumber>(text);

    [Property]
    public Property Any_text_around_a_number_is_refused_or_the_same_case(NonNull<string> before, NonNull<string> after) =>
        (!CaseNumber.TryParse(before.Get + Canonical + after.Get, out var number) || number.Serial == 1234).ToProperty();

    [Property]
    public Property Every_bracket_and_width_gives_the_same_number() =>
        Prop.ForAll(
            Arb.From(Spellings),
            spelling =>
            {
                var number = CaseNumber.Parse(spelling.Text);
                return number.Value == spelling.Canonical && CaseNumber.Parse(number.Value).Equals(number);
            }
        );

    private static Gen<(string Text, string Canonical)> Spellings =>
        from year in Gen.Choose(2016, 2030)
        from court in Gen.Elements("浙0602", "浙06", "浙", "最高法", "兵0101", "内71", "军01")
        from type in Gen.Elements(CaseTypes.All.Select(type => type.Code).ToArray())
        from serial in Gen.Choose(1, 99_999_999)
        from brackets in Gen.Elements("（）", "()", "〔〕", "[]", "［］", "【】", "﹝﹞")
        from suffix in Gen.Elements("号", "号之一", "号之12", "之三号", "-2号", "号－２")
        from wide in Gen.Elements(true, false)
        from blank in Gen.Elements("", " ", "\u3000", "\u00A0", "\uFEFF")
        let text = $"{brackets[0]}{year}{blank}{brackets[1]}{court}{blank}{type}{serial}{blank}{suffix}"
        select (wide ? FullWidth(text) : text, $"（{year}）{court}{type}{serial}号");

    private static string FullWidth(string text) =>
        string.Concat(text.Select(sign => char.IsAsciiDigit(sign) ? (char)(sign + 0xFEE0) : sign));
}
