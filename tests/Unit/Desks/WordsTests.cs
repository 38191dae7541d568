using Exchange.Desks;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Desks;

/// <summary>What stands in a dossier is read in Chinese and in English.</summary>
public sealed class WordsTests
{
    [Theory]
    [InlineData("respondents[0].listedOn", "被执行人1 纳入失信日期", "respondents 1 listed on")]
    [InlineData("respondents[].listedOn", "被执行人 纳入失信日期", "respondents listed on")]
    [InlineData("travel.席别", "乘机乘车 席别", "travel 席别")]
    public void A_place_is_named_as_people_name_it(string place, string zh, string en) =>
        (Words.FieldAt(place).Zh, Words.FieldAt(place).En).ShouldBe((zh, en));

    [Theory]
    [InlineData("Its term ends within 30 days (查封期限将在三十日内届满)", "查封期限将在三十日内届满", "Its term ends within 30 days")]
    [InlineData("已核实(见附件)", "已核实(见附件)", "已核实(见附件)")]
    [InlineData("OK (done)", "OK (done)", "OK (done)")]
    public void A_line_that_a_service_wrote_is_read_in_both_languages_and_a_persons_own_stays(string note, string zh, string en)
    {
        var read = Text.OfNote(note);
        (read.Zh, read.En).ShouldBe((zh, en));
    }
}
