using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Screening;
using Shouldly;
using Xunit;
using static Exchange.Tests.Unit.Screening.Records;

namespace Exchange.Tests.Unit.Screening;

public sealed class IncompleteInvestigationTests
{
    private const string WithoutFund = "银行存款 证券 车辆 不动产 工商 网络资金 保险";

    [Theory]
    [InlineData("-", "no-query")]
    [InlineData("?", "? queriedOn")]
    [InlineData("2024-02-19", "query-too-old")]
    [InlineData("2024-02-20", "clean")]
    [InlineData("2024-05-20", "clean")]
    [InlineData("2024-05-21", "query-after-ending")]
    public void The_network_is_queried_in_the_three_months_before_the_ending(string queried, string verdict) =>
        Judge(Faultless with { QueriedOn = Cell(queried) }).ShouldBe(verdict);

    [Theory]
    [InlineData("2024-05-31", "2024-02-28", "query-too-old")]
    [InlineData("2024-05-31", "2024-02-29", "clean")] // the last day of February
    public void Months_are_counted_back_to_the_last_day_of_a_short_month(string ended, string queried, string verdict) =>
        Judge(Faultless with { EndedOn = Day(ended), QueriedOn = Day(queried) }).ShouldBe(verdict);

    [Theory]
    [InlineData("银行存款")]
    [InlineData("证券")]
    [InlineData("车辆")]
    [InlineData("不动产")]
    [InlineData("工商")]
    [InlineData("网络资金")]
    [InlineData("保险")]
    [InlineData("公积金")]
    public void Every_channel_counts_and_is_named(string channel)
    {
        var verdict = (
            Faultless with
            {
                QueriedChannels = (string[])[.. Faultless.QueriedChannels.Value.Where(one => one != channel)],
            }
        ).JudgedBy(IncompleteInvestigation.Rule);

        verdict.InShort().ShouldBe("channel-missing");
        verdict.Causes[0].Text.ShouldContain(channel);
    }

    [Fact]
    public void An_empty_range_lacks_every_channel_and_one_never_delivered_says_nothing()
    {
        Judge(Faultless with { QueriedChannels = Field<IReadOnlyList<string>>.None }).ShouldBe("channel-missing");
        Judge(Faultless with { QueriedChannels = (string[])[] }).ShouldBe("channel-missing");
        Judge(Faultless with { QueriedChannels = Field<IReadOnlyList<string>>.Unknown }).ShouldBe("? queriedChannels");
    }

    [Theory]
    [InlineData("张三", "11010519491231002X", "channel-missing")]
    [InlineData("某公司", "91350100M000100Y43", "clean")]
    [InlineData("某公司", null, "clean")]
    [InlineData("张三", null, "? respondents[].id")]
    [InlineData("张三", "330602********1234", "channel-missing")]
    public void The_provident_fund_is_due_for_natural_persons(string name, string? number, string verdict)
    {
        var id = number is null ? Field<PartyNumber>.None : PartyNumber.Parse(number);

        Judge((Faultless with { QueriedChannels = WithoutFund.Split(' ') }).With(Faultless.Respondents[0] with { Name = name, Id = id }))
            .ShouldBe(verdict);
    }

    [Theory]
    [InlineData("现场调查", "clean")]
    [InlineData("", "no-field-measure")]
    [InlineData("-", "no-field-measure")]
    [InlineData("?", "? fieldMeasures")]
    public void Somebody_went_and_looked(string measures, string verdict) =>
        Judge(
                Faultless with
                {
                    FieldMeasures = measures switch
                    {
                        "?" => Field<IReadOnlyList<string>>.Unknown,
                        "-" => Field<IReadOnlyList<string>>.None,
                        _ => measures.Split(' ', StringSplitOptions.RemoveEmptyEntries),
                    },
                }
            )
            .ShouldBe(verdict);

    [Theory]
    [InlineData("东浦村民委员会", null, "no-field-measure")]
    [InlineData("城东居民委员会", null, "no-field-measure")]
    [InlineData("花园业主委员会", null, "no-field-measure")]
    [InlineData("某公司绍兴分公司", null, "no-field-measure")]
    [InlineData("某某有限公司", null, "no-query channel-missing no-field-measure")]
    [InlineData("某公司绍兴分公司", "91350100M000100Y43", "no-query channel-missing no-field-measure")]
    public void Bodies_without_a_number_are_not_queried_but_looked_at(string name, string? number, string verdict) =>
        Judge(Unqueried.With(new Respondent { Name = name, Id = number is null ? Field<PartyNumber>.None : PartyNumber.Parse(number) }))
            .ShouldBe(verdict);

    [Fact]
    public void One_respondent_that_is_not_exempt_is_enough() =>
        Judge(
                Unqueried.With(
                    new Respondent { Name = "东浦村民委员会", Id = Field<PartyNumber>.None },
                    new Respondent { Name = "张三", Id = Person }
                )
            )
            .ShouldBe("no-query channel-missing no-field-measure");

    [Fact]
    public void A_number_never_delivered_leaves_the_exemption_open()
    {
        var body = new Respondent { Name = "东浦村民委员会" };

        Judge((Unqueried with { FieldMeasures = Faultless.FieldMeasures }).With(body)).ShouldBe("? respondents[].id");
        Judge(Faultless.With(body)).ShouldBe("clean");
    }

    private static CaseRecord Unqueried =>
        Faultless with
        {
            QueriedOn = Field<DateOnly>.None,
            QueriedChannels = Field<IReadOnlyList<string>>.None,
            FieldMeasures = Field<IReadOnlyList<string>>.None,
        };

    private static string Judge(CaseRecord record) => record.JudgedBy(IncompleteInvestigation.Rule).InShort();
}
