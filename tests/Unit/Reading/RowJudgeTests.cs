using Exchange.Contracts;
using Exchange.CourtFeed.Reading;
using FsCheck.Xunit;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Reading;

public sealed class RowJudgeTests
{
    private static readonly DateOnly January = new(2023, 1, 1);
    private static readonly DateOnly February = new(2023, 2, 1);

    [Fact]
    public void A_row_with_the_required_columns_says_those_and_nothing_else()
    {
        var said = new TestRow().Said();

        said.CaseNumber.Value.ShouldBe("（2023）浙0602执1234号");
        said.CourtCode.Value.ShouldBe("浙0602");
        said.Division.Value.ShouldBe("330602");
        said.Claim.ShouldBe(new Money(120_000));
        said.Respondents.ShouldHaveSingleItem().Id.Value.Value.ShouldBe(TestRow.Person);
        said.Applicants.ShouldHaveSingleItem().Id.IsUnknown.ShouldBeTrue();
        said.EndedOn.IsUnknown.ShouldBeTrue();
        said.Assets.IsUnknown.ShouldBeTrue();
        said.Vehicles.IsUnknown.ShouldBeTrue();
    }

    [Theory]
    [InlineData("案号", "", "required")]
    [InlineData("法院", " ", "required")]
    [InlineData("申请执行人", "；", "required")]
    [InlineData("被执行人", "", "required")]
    [InlineData("立案日期", "　", "required")]
    [InlineData("执行依据", "", "required")]
    [InlineData("执行标的金额", "", "required")]
    [InlineData("案号", "2023浙0602执1234号", "case-number")]
    [InlineData("案号", "（2023）浙0602哈1234号", "case-number")]
    [InlineData("原案号", "原来那件", "case-number")]
    [InlineData("被执行人证件号", "110105194912310021", "invalid-id")]
    [InlineData("被执行人证件号", "12345", "invalid-id")]
    [InlineData("被执行人证件号", "1.10105194912310E+017", "invalid-id")]
    [InlineData("立案日期", "2023-02-30", "date")]
    [InlineData("结案日期", "无", "date")]
    [InlineData("纳入失信日期", "昨天", "date")]
    [InlineData("立案日期", "2026-04-01", "future-date")]
    [InlineData("限制消费令日期", "2026-04-01", "future-date")]
    [InlineData("执行标的金额", "-1", "amount")]
    [InlineData("执行标的金额", "1.005", "amount")]
    [InlineData("实际到位金额", "约五万", "amount")]
    [InlineData("已查明财产", "银行存款:一百", "amount")]
    [InlineData("已查明财产", ":100", "value")]
    [InlineData("扣除天数", "-3", "number")]
    [InlineData("扣除天数", "1.5", "number")]
    [InlineData("未核实线索数", "几条", "number")]
    [InlineData("结案方式", "结了", "value")]
    [InlineData("终本申请", "也许", "value")]
    [InlineData("财产查明日期", "2023-01-05", "alignment")]
    public void A_cell_that_cannot_be_believed_rejects_the_row_with_its_reason(string header, string cell, string code)
    {
        var problem = new TestRow().With(header, cell).Rejected();

        problem.Code.ShouldBe(code);
        problem.Column.ShouldBe(header);
        problem.Row.ShouldBe(2);
        problem.Message.ShouldNotBeNullOrWhiteSpace();
        problem.IsWarning.ShouldBeFalse();
        if (code != "required")
            cell.ShouldContain(problem.Value!);
    }

    [Theory]
    [InlineData("失信期限届满日", "2028-01-01")]
    [InlineData("延长期限至", "2027-01-01")]
    [InlineData("被执行人证件号", "")]
    [InlineData("被执行人证件号", "110105********002X")]
    [InlineData("案号", "(2023) 浙0602执 1234号")]
    [InlineData("案号", "（2023）浙0602执1234号之一")]
    [InlineData("执行标的金额", "￥１２０，０００．００元")]
    [InlineData("立案日期", "2026-03-31")]
    [InlineData("扣除天数", "1,000")]
    public void What_is_only_written_otherwise_is_read(string header, string cell) =>
        new TestRow().With(header, cell).Judge().ShouldBeOfType<RowVerdict.Accepted>();

    [Fact]
    public void A_number_that_a_spreadsheet_destroyed_has_a_reason_of_its_own() =>
        new TestRow().With("被执行人证件号", "1.10105194912310E+017").Rejected().Message.ShouldContain("stored as a number");

