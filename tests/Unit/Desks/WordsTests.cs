using Exchange.Contracts;
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
    [InlineData("suspects[0].number", "犯罪嫌疑人1 证件号", "suspects 1 number")]
    [InlineData("travel.席别", "乘机乘车 席别", "travel 席别")]
    public void A_place_is_named_as_people_name_it(string place, string zh, string en) =>
        (Words.FieldAt(place).Zh, Words.FieldAt(place).En).ShouldBe((zh, en));

    [Theory]
    [InlineData("required", "院印 is missing.", "缺少院印")]
    [InlineData("required", "情节后果证据 (circumstances and consequences) is missing.", "缺少情节后果证据")]
    [InlineData("future-date", "later than today", "不能晚于今天")]
    [InlineData("odd", "Nobody has translated this.", "Nobody has translated this.")]
    public void What_is_wrong_is_said_in_Chinese(string code, string reason, string zh) =>
        (Words.Flaw(code, reason).Zh, Words.Flaw(code, reason).En).ShouldBe((zh, reason));

    [Fact]
    public void The_number_of_a_suspect_is_another_than_that_of_a_document()
    {
        Words.Field("suspects[0].number").Zh.ShouldBe("证件号");
        Words.Field("police.receipt.number").Zh.ShouldBe("编号（文号）");
    }

    [Theory]
    [InlineData("Its term ends within 30 days (查封期限将在三十日内届满)", "查封期限将在三十日内届满", "Its term ends within 30 days")]
    [InlineData("已核实(见附件)", "已核实(见附件)", "已核实(见附件)")]
    [InlineData("OK (done)", "OK (done)", "OK (done)")]
    public void A_line_that_a_service_wrote_is_read_in_both_languages_and_a_persons_own_stays(string note, string zh, string en)
    {
        var read = Text.OfNote(note);
        (read.Zh, read.En).ShouldBe((zh, en));
    }

    [Theory]
    [InlineData(
        "Resumed on 2026-01-02 (恢复执行 2026-01-02); Ended on 2026-03-04 (结案 2026-03-04)",
        "恢复执行 2026-01-02；结案 2026-03-04"
    )]
    [InlineData("（2025）浙0602执1号; Ended on 2026-03-04 (结案 2026-03-04)", "（2025）浙0602执1号；结案 2026-03-04")]
    [InlineData("already paid; see the receipt", "already paid; see the receipt")]
    public void Several_lines_in_one_are_each_read(string note, string zh) => Text.OfNote(note).Zh.ShouldBe(zh);

    [Theory]
    [InlineData("reasonsAccepted: 理由成立", "理由成立：理由成立", "reasons accepted: 理由成立")]
    [InlineData("collected", "已接收", "collected")]
    [InlineData("同意", "同意", "同意")]
    public void A_line_made_of_words_is_read_word_by_word(string note, string zh, string en) =>
        (Words.Note(note).Zh, Words.Note(note).En).ShouldBe((zh, en));

    [Theory]
    [InlineData("procurator 330683", "procuratorate:330683", "检察官", "procurator")]
    [InlineData("court-clerk court:浙0683", "court:浙0683", "法院书记员", "court clerk")]
    [InlineData("procurator 330683", "", "检察官 330683", "procurator 330683")]
    [InlineData("procuratorate", "procuratorate", "", "")]
    [InlineData("bank", "bank:越城农商银行", "", "")]
    [InlineData("张三", "police:330602", "张三", "张三")]
    [InlineData("police-officer 张三", "police:330602", "民警 张三", "police officer 张三")]
    public void Who_did_something_is_named_beside_the_office_and_not_twice(string by, string office, string zh, string en) =>
        (Words.Person(by, office, Language.Chinese), Words.Person(by, office, Language.English)).ShouldBe((zh, en));

    [Fact]
    public void A_division_is_chosen_from_all_that_lie_below_and_a_country_from_its_provinces()
    {
        Words.PlacesWithin(DivisionCode.Parse("330600")).ShouldContain(DivisionCode.Parse("330683"));
        Words.PlacesWithin(DivisionCode.Parse("330000")).ShouldContain(DivisionCode.Parse("330683"));
        Words.PlacesWithin(DivisionCode.Parse("330683")).ShouldHaveSingleItem();
        Words.PlacesWithin(DivisionCode.Country).Count.ShouldBe(1 + 34);
    }
}
