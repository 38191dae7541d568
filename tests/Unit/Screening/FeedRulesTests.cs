using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Feeds;
using Exchange.ProcuratorateIntake.Screening;
using Shouldly;
using Xunit;
using static Exchange.Tests.Unit.Screening.Around;
using static Exchange.Tests.Unit.Screening.Records;

namespace Exchange.Tests.Unit.Screening;

/// <summary>The rules that rest on feeds, at and on both sides of each threshold.</summary>
public sealed class FeedRulesTests
{
    private static readonly PartyNumber Wife = PartyNumber.Parse("110105194912310054");

    // Restricted on 1 February 2024 and not lifted.
    [Theory]
    [InlineData("飞机", null, "经济舱", "banned-trip")]
    [InlineData("火车", "K1", "软卧", "banned-trip")]
    [InlineData("火车", "K1", "硬卧", "clean")]
    [InlineData("火车", "G7", "二等座", "banned-trip")]
    [InlineData("火车", "D7", "二等座", "clean")]
    [InlineData("火车", "D7", "一等座", "banned-trip")]
    [InlineData("火车", "C7", "商务座", "banned-trip")]
    [InlineData("火车", null, "一等座", "clean")] // of which train, nobody says
    [InlineData("轮船", null, "二等舱", "banned-trip")]
    [InlineData("轮船", null, "三等舱", "clean")]
    public void A_class_is_forbidden_by_the_means_of_travel(string by, string? number, string seat, string verdict) =>
        Faultless
            .JudgedBy(RestrictionBreached.Rule, Facts(new Trip("张三", Person, Day("2024-03-01"), by, number, seat, null)))
            .InShort()
            .ShouldBe(verdict);

    [Theory]
    [InlineData("2024-01-31", null, "clean")]
    [InlineData("2024-02-01", null, "banned-trip")]
    [InlineData("2024-03-14", null, "banned-trip")]
    [InlineData("2024-03-15", null, "clean")] // the day of the lift is free
    [InlineData("2024-03-01", "浙0602许1号", "clean")]
    public void A_trip_counts_from_the_restriction_up_to_its_lift_and_without_permission(string on, string? permission, string verdict)
    {
        var record = Faultless.With(Faultless.Respondents[0] with { RestrictionLiftedOn = Day("2024-03-15") });

        record
            .JudgedBy(RestrictionBreached.Rule, Facts(new Trip("张三", Person, Day(on), "飞机", null, "经济舱", permission)))
            .InShort()
            .ShouldBe(verdict);
    }

    [Fact]
    public void Of_a_company_its_representative_is_bound_while_it_is_that()
    {
        var record = Faultless.With(Faultless.Respondents[0] with { Name = "甲公司", Id = Company });
        var trip = new Trip("李总", Person, Day("2024-03-01"), "飞机", null, "经济舱", null);

        Judge(Tie(Company, "法定代表人", Person, "2024-01-01", "2024-03-02")).ShouldBe("banned-trip");
        Judge(Tie(Company, "法定代表人", Person, "2024-01-01", "2024-03-01")).ShouldBe("clean");
        Judge(Tie(Company, "股东", Person)).ShouldBe("clean");

        string Judge(Relation tie) => record.JudgedBy(RestrictionBreached.Rule, Facts(trip, tie)).InShort();
    }

    [Fact]
    public void A_feed_that_never_delivered_leaves_it_open_only_where_it_could_matter()
    {
        Faultless.JudgedBy(RestrictionBreached.Rule, Delivered([])).InShort().ShouldBe("? feeds.travel");
        Faultless
            .With(Faultless.Respondents[0] with { RestrictedOn = Field<DateOnly>.None })
            .JudgedBy(RestrictionBreached.Rule, Delivered([]))
            .InShort()
            .ShouldBe("clean");
    }