    [Theory]
    [InlineData("2022-12-31", "终结本次执行程序", "结案日期")]
    [InlineData("", "终结本次执行程序", "结案日期")]
    [InlineData("2023-06-01", "", "结案方式")]
    public void An_ending_needs_its_date_and_comes_after_the_filing(string endedOn, string ending, string column)
    {
        var problem = new TestRow().With("结案日期", endedOn).With("结案方式", ending).Rejected();

        problem.Code.ShouldBe("ending");
        problem.Column.ShouldBe(column);
    }

    [Fact]
    public void A_date_of_ending_alone_is_believed_when_the_file_has_no_column_for_the_ending() =>
        new TestRow().With("结案日期", "2023-06-01").Said().EndedOn.Value.ShouldBe(new DateOnly(2023, 6, 1));

    [Fact]
    public void All_that_is_wrong_with_a_row_is_said_at_once()
    {
        var errors = new TestRow()
            .With("案号", "x")
            .With("执行标的金额", "y")
            .With("立案日期", "z")
            .Judge()
            .ShouldBeOfType<RowVerdict.Rejected>()
            .Errors;

        errors.Select(error => error.Code).ShouldBe(["case-number", "date", "amount"]);
    }

    [Fact]
    public void A_single_date_holds_for_all_and_a_list_for_each()
    {
        var said = new TestRow()
            .With("被执行人", "王某；李某；乙公司")
            .With("被执行人证件号", $"{TestRow.Person}；；{TestRow.Company}")
            .With("限制消费令日期", "2023-01-01")
            .With("纳入失信日期", "2023-01-01；；2023-02-01")
            .With("失信删除日期", "")
            .Said();

        said.Respondents.Select(person => person.RestrictedOn.Value).ShouldAllBe(day => day == January);
        said.Respondents.Select(person => person.ListedOn).ShouldBe([January, Field<DateOnly>.None, February]);
        said.Respondents.ShouldAllBe(person => person.DelistedOn.IsNone && person.ListingEndsOn.IsUnknown);
        said.Respondents[1].Id.IsNone.ShouldBeTrue();
        said.Respondents[2].Kind.ShouldBe(PartyKind.Organisation);
    }

    [Theory]
    [InlineData("被执行人证件号", TestRow.Person)]
    [InlineData("纳入失信日期", "2023-01-01；")]
    [InlineData("纳入失信日期", "2023-01-01；2023-01-02；2023-01-03；2023-01-04")]
    [InlineData("纳入失信日期", "；")]
    public void Lists_that_do_not_align_reject_the_row(string header, string cell)
    {
        var problem = new TestRow().With("被执行人", "王某；李某；赵某").With("被执行人证件号", "").With(header, cell).Rejected();

        problem.Code.ShouldBe("alignment");
        problem.Column.ShouldBe(header);
    }

    [Fact]
    public void A_separator_too_many_at_the_end_harms_nobody()
    {
        var said = new TestRow().With("被执行人", "王某；李某；").With("被执行人证件号", $"{TestRow.Person}；；").Said();

        said.Respondents.Select(person => person.Name).ShouldBe(["王某", "李某"]);
    }

    [Fact]
    public void A_hole_in_a_list_of_names_is_no_person() =>
        new TestRow().With("被执行人", "王某；；李某").With("被执行人证件号", "").Rejected().Code.ShouldBe("alignment");

