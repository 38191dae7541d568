using Exchange.Contracts;
using Exchange.Contracts.Court;

namespace Exchange.SampleData;

internal static partial class Stories
{
    private static readonly string[] Incomplete = ["IncompleteInvestigation"];

    public static Scenario[] IncompleteInvestigation =>
        [
            new("no-query", Incomplete, [Column.QueriedOn], plot => Unqueried(plot.Ended(plot.Anyone()))) { Cards = 2 },
            Scenario.Clean("near-no-query-of-village", [], plot => Unqueried(plot.Ended(plot.Village()))),
            new("query-after-ending", Incomplete, [Column.QueriedOn], plot => Queried(plot, ended => ended.AddDays(1))),
            Scenario.Clean("near-query-on-ending-day", [Column.QueriedOn], plot => Queried(plot, ended => ended)),
            new("query-too-old", Incomplete, [Column.QueriedOn], plot => Queried(plot, ended => ended.PlusMonths(-3).AddDays(-1)))
            {
                Cards = 2,
            },
            Scenario.Clean("near-query-three-months-old", [Column.QueriedOn], plot => Queried(plot, ended => ended.PlusMonths(-3))),
            new("channel-missing", Incomplete, [Column.QueriedChannels], plot => Without(plot, plot.Anyone(), plot.Dice.Pick(Required)))
            {
                Cards = 3,
            },
            new(
                "no-channel",
                Incomplete,
                [Column.QueriedChannels],
                plot => plot.Ended() with { QueriedChannels = Field<IReadOnlyList<string>>.None }
            ),
            new("provident-fund-of-person-missing", Incomplete, [Column.QueriedChannels], plot => Without(plot, plot.Person(), "公积金"))
            {
                Cards = 2,
            },
            Scenario.Clean("near-provident-fund-of-company", [Column.QueriedChannels], plot => Without(plot, plot.Company(), "公积金")),
            new(
                "no-field-measure",
                Incomplete,
                [Column.FieldMeasures],
                plot => plot.Ended() with { FieldMeasures = Field<IReadOnlyList<string>>.None }
            )
            {
                Cards = 3,
            },
        ];

    private static readonly string[] Required = ["银行存款", "证券", "车辆", "不动产", "工商", "网络资金", "保险"];

    private static CaseRecord Unqueried(CaseRecord record) =>
        record with
        {
            QueriedOn = Field<DateOnly>.None,
            QueriedChannels = Field<IReadOnlyList<string>>.None,
        };

    private static CaseRecord Queried(Plot plot, Func<DateOnly, DateOnly> day) =>
        plot.Ended(plot.Anyone()).After(of => of with { QueriedOn = day(of.EndedOn.Value) });

    private static CaseRecord Without(Plot plot, Respondent respondent, string channel) =>
        plot.Ended(respondent) with
        {
            QueriedChannels = Plot.QueriedWithout(channel),
        };
}
