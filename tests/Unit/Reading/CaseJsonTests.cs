using System.Text;
using Exchange.CourtFeed.Reading;
using FsCheck.Xunit;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Reading;

public sealed class CaseJsonTests
{
    [Fact]
    public void A_record_and_a_row_that_say_the_same_are_the_same_patch()
    {
        var row = new TestRow()
            .With("被执行人", "王某；乙公司")
            .With("被执行人证件号", $"{TestRow.Person}；")
            .With("限制消费令日期", "2023/2/1")
            .With("纳入失信日期", "；2023-03-01")
            .With("结案日期", "2023-09-01")
            .With("结案方式", "终结本次执行程序")
            .With("查控范围", "银行存款；证券")
            .With("传统调查措施", "")
            .With("已查明财产", "银行存款:100.50；不动产")
            .With("财产查明日期", "")
            .With("不可处置原因", "不动产:唯一住房")
            .With("车辆号牌", "浙D12345")
            .With("车辆查封日期", "2023-03-01")
            .With("车辆扣押日期", "")
            .With("扣除天数", "30")
            .With("终本申请", "是")
            .With("备注", "")
            .Accepted();

        var json = TestRow.Json(
            """
            "endedOn":"2023-09-01","ending":"endedForNow","queriedChannels":["银行存款","证券"],"fieldMeasures":null,
            "assets":[{"kind":"银行存款","amount":100.5,"foundOn":null,"obstacle":null},{"kind":"不动产","amount":null,"foundOn":null,"obstacle":"唯一住房"}],
            "vehicles":[{"plate":"浙D12345","sealedOn":"2023-03-01","impoundedOn":null}],
            "deductedDays":30,"applicantAskedForEnding":true,"remarks":null
            """,
            $$"""
            [{"name":"王某","id":"{{TestRow.Person}}","restrictedOn":"2023-02-01","listedOn":null},
             {"name":"乙公司","id":null,"restrictedOn":"2023-02-01","listedOn":"2023-03-01"}]
            """
        );
        var patch = TestRow.ReadJson(json).ShouldBeOfType<RowVerdict.Accepted>().Patch;

        TestRow.Canonical(patch.Said).ShouldBe(TestRow.Canonical(row.Said));
        patch.Hash.ShouldBe(row.Hash);
    }

    [Theory]
    [InlineData("\"endedOn\":5", "endedOn", "date")]
    [InlineData("\"endedOn\":44931", "endedOn", "date")]
    [InlineData("\"endedOn\":\"2023-02-30\"", "endedOn", "date")]
    [InlineData("\"endedOn\":\"2027-02-01\"", "endedOn", "future-date")]
    [InlineData("\"recovered\":-1", "recovered", "amount")]
    [InlineData("\"recovered\":1e400", "recovered", "amount")]
    [InlineData("\"recovered\":true", "recovered", "amount")]
    [InlineData("\"openClues\":1.5", "openClues", "number")]
    [InlineData("\"officer\":{}", "officer", "json")]
    [InlineData("\"ending\":\"over\"", "ending", "value")]
    [InlineData("\"applicantAskedForEnding\":1", "applicantAskedForEnding", "value")]
    [InlineData("\"assets\":{}", "assets", "json")]
    [InlineData("\"assets\":[1]", "assets[0]", "json")]
    [InlineData("\"assets\":[{\"kind\":\"股权\"},{}]", "assets[1].kind", "required")]
    [InlineData("\"vehicles\":[{\"sealedOn\":\"x\"}]", "vehicles[0].sealedOn", "date")]
    [InlineData("\"queriedChannels\":[\"银行存款\",7]", "queriedChannels[1]", "json")]
    public void What_is_wrong_is_said_with_its_place(string property, string place, string code)
    {
        var problem = TestRow.ReadJson(TestRow.Json(property)).ShouldBeOfType<RowVerdict.Rejected>().Errors.ShouldHaveSingleItem();

        problem.Column.ShouldBe(place);
        problem.Code.ShouldBe(code);
        problem.Message.ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [InlineData("[]", "respondents", "required")]
    [InlineData("null", "respondents", "required")]
    [InlineData("[{\"name\":\"王某\",\"id\":null},{\"name\":\"李某\",\"id\":\"123\"}]", "respondents[1].id", "invalid-id")]
    [InlineData("[{\"name\":\"王某\"}]", "respondents[0].id", "required")]
    [InlineData("[{\"id\":null}]", "respondents[0].name", "required")]
    public void Persons_are_judged_one_by_one(string respondents, string place, string code)
    {
        var problem = TestRow
            .ReadJson(TestRow.Json(respondents: respondents))
            .ShouldBeOfType<RowVerdict.Rejected>()
            .Errors.ShouldHaveSingleItem();

        problem.Column.ShouldBe(place);
        problem.Code.ShouldBe(code);
    }

    [Fact]
    public void An_empty_object_lacks_all_that_is_required()
    {
        var errors = TestRow.ReadJson("{}").ShouldBeOfType<RowVerdict.Rejected>().Errors;

        errors.Select(error => error.Column).ShouldBe(["caseNumber", "court", "applicants", "respondents", "filedOn", "basis", "claim"]);
        errors.ShouldAllBe(error => error.Code == "required");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{\"caseNumber\":")]
    [InlineData("{\"claim\":1,\"claim\":2}")]
    [InlineData("{\"a\":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}")]
    public void What_is_no_record_is_refused_as_json(string json) =>
        TestRow.ReadJson(json).ShouldBeOfType<RowVerdict.Rejected>().Errors.ShouldHaveSingleItem().Code.ShouldBe("json");

    [Theory]
    [InlineData("\"officer\":\"\\ud800\"")]
    [InlineData("\"\\ud800\":1")]
    public void Half_a_character_is_no_text(string property) =>
        TestRow
            .ReadJson(TestRow.Json(property))
            .ShouldBeOfType<RowVerdict.Rejected>()
            .Errors.ShouldHaveSingleItem()
            .Code.ShouldBe("encoding");

    [Fact]
    public void Unknown_properties_are_named_and_passed_over()
    {
        var warnings = TestRow
            .ReadJson(TestRow.Json("\"colour\":\"red\",\"assets\":[{\"kind\":\"股权\",\"shade\":1}]"))
            .ShouldBeOfType<RowVerdict.Accepted>()
            .Warnings;

        warnings.Select(warning => warning.Column).ShouldBe(["colour", "assets[0].shade"]);
        warnings.ShouldAllBe(warning => warning.Code == "unknown-column");
    }

    [Property]
    public bool Any_bytes_are_judged(byte[] bytes) => CaseJson.Read(bytes, TestRow.ReceivedOn, TestRow.Country) is RowVerdict.Rejected;

    [Property(MaxTest = 300)]
    public bool A_record_with_a_byte_changed_is_judged(int at, byte with)
    {
        var bytes = Encoding.UTF8.GetBytes(TestRow.Json("\"officer\":\"\\u5f20\",\"assets\":[{\"kind\":\"股权\",\"amount\":1.5}]"));
        bytes[(int)((uint)at % bytes.Length)] = with;
        return CaseJson.Read(bytes, TestRow.ReceivedOn, TestRow.Country) is not null;
    }
}