    [Theory]
    [InlineData("赌博", "2024-01-09", "clean")] // the day before the filing
    [InlineData("赌博", "2024-01-10", "gambled-while-owing")]
    [InlineData("为赌博提供条件", "2024-01-31", "gambled-while-owing")]
    [InlineData("赌博", "2024-02-01", "clean")] // restricted since that day
    [InlineData("殴打他人", "2024-01-20", "clean")]
    public void A_debtor_who_gambles_unrestricted_is_found(string offence, string on, string verdict) =>
        Faultless.JudgedBy(GamblerDebtor.Rule, Facts(new Penalty("张三", Person, offence, Day(on), null))).InShort().ShouldBe(verdict);

    [Fact]
    public void Who_has_paid_may_be_punished_for_gambling_and_no_longer_owes()
    {
        var penalty = new Penalty("张三", Person, "赌博", Day("2024-01-20"), null);

        Judge("2024-01-20").ShouldBe("clean");
        Judge("2024-01-21").ShouldBe("gambled-while-owing");
        Judge("?").ShouldBe("? performedOn");

        string Judge(string performed) =>
            (Faultless with { PerformedOn = Cell(performed) }).JudgedBy(GamblerDebtor.Rule, Facts(penalty)).InShort();
    }

    // Ended on 20 May 2024; 90 days later is 18 August.
    [Theory]
    [InlineData(999.99, "2024-05-01", "clean")]
    [InlineData(1000, "2024-05-01", "fund-balance")]
    [InlineData(1000, "2024-01-09", "clean")]
    [InlineData(1000, "2024-01-10", "fund-balance")]
    [InlineData(1000, "2024-08-18", "fund-balance")]
    [InlineData(1000, "2024-08-19", "clean")]
    public void A_provident_fund_counts_from_a_thousand_yuan_near_the_ending(double balance, string on, string verdict) =>
        Faultless
            .JudgedBy(HiddenEquityOrFund.Rule, Facts(new FundBalance("张三", Person, new Money((decimal)balance), Day(on))))
            .InShort()
            .ShouldBe(verdict);

    [Fact]
    public void The_latest_statement_counts_and_what_the_record_lists_is_not_hidden()
    {
        var (rich, poor) = (Fund(5_000, "2024-04-01"), Fund(10, "2024-05-01"));

        Judge(Faultless, rich, poor).ShouldBe("clean");
        Judge(Faultless, rich).ShouldBe("fund-balance");
        Judge(Faultless.With(new Asset { Kind = "公积金", Amount = new Money(5_000) }), rich).ShouldBe("clean");
        Judge(Faultless.With(new Asset { Kind = "公积金", Amount = Money.Zero }), rich).ShouldBe("fund-balance");
        Judge(Faultless with { Assets = default }, rich).ShouldBe("? assets");

        static FundBalance Fund(int balance, string on) => new("张三", Person, new Money(balance), Day(on));
        static string Judge(CaseRecord record, params Fact[] facts) => record.JudgedBy(HiddenEquityOrFund.Rule, Facts(facts)).InShort();
    }

    [Theory]
    [InlineData("2024-05-20", null, "equity-held")]
    [InlineData("2024-05-21", null, "clean")]
    [InlineData("2020-01-01", "2024-05-20", "clean")] // the end is excluded
    [InlineData("2020-01-01", "2024-05-21", "equity-held")]
    public void A_share_counts_when_it_is_held_on_the_day_of_the_ending(string from, string? until, string verdict) =>
        Faultless
            .JudgedBy(
                HiddenEquityOrFund.Rule,
                Facts(
                    new EquityHeld(
                        "张三",
                        Person,
                        "甲公司",
                        Company,
                        new Money(100),
                        null,
                        Day(from),
                        until is null ? null : Day(until),
                        null,
                        null,
                        null,
                        null
                    )
                )
            )
            .InShort()
            .ShouldBe(verdict);

