using Exchange.Contracts;
using FsCheck.Xunit;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Contracts;

public sealed class JurisdictionTests
{
    private static readonly DateOnly Today = new(2026, 6, 1);

    [Theory]
    [InlineData("330602", "000000/330000/330600/330602/")]
    [InlineData("110107", "000000/110000/110107/")]
    [InlineData("419001", "000000/410000/419001/")]
    [InlineData("330621", "000000/330000/330600/330621/")]
    [InlineData("000000", "000000/")]
    public void Every_division_has_its_path_from_the_country_down(string code, string path) =>
        Divisions.PathOf(DivisionCode.Parse(code)).ShouldBe(path);

    [Fact]
    public void A_divided_county_resolves_to_its_successors_only_after_its_end()
    {
        var shaoxingCounty = DivisionCode.Parse("330621");

        Divisions.Resolve(shaoxingCounty, new DateOnly(2012, 12, 31)).ShouldBe([shaoxingCounty]);
        Divisions.Resolve(shaoxingCounty, Today).Select(code => code.Value).ShouldBe(["330602", "330603"]);
        Divisions.Find(shaoxingCounty, Today).ShouldBeNull();
        Divisions.Find(DivisionCode.Parse("330603"), Today).ShouldNotBeNull().FullName.ShouldBe("浙江省绍兴市柯桥区");
    }

    [Fact]
    public void A_division_lies_within_itself_and_all_above_it()
    {
        var county = DivisionCode.Parse("330602");

        Divisions.PathTo(county).ShouldAllBe(root => Divisions.IsWithin(county, root));
        Divisions.IsWithin(county, DivisionCode.Parse("330700")).ShouldBeFalse();
        Divisions.IsWithin(DivisionCode.Parse("330600"), county).ShouldBeFalse();
    }

    [Theory]
    [InlineData("浙0602", "330602", "330600", "浙06")]
    [InlineData("浙06", "330600", "330000", "浙")]
    [InlineData("浙", "330000", "000000", "最高法")]
    [InlineData("京0107", "110107", "110000", "京")]
    [InlineData("京0228", "110118", "110000", "京")]
    [InlineData("浙0114", "330114", "330100", "浙01")]
    public void A_court_has_its_procuratorate_and_the_ones_above(
        string court,
        string division,
        string higherProcuratorate,
        string higherCourt
    )
    {
        var jurisdiction = Jurisdictions.Of(CourtCode.Parse(court), Today).ShouldNotBeNull();

        jurisdiction.Procuratorate.Value.ShouldBe(division);
        jurisdiction.Police.Value.ShouldBe(division);
        jurisdiction.HigherProcuratorate?.Value.ShouldBe(higherProcuratorate);
        jurisdiction.HigherCourt?.Value.ShouldBe(higherCourt);
        jurisdiction.Flagged.ShouldBeFalse();
    }

    [Theory]
    [InlineData("京01", "110000")]
    [InlineData("沪74", "310000")]
    [InlineData("冀0191", "130100")]
    [InlineData("浙72", "330000")]
    [InlineData("兵0101", "650000")]
    [InlineData("黑2701", "232700")]
    [InlineData("浙9999", "330000")]
    public void A_court_without_a_division_is_flagged_at_the_nearest_one_above(string court, string division)
    {
        var jurisdiction = Jurisdictions.Of(CourtCode.Parse(court), Today).ShouldNotBeNull();

        jurisdiction.Division.Value.ShouldBe(division);
        jurisdiction.Flagged.ShouldBeTrue();
    }

    [Fact]
    public void A_court_whose_city_was_dissolved_changes_its_superiors_that_day()
    {
        var laicheng = CourtCode.Parse("鲁1202");

        Jurisdictions.Of(laicheng, new DateOnly(2017, 6, 1))?.Division.Value.ShouldBe("371202");
        Jurisdictions.Of(laicheng, Today)?.Division.Value.ShouldBe("370116");
        Jurisdictions.Of(laicheng, Today)?.HigherCourt?.Value.ShouldBe("鲁01");
    }

    [Theory]
    [InlineData("330602", "浙0602")]
    [InlineData("330600", "浙06")]
    [InlineData("330000", "浙")]
    [InlineData("000000", "最高法")]
    [InlineData("330114", "浙0114")]
    public void A_procuratorate_writes_to_the_court_of_its_level(string procuratorate, string court) =>
        Jurisdictions.CourtOfProcuratorate(DivisionCode.Parse(procuratorate))?.Value.ShouldBe(court);

    [Fact]
    public void Every_listed_court_is_routed_on_every_day_and_finds_its_way_back()
    {
        foreach (var court in Courts.All)
        {
            var jurisdiction = Jurisdictions.Of(court.Code, Today).ShouldNotBeNull(court.Name);
            var writesTo = Jurisdictions.CourtOfProcuratorate(jurisdiction.Procuratorate).ShouldNotBeNull(court.Name);
            Jurisdictions.Of(writesTo, Today)?.Procuratorate.ShouldBe(jurisdiction.Procuratorate, court.Name);
        }
        Courts.All.Count(court => court.Division is null && Jurisdictions.Of(court.Code, Today)!.Flagged).ShouldBe(372);
    }

    [Fact]
    public void A_case_of_a_court_that_no_table_lists_keeps_the_name_it_came_with() =>
        Jurisdictions
            .OfCase(CaseNumber.Parse("（2023）浙0114执1号"), "杭州市钱塘区人民法院", Today)
            .ShouldNotBeNull()
            .ShouldSatisfyAllConditions(
                found => found.Division.Value.ShouldBe("330114"),
                found => found.CourtName.ShouldBe("杭州市钱塘区人民法院")
            );

    [Fact]
    public void A_case_whose_code_says_nothing_belongs_where_its_courts_name_says_or_nowhere()
    {
        var number = CaseNumber.Parse("（2023）军99执1号");

        Jurisdictions.OfCase(number, "绍兴市越城区人民法院", Today)?.Division.Value.ShouldBe("330602");
        Jurisdictions.OfCase(number, "某某法院", Today).ShouldBeNull();
    }

    [Property]
    public bool Any_text_is_refused_or_read_as_itself(string? text) =>
        Reading.IsSafe<DivisionCode>(text) && Reading.IsSafe<CourtCode>(text);
}
