using Exchange.Contracts.Court;
using Exchange.CourtFeed.Cases;
using FsCheck.Xunit;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Reading;

public sealed class CaseMergeTests
{
    private static readonly DateOnly January = new(2023, 1, 1);
    private static readonly DateOnly March = new(2023, 3, 1);

    [Fact]
    public void What_is_absent_keeps_and_what_is_empty_replaces()
    {
        var known = Merge(null, new TestRow().With("承办人", "张法官").With("备注", "农民工"));

        var after = Merge(known, new TestRow().With("备注", ""));

        after.Officer.Value.ShouldBe("张法官");
        after.Remarks.IsNone.ShouldBeTrue();
        after.EndedOn.IsUnknown.ShouldBeTrue();
    }

    [Fact]
    public void The_latest_requery_never_goes_back()
    {
        var known = Merge(null, new TestRow().With("最近查询日期", "2023-03-01"));
        known.LatestRequeryOn.Value.ShouldBe(March);

        var earlier = Merge(known, new TestRow().With("最近查询日期", "2023-01-01"));
        earlier.LastQueriedOn.Value.ShouldBe(January);
        earlier.LatestRequeryOn.Value.ShouldBe(March);

        Merge(earlier, new TestRow().With("最近查询日期", "")).LatestRequeryOn.Value.ShouldBe(March);
        Merge(null, new TestRow()).LatestRequeryOn.IsUnknown.ShouldBeTrue();
    }

    [Fact]
    public void A_person_keeps_by_number_what_the_file_does_not_say()
    {
        var known = Merge(
            null,
            new TestRow()
                .With("被执行人", "王某；乙公司")
                .With("被执行人证件号", $"{TestRow.Person}；{TestRow.Company}")
                .With("限制消费令日期", "2023-01-01；2023-03-01")
        );

        var after = Merge(
            known,
            new TestRow()
                .With("被执行人", "乙公司（更名）；王某")
                .With("被执行人证件号", $"{TestRow.Company}；{TestRow.Person}")
                .With("纳入失信日期", "")
        );

        after.Respondents[0].RestrictedOn.Value.ShouldBe(March);
        after.Respondents[1].RestrictedOn.Value.ShouldBe(January);
        after.Respondents.ShouldAllBe(person => person.ListedOn.IsNone);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("110105********002X", true)]
    [InlineData(TestRow.Company, false)]
    public void A_person_is_known_by_name_where_no_number_says_otherwise(string earlierNumber, bool isSame)
    {
        var known = Merge(null, new TestRow().With("被执行人证件号", earlierNumber).With("限制消费令日期", "2023-01-01"));

        Merge(known, new TestRow()).Respondents[0].RestrictedOn.HasValue.ShouldBe(isSame);
    }

    [Fact]
    public void Assets_keep_by_kind_what_the_file_does_not_say()
    {
        var known = Merge(
            null,
            new TestRow()
                .With("已查明财产", "不动产:1；不动产:2；股权:3")
                .With("财产查明日期", "2023-01-01；2023-03-01；")
                .With("不可处置原因", "股权:冻结")
        );

        var after = Merge(known, new TestRow().With("已查明财产", "不动产:5；不动产:6；车辆:7")).Assets.Value;

        after.Select(asset => asset.Amount.Value.Yuan).ShouldBe([5, 6, 7]);
        after.Select(asset => asset.FoundOn).ShouldBe([January, March, default]);
        after[2].Obstacle.IsUnknown.ShouldBeTrue();
    }

    [Fact]
    public void Obstacles_without_assets_hold_for_those_known()
    {
        var known = Merge(null, new TestRow().With("已查明财产", "不动产:1；股权:3").With("不可处置原因", "股权:冻结"));

        var after = Merge(known, new TestRow().With("不可处置原因", "不动产:唯一住房")).Assets.Value;
        after[0].Obstacle.Value.ShouldBe("唯一住房");
        after[1].Obstacle.IsNone.ShouldBeTrue();

        Merge(known, new TestRow().With("不可处置原因", "")).Assets.Value.ShouldAllBe(asset => asset.Obstacle.IsNone);
        Merge(null, new TestRow().With("不可处置原因", "流拍")).Assets.IsUnknown.ShouldBeTrue();
    }

