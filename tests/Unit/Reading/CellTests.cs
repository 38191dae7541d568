using Exchange.CourtFeed.Reading;
using Exchange.Sheets;
using FsCheck.Xunit;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Reading;

public sealed class CellTests
{
    [Theory]
    [InlineData("2023-01-05")]
    [InlineData("2023-1-5")]
    [InlineData("2023/1/5")]
    [InlineData("2023.01.05")]
    [InlineData("2023年1月5日")]
    [InlineData("2023 年 1 月 5 日")]
    [InlineData("２０２３－０１－０５")]
    [InlineData("2023年1月5")]
    [InlineData("20230105")]
    [InlineData("44931")]
    [InlineData("44931.0")]
    [InlineData("44931.75")]
    [InlineData("2023-01-05 00:00:00")]
    [InlineData("2023/1/5 8:30")]
    [InlineData("2023-01-05T08:30:00Z")]
    [InlineData("\uFEFF 2023-01-05　")]
    public void Days_are_read_as_people_and_spreadsheets_write_them(string text)
    {
        CellDates.TryRead(text, out var day).ShouldBeTrue();

        day.ShouldBe(new DateOnly(2023, 1, 5));
    }

    [Theory]
    [InlineData("2023-02-29")]
    [InlineData("2023-13-01")]
    [InlineData("2023-1")]
    [InlineData("2023-01/05")]
    [InlineData("23-01-05")]
    [InlineData("去年")]
    [InlineData("5")]
    [InlineData("2023")]
    [InlineData("120000.50")]
    [InlineData("2023-01-05 25:00")]
    [InlineData("-44931")]
    public void What_is_no_day_is_not_read(string text) => CellDates.TryRead(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("王 某", "王某")]
    [InlineData("　王某\uFEFF", "王某")]
    [InlineData("浙江ＡＢＣ(集团)有限公司", "浙江ABC（集团）有限公司")]
    [InlineData("John   Smith", "John Smith")]
    [InlineData("阿卜杜拉·买买提", "阿卜杜拉·买买提")]
    [InlineData("'王某", "王某")]
    public void A_name_has_one_way_to_be_written(string text, string name) => CellText.Name(text).ShouldBe(name);

    [Theory]
    [InlineData("甲", "甲")]
    [InlineData("甲；乙;丙、丁，戊,己\n庚\r\n辛", "甲|乙|丙|丁|戊|己|庚|辛")]
    [InlineData("2023-01-01；；2023-02-01", "2023-01-01||2023-02-01")]
    [InlineData("；甲；", "|甲|")]
    [InlineData("", "")]
    public void Positions_of_a_list_are_kept_even_when_empty(string cell, string positions) =>
        string.Join('|', CellText.Positions(cell)).ShouldBe(positions);

    [Theory]
    [InlineData("银行存款:1,200.50，不动产:800,000", "银行存款:1,200.50|不动产:800,000")]
    [InlineData("银行存款：１，２００．５０；股权", "银行存款：１，２００．５０|股权")]
    [InlineData("车辆,股权、不动产", "车辆|股权|不动产")]
    public void A_comma_within_an_amount_does_not_part_a_list_of_assets(string cell, string pairs) =>
        string.Join('|', AssetCells.Pairs(cell)).ShouldBe(pairs);

    [Theory]
    [InlineData("不动产:唯一住房，无法处置；车辆:下落不明", "不动产=唯一住房，无法处置|车辆=下落不明|*=")]
    [InlineData("不动产:唯一住房、车辆：下落不明", "不动产=唯一住房|车辆=下落不明|*=")]
    [InlineData("轮候查封", "*=轮候查封")]
    [InlineData("不动产:唯一住房；流拍", "不动产=唯一住房|*=流拍")]
    [InlineData("无", "*=")]
    public void Obstacles_hold_for_their_kind_or_for_all(string cell, string expected)
    {
        var read = AssetCells.ReadObstacles(cell, ["不动产", "车辆"]);

        string.Join('|', [.. read.OfKind.Select(own => $"{own.Key}={own.Value}"), $"*={read.OfAll}"]).ShouldBe(expected);
    }

    [Fact]
    public void Headers_are_found_whatever_their_width_and_blanks()
    {
        CaseColumns.Form.Find("\uFEFF案 号　").ShouldBe(CaseColumns.CaseNumber);
        CaseColumns.Form.Find("备注2").ShouldBeNull();
    }

    [Property]
    public bool Any_text_is_a_cell(string? text) =>
        CellText.Name(CellText.Trim(text)) is { } name
        && CellText.Name(name) == name
        && CellText.Positions(text ?? "").Length > 0
        && AssetCells.Pairs(text ?? "").Count > 0
        && AssetCells.ReadObstacles(text ?? "", ["a"]) is not null
        && (!CellDates.TryRead(text ?? "", out var day) || day.Year >= 1900);
}
