using System.Text;
using System.Text.Json;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.CourtFeed.Cases;
using Exchange.CourtFeed.Reading;
using Exchange.Sheets;
using Shouldly;

namespace Exchange.Tests.Unit.Reading;

/// <summary>A row that is in order, of which a test changes what it is about.</summary>
internal sealed class TestRow
{
    public const string Person = "11010519491231002X";
    public const string Company = "91350100M000100Y43";

    public static readonly DateOnly ReceivedOn = new(2026, 3, 31);
    public static readonly DivisionCode Country = DivisionCode.Country;

    private readonly List<(string Header, string Cell)> cells =
    [
        ("案号", "（2023）浙0602执1234号"),
        ("法院", "绍兴市越城区人民法院"),
        ("申请执行人", "甲公司"),
        ("被执行人", "王某"),
        ("被执行人证件号", Person),
        ("立案日期", "2023-01-05"),
        ("执行依据", "（2022）浙0602民初77号民事判决书"),
        ("执行标的金额", "120000"),
    ];

    public TestRow With(string header, string cell)
    {
        cells.RemoveAll(known => known.Header == header);
        cells.Add((header, cell));
        return this;
    }

    public TestRow Without(string header)
    {
        cells.RemoveAll(known => known.Header == header);
        return this;
    }

    public RowVerdict Judge(string scope = "000000") =>
        new RowJudge(ReceivedOn, DivisionCode.Parse(scope)).Judge(
            RawRow.OfCells(
                2,
                new SheetHeader(CaseColumns.Form, [.. cells.Select(known => known.Header)]),
                [.. cells.Select(known => known.Cell)]
            )
        );

    public CasePatch Accepted() => Judge().ShouldBeOfType<RowVerdict.Accepted>().Patch;

    public CaseRecord Said() => Accepted().Said;

    public RowProblem Rejected() => Judge().ShouldBeOfType<RowVerdict.Rejected>().Errors.ShouldHaveSingleItem();

    public IReadOnlyList<RowProblem> Warnings() => Judge().ShouldBeOfType<RowVerdict.Accepted>().Warnings;

    /// <summary>The record as JSON, with what the test changes of it.</summary>
    public static string Json(string more = "", string respondents = $$"""[{"name":"王某","id":"{{Person}}"}]""") =>
        $$"""
            {"caseNumber":"（2023）浙0602执1234号","court":"绍兴市越城区人民法院","applicants":[{"name":"甲公司"}],"respondents":{{respondents}},
            "filedOn":"2023-01-05","basis":"（2022）浙0602民初77号民事判决书","claim":120000{{(more.Length > 0 ? "," + more : "")}}}
            """;

    public static RowVerdict ReadJson(string json) => CaseJson.Read(Encoding.UTF8.GetBytes(json), ReceivedOn, Country);

    public static string Canonical(CaseRecord record) => JsonSerializer.Serialize(record, ExchangeJson.Options);
}
