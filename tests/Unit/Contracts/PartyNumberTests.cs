using System.Text.Json;
using Exchange.Contracts;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Contracts;

public sealed class PartyNumberTests
{
    [Fact]
    public void The_check_of_a_credit_code_is_thirty_one_less_the_remainder()
    {
        CreditCode.TryParse("91350100M000100Y43", out _).ShouldBeTrue();
        CreditCode.TryParse("91350100M000100Y4Z", out _).ShouldBeFalse();
        CreditCode.CheckCharacter("91350100M000100Y4").ShouldBe('3');
    }

    [Fact]
    public void A_credit_code_whose_check_is_the_bare_remainder_is_invalid()
    {
        const string signs = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        var wrong = signs[(31 - signs.IndexOf('3')) % 31];

        CreditCode.TryParse($"91350100M000100Y4{wrong}", out _, out var reason).ShouldBeFalse();

        reason.ShouldBe("check digit (GB 32100)");
    }

    [Theory]
    [InlineData("11010519491231002X", "1949-12-31", false)]
    [InlineData("11010519491231002x", "1949-12-31", false)]
    [InlineData("440524188001010014", "1880-01-01", true)]
    [InlineData("１１０１０５ 19491231 002Ｘ", "1949-12-31", false)]
    public void A_citizen_id_tells_birthday_and_sex(string text, string bornOn, bool isMale)
    {
        var id = CitizenId.Parse(text);

        id.BornOn.ShouldBe(DateOnly.Parse(bornOn));
        id.IsMale.ShouldBe(isMale);
    }

    [Fact]
    public void A_citizen_id_of_fifteen_digits_is_the_same_person_as_its_eighteen() =>
        CitizenId.Parse("110105491231002").ShouldBe(CitizenId.Parse("11010519491231002X"));

    [Theory]
    [InlineData("110105194912310021", "check digit")]
    [InlineData("11010519490229002X", "birth date")]
    [InlineData("110105490229002", "birth date")]
    [InlineData("1101051949123100", "wrong length")]
    [InlineData("91350100M000100Y44", "check digit (GB 32100)")]
    [InlineData("M000100Y-5", "check digit (GB 11714)")]
    [InlineData("1.10105E+17", "stored as a number")]
    [InlineData("", "empty")]
    [InlineData(null, "empty")]
    public void An_invalid_number_is_refused_with_its_reason(string? text, string expected)
    {
        PartyNumber.TryParse(text, out _, out var reason).ShouldBeFalse();

        reason.ShouldNotBeNull().ShouldContain(expected);
    }

    [Theory]
    [InlineData("11010519491231002X", PartyKind.NaturalPerson, "110***********002X")]
    [InlineData("91350100m000100y43", PartyKind.Organisation, "9135**********0Y43")]
    [InlineData("M000100Y-4", PartyKind.Organisation, "M000*00Y4")]
    [InlineData("330602********1234", PartyKind.NaturalPerson, "330602********1234")]
    [InlineData("91330602********1X", PartyKind.Organisation, "91330602********1X")]
    [InlineData("33************1234", PartyKind.Unknown, "33************1234")]
    [InlineData("３３０６０２＊＊＊", PartyKind.Unknown, "330602***")]
    public void A_number_says_what_the_party_is_as_far_as_it_shows(string text, PartyKind kind, string masked)
    {
        var number = PartyNumber.Parse(text);

        number.Kind.ShouldBe(kind);
        number.Masked.ShouldBe(masked);
    }

    [Fact]
    public void A_masked_number_matches_nothing_not_even_itself()
    {
        var masked = PartyNumber.Parse("330602********1234");
        var whole = PartyNumber.Parse("11010519491231002X");

        masked.Matches(masked).ShouldBeFalse();
        masked.Matches(whole).ShouldBeFalse();
        whole.Matches(masked).ShouldBeFalse();
        whole.Matches(PartyNumber.Parse("110105491231002")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("绍兴某某纺织有限公司", PartyKind.Organisation)]
    [InlineData("越城区某某五金店", PartyKind.Organisation)]
    [InlineData("某某村村民委员会", PartyKind.Organisation)]
    [InlineData("王某", PartyKind.Unknown)]
    public void Without_a_number_the_ending_of_the_name_decides(string name, PartyKind kind) => PartyNumber.KindByName(name).ShouldBe(kind);

    [Fact]
    public void In_json_a_number_is_text_and_a_wrong_one_says_why()
    {
        JsonSerializer.Serialize(PartyNumber.Parse("11010519491231002x")).ShouldBe("\"11010519491231002X\"");
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<PartyNumber>("\"123\"")).Message.ShouldContain("wrong length");
    }

    [Property]
    public bool Any_text_is_refused_or_read_as_itself(string? text) =>
        Reading.IsSafe<PartyNumber>(text)
        && Reading.IsSafe<CreditCode>(text)
        && Reading.IsSafe<OrganisationCode>(text)
        && Reading.IsSafe<CitizenId>(text);

    [Property]
    public Property A_number_with_a_computed_check_is_valid_and_reads_as_itself() =>
        Prop.ForAll(
            Arb.From(WholeNumbers),
            text => PartyNumber.TryParse(text, out var number) && number.Value == text && number.Matches(PartyNumber.Parse(text))
        );

    [Property]
    public Property One_wrong_digit_never_passes() =>
        Prop.ForAll(
            Arb.From(Gen.Elements("11010519491231002X", "440524188001010014").SelectMany(id => Gen.Choose(14, 16).Select(at => (id, at)))),
            wrong => !CitizenId.TryParse(Changed(wrong.id, wrong.at), out _)
        );

    private static string Changed(string id, int at) => $"{id[..at]}{(id[at] - '0' + 1) % 10}{id[(at + 1)..]}";

    private static Gen<string> WholeNumbers
    {
        get
        {
            var signs = Gen.Elements("0123456789ABCDEFGHJKLMNPQRTUWXY".ToCharArray());
            var organisations =
                from body in Gen.ArrayOf(signs, 9)
                let first17 = "91330602" + new string(body)
                select first17 + CreditCode.CheckCharacter(first17);
            var old = from body in Gen.ArrayOf(signs, 8) select new string(body) + OrganisationCode.CheckCharacter(body);
            var persons =
                from day in Gen.Choose(0, 30_000)
                from serial in Gen.Choose(1, 999)
                let first17 = $"330602{new DateOnly(1930, 1, 1).AddDays(day):yyyyMMdd}{serial:000}"
                select first17 + CitizenId.CheckCharacter(first17);
            return Gen.OneOf(organisations, old, persons);
        }
    }
}