    [Theory]
    [InlineData("2019-12-31", null, "clean")] // before the marriage
    [InlineData("2020-01-01", null, "spouse-holds")]
    [InlineData("2024-05-20", null, "spouse-holds")]
    [InlineData("2024-05-21", null, "clean")] // after the ending
    [InlineData("2021-01-01", "2024-05-20", "clean")]
    [InlineData("2021-01-01", "2024-05-21", "spouse-holds")]
    public void A_spouses_house_is_common_when_acquired_in_marriage_and_still_held(string acquired, string? lost, string verdict)
    {
        var house = House(Wife, acquired, lost);

        Faultless.JudgedBy(HiddenCoOwnership.Rule, Facts(Tie(Wife, "配偶", Person, "2020-01-01"), house)).InShort().ShouldBe(verdict);
        Faultless.JudgedBy(HiddenCoOwnership.Rule, Facts(house)).InShort().ShouldBe("clean");
    }

    [Theory]
    [InlineData("律师", null, null, null, "no-licence")]
    [InlineData("律师", "13301", null, null, "clean")]
    [InlineData("公民", null, null, null, "not-recommended")]
    [InlineData("推荐公民", null, null, null, "not-recommended")]
    [InlineData("近亲属", null, "绍兴市越城区人民法院", "2000-01-01", "clean")]
    [InlineData("律师", "13301", "绍兴市越城区人民法院", "2000-01-01", "former-court")]
    [InlineData("律师", "13301", "杭州市西湖区人民检察院", "2022-03-02", "former-judge")]
    [InlineData("律师", "13301", "杭州市西湖区人民检察院", "2022-03-01", "clean")]
    [InlineData("律师", "13301", "某某银行", "2024-01-01", "clean")]
    public void Who_may_act_for_a_party_is_by_law(string role, string? licence, string? left, string? leftOn, string verdict) =>
        Faultless
            .JudgedBy(
                UnqualifiedRelatedParty.Rule,
                Facts(
                    new Agent(
                        Faultless.CaseNumber,
                        "李四",
                        null,
                        "王五",
                        null,
                        role,
                        licence,
                        null,
                        left,
                        leftOn is null ? null : Day(leftOn),
                        Day("2024-03-01")
                    )
                )
            )
            .InShort()
            .ShouldBe(verdict);

    [Theory]
    [InlineData(69_999, 10_000, 30, "low-reserve")]
    [InlineData(70_000, 10_000, 30, "clean")]
    [InlineData(70_000, 10_000, 29, "short-notice")]
    [InlineData(70_000, 3_499, 30, "deposit")]
    [InlineData(70_000, 3_500, 30, "clean")]
    [InlineData(70_000, 14_000, 30, "clean")]
    [InlineData(70_000, 14_001, 30, "deposit")]
    public void A_first_sale_has_its_reserve_notice_and_deposit(int reserve, int deposit, int notice, string verdict) =>
        Faultless
            .JudgedBy(AuctionIrregularity.Rule, Facts(Sale(1, reserve, "2024-03-31", deposit: deposit, notice: notice, appraisal: 100_000)))
            .InShort()
            .ShouldBe(verdict);

    [Theory]
    [InlineData(56_000, "2024-04-30", "clean")]
    [InlineData(55_999, "2024-04-30", "steep-cut")]
    [InlineData(56_000, "2024-05-01", "late-second")]
    public void A_second_sale_comes_within_thirty_days_and_not_much_cheaper(int reserve, string on, string verdict) =>
        Faultless
            .JudgedBy(AuctionIrregularity.Rule, Facts(Sale(1, 70_000, "2024-03-31", appraisal: 100_000), Sale(2, reserve, on, notice: 15)))
            .InShort()
            .ShouldBe(verdict);