    [Fact]
    public void Assets_have_amounts_days_and_obstacles()
    {
        var assets = new TestRow()
            .With("已查明财产", "银行存款:1,200.50；不动产:800000；股权")
            .With("财产查明日期", "；2023-01-01；")
            .With("不可处置原因", "不动产:唯一住房；轮候查封")
            .Said()
            .Assets.Value;

        assets.ShouldBe([
            new()
            {
                Kind = "银行存款",
                Amount = new Money(1200.50m),
                FoundOn = Field<DateOnly>.None,
                Obstacle = "轮候查封",
            },
            new()
            {
                Kind = "不动产",
                Amount = new Money(800_000),
                FoundOn = January,
                Obstacle = "唯一住房",
            },
            new()
            {
                Kind = "股权",
                Amount = Field<Money>.None,
                FoundOn = Field<DateOnly>.None,
                Obstacle = "轮候查封",
            },
        ]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("无")]
    [InlineData("-")]
    public void No_assets_are_none_and_not_unknown(string cell) =>
        new TestRow().With("已查明财产", cell).Said().Assets.IsNone.ShouldBeTrue();

    [Theory]
    [InlineData("浙D·12345；浙d67890", "2023-01-01", "；2023-02-01", "浙D12345 2023-01-01 none|浙D67890 2023-01-01 2023-02-01")]
    [InlineData("", "2023-01-01", "", "none 2023-01-01 none")]
    [InlineData("浙D12345；", "2023-01-01；2023-02-01", "", "浙D12345 2023-01-01 none|none 2023-02-01 none")]
    [InlineData("浙D12345；浙D67890", "", "", "浙D12345 none none|浙D67890 none none")]
    [InlineData("", "", "", "")]
    public void Vehicles_align_with_their_dates(string plates, string sealedOn, string impoundedOn, string expected)
    {
        var vehicles = new TestRow()
            .With("车辆号牌", plates)
            .With("车辆查封日期", sealedOn)
            .With("车辆扣押日期", impoundedOn)
            .Said()
            .Vehicles;

        string.Join('|', vehicles.Or([]).Select(car => $"{car.Plate} {Day(car.SealedOn)} {Day(car.ImpoundedOn)}")).ShouldBe(expected);
        vehicles.IsNone.ShouldBe(expected.Length == 0);

        static string Day(Field<DateOnly> day) => day.Has(out var on) ? $"{on:yyyy-MM-dd}" : day.ToString();
    }

    [Fact]
    public void Channels_and_measures_are_lists_of_words()
    {
        var said = new TestRow().With("查控范围", "银行存款；证券, 车辆、不动产；银行存款").With("传统调查措施", "").Said();

        said.QueriedChannels.Value.ShouldBe(["银行存款", "证券", "车辆", "不动产"]);
        said.FieldMeasures.IsNone.ShouldBeTrue();
    }

    [Theory]
    [InlineData("案号", "（2023）浙0699执1号", "unknown-court")]
    [InlineData("法院", "上海市某某法院", "court-name")]
    [InlineData("不可处置原因", "汽车:下落不明", "obstacle-kind")]
    public void What_is_odd_but_readable_is_a_warning(string header, string cell, string code) =>
        new TestRow()
            .With("已查明财产", "车辆:1")
            .With(header, cell)
            .Warnings()
            .ShouldContain(warning => warning.Code == code && warning.IsWarning);

    [Theory]
    [InlineData("330602", true)]
    [InlineData("330600", true)]
    [InlineData("330000", true)]
    [InlineData("330603", false)]
    [InlineData("310000", false)]
    public void A_row_of_another_division_is_rejected(string scope, bool isWithin)
    {
        var verdict = new TestRow().Judge(scope);

        if (isWithin)
            verdict.ShouldBeOfType<RowVerdict.Accepted>();
        else
            verdict.ShouldBeOfType<RowVerdict.Rejected>().Errors.ShouldHaveSingleItem().Code.ShouldBe("outside-division");
    }

    [Fact]
    public void The_hash_is_of_what_is_said_and_not_of_how_it_is_written()
    {
        var plain = new TestRow().With("结案日期", "").Accepted().Hash;

        new TestRow()
            .With("结案日期", " ")
            .With("立案日期", "2023年1月5日")
            .With("执行标的金额", "120,000.00元")
            .Accepted()
            .Hash.ShouldBe(plain);
        new TestRow().Accepted().Hash.ShouldNotBe(plain);
        new TestRow().With("结案日期", "").With("备注", "农民工").Accepted().Hash.ShouldNotBe(plain);
        plain.Length.ShouldBe(32);
    }

    [Fact]
    public void What_a_file_says_of_parts_it_does_not_list_is_in_the_hash()
    {
        var none = new TestRow().Accepted().Hash;
        var sealedOn = new TestRow().With("车辆查封日期", "2023-01-01").Accepted();

        sealedOn.Hash.ShouldNotBe(none);
        sealedOn.OfKnown!.SealedOn.Value.ShouldBe(January);
        new TestRow().With("不可处置原因", "车辆:下落不明").Accepted().Hash.ShouldNotBe(none);
    }

    [Property]
    public bool Any_cells_are_judged(string?[] texts)
    {
        var row = new TestRow();
        for (var at = 0; at < texts.Length && at < CaseColumns.All.Count; at++)
            row.With(CaseColumns.All[^(at + 1)].Header, texts[at] ?? "");
        return row.Judge() is RowVerdict.Rejected or RowVerdict.Accepted { Patch.Hash.Length: 32 };
    }
}