    [Fact]
    public void Dates_without_plates_hold_for_the_vehicles_known_or_are_one_vehicle()
    {
        var dates = new TestRow().With("车辆查封日期", "2023-01-01");
        var known = Merge(null, new TestRow().With("车辆号牌", "浙D12345；浙D67890").With("车辆扣押日期", "；2023-03-01"));

        var after = Merge(known, dates).Vehicles.Value;
        after.ShouldAllBe(vehicle => vehicle.SealedOn == January);
        after[1].ImpoundedOn.Value.ShouldBe(March);

        var alone = Merge(null, dates).Vehicles.Value.ShouldHaveSingleItem();
        alone.Plate.IsUnknown.ShouldBeTrue();
        alone.SealedOn.Value.ShouldBe(January);
    }

    [Fact]
    public void A_list_that_is_there_says_which_parts_there_are()
    {
        var known = Merge(null, new TestRow().With("已查明财产", "不动产:1；股权:3").With("车辆号牌", "浙D12345"));

        var after = Merge(known, new TestRow().With("已查明财产", "股权:3").With("车辆号牌", ""));

        after.Assets.Value.ShouldHaveSingleItem().Kind.ShouldBe("股权");
        after.Vehicles.IsNone.ShouldBeTrue();
    }

    [Property]
    public bool To_merge_twice_is_to_merge_once(byte columns, byte others)
    {
        var known = Merge(null, Some(columns));
        var once = Merge(known, Some(others));
        return RecordHash.Of(Merge(once, Some(others))) == RecordHash.Of(once);
    }

    [Fact]
    public void Changes_tell_what_happened_between_two_states()
    {
        var filed = Merge(null, new TestRow());
        CaseChanges.Between(null, filed).ShouldBe([CaseChange.CaseFiled]);
        CaseChanges.Between(filed, Merge(filed, new TestRow())).ShouldBeEmpty();

        Changes(new TestRow().With("网络查控日期", "2023-01-01")).ShouldBe([CaseChange.PropertyInvestigated]);
        Changes(new TestRow().With("车辆号牌", "浙D1").With("车辆查封日期", "2023-01-01")).ShouldBe([CaseChange.AssetSeized]);
        Changes(new TestRow().With("纳入失信日期", "2023-01-01")).ShouldBe([CaseChange.SanctionImposed]);
        Changes(new TestRow().With("限制消费解除日期", "2023-01-01")).ShouldBe([CaseChange.SanctionLifted]);
        Changes(new TestRow().With("结案日期", "2023-03-01").With("结案方式", "终结本次执行程序")).ShouldBe([CaseChange.EndedForNow]);
        Changes(new TestRow().With("结案日期", "2023-03-01").With("结案方式", "执行完毕"))
            .ShouldBe([CaseChange.PerformanceRecorded, CaseChange.Concluded]);
        Changes(new TestRow().With("恢复执行日期", "2023-03-01")).ShouldBe([CaseChange.Resumed]);
        Changes(new TestRow().With("最近查询日期", "2023-03-01")).ShouldBe([CaseChange.Requeried]);
        Changes(new TestRow().With("备注", "改")).ShouldBe([CaseChange.DetailsCorrected]);
        CaseChanges.Between(filed, filed with { Withdrawn = true }).ShouldBe([CaseChange.CaseWithdrawn]);

        IReadOnlyList<CaseChange> Changes(TestRow row) => CaseChanges.Between(filed, Merge(filed, row));
    }

    private static TestRow Some(byte columns)
    {
        var row = new TestRow();
        (string Header, string Cell)[] all =
        [
            ("已查明财产", "不动产:1；股权"),
            ("不可处置原因", "股权:冻结"),
            ("车辆号牌", "浙D12345"),
            ("车辆查封日期", "2023-01-01"),
            ("最近查询日期", "2023-03-01"),
            ("备注", ""),
            ("限制消费令日期", "2023-01-01"),
            ("申请执行人证件号", ""),
        ];
        for (var at = 0; at < all.Length; at++)
        {
            if ((columns & 1 << at) != 0)
                row.With(all[at].Header, all[at].Cell);
        }
        return row;
    }

    private static CaseRecord Merge(CaseRecord? known, TestRow row) => CaseMerge.Merge(known, row.Accepted());
}