    [Fact]
    public void A_sale_back_to_the_debtors_circle_is_a_lead_of_high_priority()
    {
        var sold = Sale(1, 70_000, "2024-03-31", result: "成交", buyer: Wife);
        var verdict = Faultless.JudgedBy(AuctionIrregularity.Rule, Facts(sold, Tie(Person, "配偶", Wife)));

        verdict.InShort().ShouldBe("buy-back");
        Rules
            .PriorityOf(AuctionIrregularity.Rule, verdict, Urgency.Of(Faultless, new RuleContext { AsOf = Today }))
            .ShouldBe(Priority.High);
        Faultless.JudgedBy(AuctionIrregularity.Rule, Facts(sold)).InShort().ShouldBe("clean");
    }

    [Theory]
    [InlineData(100, 101, "李四", "clean")]
    [InlineData(100, 101.01, "李四", "wrong-sum")]
    [InlineData(100, 98.99, "李四", "wrong-sum")]
    [InlineData(100, 100, "王五", "wrong-payee")]
    public void What_is_paid_out_goes_in_full_to_an_applicant(double due, double paid, string payee, string verdict) =>
        Faultless
            .JudgedBy(
                DistributionIrregularity.Rule,
                Facts(new Payout(Faultless.CaseNumber, payee, null, new Money((decimal)due), new Money((decimal)paid), Day("2024-03-01")))
            )
            .InShort()
            .ShouldBe(verdict);

    [Fact]
    public void A_car_that_the_feed_saw_impounded_is_not_on_paper_and_one_on_the_road_is_urgent()
    {
        var record = Faultless.With(
            new Vehicle
            {
                Plate = "浙D·12345",
                SealedOn = Day("2024-03-01"),
                ImpoundedOn = Field<DateOnly>.None,
            }
        );

        Judge().ShouldBe("sealed-not-impounded");
        Judge(new Impound("浙D12345", Day("2024-05-20"), null)).ShouldBe("clean");
        Judge(new Impound("浙D12345", Day("2024-05-21"), null)).ShouldBe("sealed-not-impounded");
        Judge(Seen("2024-03-01")).ShouldBe("sealed-not-impounded");
        Judge(Seen("2024-03-02")).ShouldBe("sealed-not-impounded seen-on-the-road");
        var seen = record.JudgedBy(PaperVehicleSeizure.Rule, Facts(Seen("2024-03-02")));
        Rules.PriorityOf(PaperVehicleSeizure.Rule, seen, Urgency.Of(record, new RuleContext { AsOf = Today })).ShouldBe(Priority.High);

        string Judge(params Fact[] facts) => record.JudgedBy(PaperVehicleSeizure.Rule, Facts(facts)).InShort();
        static Sighting Seen(string on) => new("浙D12345", Day(on).ToDateTime(new TimeOnly(8, 0)), "人民路");
    }

    [Theory]
    [InlineData("2024-01-11", 69_999, "clean")] // before the notice of 12 January
    [InlineData("2024-01-12", 69_999, "cheap-transfer")]
    [InlineData("2024-01-12", 70_000, "clean")]
    public void What_is_sold_cheaply_after_the_notice_is_found(string on, int price, string verdict) =>
        Faultless.JudgedBy(NomineeTransfer.Rule, Facts(House(Person, "2010-01-01", on, price))).InShort().ShouldBe(verdict);

    [Theory]
    [InlineData("2023-01-11", 99_999, "clean")]
    [InlineData("2023-01-12", 99_999, "to-related")]
    [InlineData("2023-01-12", 100_000, "clean")]
    public void To_a_related_person_it_counts_from_a_year_before_and_at_any_lower_price(string on, int price, string verdict) =>
        Faultless
            .JudgedBy(NomineeTransfer.Rule, Facts(House(Person, "2010-01-01", on, price, Wife), Tie(Person, "兄弟姐妹", Wife)))
            .InShort()
            .ShouldBe(verdict);

    [Fact]
    public void The_filing_of_the_civil_case_comes_before_the_notice()
    {
        var civil = new CivilCase(
            CaseNumber.Parse("（2023）浙0602民初99号"),
            "李四",
            null,
            "张三",
            Person,
            Day("2023-06-01"),
            null,
            "判决",
            null,
            null,
            Faultless.CaseNumber
        );

        Judge("2023-05-31").ShouldBe("clean");
        Judge("2023-06-01").ShouldBe("cheap-transfer");

        string Judge(string on) => Faultless.JudgedBy(NomineeTransfer.Rule, Facts(civil, House(Person, "2010-01-01", on, 0))).InShort();
    }

    [Theory]
    [InlineData(100_000, "出资款", 80_000, "2024-03-31", "in-and-out")]
    [InlineData(99_999.99, "出资款", 80_000, "2024-03-31", "clean")]
    [InlineData(100_000, "货款", 80_000, "2024-03-31", "clean")]
    [InlineData(100_000, "出资款", 79_999.99, "2024-03-31", "clean")]
    [InlineData(100_000, "出资款", 80_000, "2024-04-01", "clean")]
    public void A_contribution_that_leaves_within_thirty_days_is_fake(double sum, string purpose, double back, string on, string verdict)
    {
        var record = Faultless.With(Faultless.Respondents[0] with { Name = "甲公司", Id = Company });
        var facts = Facts(
            Tie(Company, "股东", Person),
            new Payment(Person, "张三", null, Company, "甲公司", null, At("2024-03-01"), new Money((decimal)sum), purpose),
            new Payment(Company, "甲公司", null, Person, "张三", null, At(on), new Money((decimal)back), "往来款")
        );

        record.JudgedBy(FakeContribution.Rule, facts).InShort().ShouldBe(verdict);
    }

    [Theory]
    [InlineData(99_999.99, "2024-03-01", "货款", "clean")]
    [InlineData(100_000, "2024-03-01", "货款", "revenue-elsewhere")]
    [InlineData(100_000, "2024-03-01", "借款", "clean")]
    [InlineData(100_000, "2024-01-09", "货款", "clean")]
    [InlineData(100_000, "2025-01-10", "货款", "revenue-elsewhere")]
    [InlineData(100_000, "2025-01-11", "货款", "clean")]
    public void Revenue_that_goes_to_the_representative_is_off_the_books(double sum, string on, string purpose, string verdict)
    {
        var customer = PartyNumber.Parse("91330602MA2B12345N");
        var record = Faultless.With(Faultless.Respondents[0] with { Name = "甲公司", Id = Company });
        var facts = Facts(
            Tie(Company, "法定代表人", Person),
            new Payment(customer, "乙公司", null, Person, "张三", null, At(on), new Money((decimal)sum), purpose)
        );

        record.JudgedBy(OffBookCirculation.Rule, facts).InShort().ShouldBe(verdict);
    }

    private static DateTime At(string on) => Day(on).ToDateTime(new TimeOnly(10, 0));

    private static PropertyHeld House(PartyNumber owner, string acquired, string? lost, int? price = null, PartyNumber? to = null) =>
        new(
            "某某",
            owner,
            "不动产",
            null,
            "人民路1号",
            Day(acquired),
            lost is null ? null : Day(lost),
            null,
            to,
            price is { } yuan ? new Money(yuan) : null,
            new Money(100_000)
        );

    private static AuctionRound Sale(
        int round,
        int reserve,
        string on,
        int? deposit = null,
        int notice = 30,
        int? appraisal = null,
        string result = "流拍",
        PartyNumber? buyer = null
    ) =>
        new(
            Faultless.CaseNumber,
            "1",
            "不动产",
            appraisal is { } worth ? new Money(worth) : null,
            round,
            new Money(reserve),
            deposit is { } sum ? new Money(sum) : null,
            Day(on).AddDays(-notice),
            Day(on),
            result,
            buyer is null ? null : "买家",
            buyer,
            null,
            null
        );
}
