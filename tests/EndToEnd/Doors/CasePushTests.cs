using Exchange.Access;
using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd.Doors;

/// <summary>One record through the door: what is wrong is named with its exact place, and what is known already changes nothing.</summary>
public sealed class CasePushTests(QuietExchange exchange) : IClassFixture<QuietExchange>
{
    private const string Door = "/court/v1/cases";
    private static int last = 1000;

    private readonly string number = SampleRecord.NumberOf(Interlocked.Increment(ref last));

    public static TheoryData<string, string, string, string> Wrong =>
        new()
        {
            // place, JSON there ("absent" removes it), code, place that is named
            { "caseNumber", "absent", "required", "caseNumber" },
            { "caseNumber", "\"\"", "required", "caseNumber" },
            { "caseNumber", "null", "required", "caseNumber" },
            { "court", "\" \"", "required", "court" },
            { "applicants", "absent", "required", "applicants" },
            { "applicants", "[]", "required", "applicants" },
            { "applicants[0].name", "\"\"", "required", "applicants[0].name" },
            { "respondents", "null", "required", "respondents" },
            { "respondents[0].name", "absent", "required", "respondents[0].name" },
            { "respondents[0].id", "absent", "required", "respondents[0].id" },
            { "filedOn", "absent", "required", "filedOn" },
            { "basis", "null", "required", "basis" },
            { "claim", "\"\"", "required", "claim" },
            { "caseNumber", "\"2026浙0602执1号\"", "case-number", "caseNumber" },
            { "caseNumber", "\"（2026）浙0602拍卖1号\"", "case-number", "caseNumber" },
            { "originCaseNumber", "\"不详\"", "case-number", "originCaseNumber" },
            { "respondents[0].id", "\"110105194912310021\"", "invalid-id", "respondents[0].id" },
            { "respondents[0].id", "\"11010519490229002X\"", "invalid-id", "respondents[0].id" },
            { "respondents[0].id", "\"91350100M000100Y44\"", "invalid-id", "respondents[0].id" },
            { "applicants[0].id", "\"123\"", "invalid-id", "applicants[0].id" },
            { "filedOn", "\"2026-02-30\"", "date", "filedOn" },
            { "filedOn", "\"bald\"", "date", "filedOn" },
            { "endedOn", "20260301.5", "date", "endedOn" },
            { "respondents[0].listedOn", "\"2026-13-01\"", "date", "respondents[0].listedOn" },
            { "filedOn", "\"2026-07-02\"", "future-date", "filedOn" },
            { "respondents[0].restrictedOn", "\"2099-01-01\"", "future-date", "respondents[0].restrictedOn" },
            { "assets[0].foundOn", "\"2026-07-02\"", "future-date", "assets[0].foundOn" },
            { "claim", "-1", "amount", "claim" },
            { "claim", "1.234", "amount", "claim" },
            { "claim", "\"many\"", "amount", "claim" },
            { "claim", "1e400", "amount", "claim" },
            { "recovered", "true", "amount", "recovered" },
            { "assets[0].amount", "-0.01", "amount", "assets[0].amount" },
            { "deductedDays", "-1", "number", "deductedDays" },
            { "deductedDays", "1.5", "number", "deductedDays" },
            { "openClues", "\"some\"", "number", "openClues" },
            { "openClues", "99999999999999999999", "number", "openClues" },
            { "ending", "\"终了\"", "value", "ending" },
            { "applicantAskedForEnding", "\"perhaps\"", "value", "applicantAskedForEnding" },
            { "endedOn", "\"2024-12-31\"", "ending", "endedOn" },
            { "endedOn", "null", "ending", "endedOn" },
            { "ending", "null", "ending", "ending" },
            { "respondents", "{}", "json", "respondents" },
            { "respondents[0]", "5", "json", "respondents[0]" },
            { "queriedChannels", "\"银行存款\"", "json", "queriedChannels" },
            { "queriedChannels", "[1]", "json", "queriedChannels[0]" },
            { "vehicles[0].plate", "5", "json", "vehicles[0].plate" },
            { "remarks", "[]", "json", "remarks" },
            { "caseNumber", "\"（2026）浙0603执1号\"", "outside-division", "caseNumber" },
            { "caseNumber", "\"（2026）京0105执1号\"", "outside-division", "caseNumber" },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task What_is_wrong_is_named_with_its_place_and_nothing_is_kept(string place, string json, string code, string named)
    {
        var record = SampleRecord.Of(number);
        SampleRecord.Set(record, place, json);

        var answer = await Clerk.Post(Door, record);

        answer.Status.ShouldBe(422, answer.Text);
        answer.MediaType.ShouldBe("application/problem+json");
        answer.Body!["errors"]!.AsArray().Select(flaw => $"{flaw!["code"]} {flaw["place"]}").ShouldBe([$"{code} {named}"]);
        answer.Code.ShouldBe(code);
        (await Clerk.Get(PathOf(number))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task All_that_is_wrong_is_named_at_once()
    {
        var record = SampleRecord.Of(number);
        SampleRecord.Set(record, "claim", "-1");
        SampleRecord.Set(record, "filedOn", "\"2026-02-30\"");
        SampleRecord.Set(record, "respondents[0].id", "\"123\"");

        (await Clerk.Post(Door, record)).Places.ShouldBe(["claim", "filedOn", "respondents[0].id"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_new_case_gets_its_first_revision_and_the_same_again_changes_nothing()
    {
        var record = SampleRecord.Of(number);
        var first = await Clerk.Post(Door, record);
        var again = await Clerk.Post(Door, record);

        first.Status.ShouldBe(202, first.Text);
        first["caseNumber"].GetValue<string>().ShouldBe(number);
        first["revision"].GetValue<long>().ShouldBe(1);
        first["changes"].AsArray().ShouldNotBeEmpty();
        again.Status.ShouldBe(202);
        again["revision"].GetValue<long>().ShouldBe(1);
        again["changes"].AsArray().ShouldBeEmpty();
        (await Clerk.Get(PathOf(number)))["history"].AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_values_in_another_way_of_writing_change_nothing()
    {
        await Clerk.Post(Door, SampleRecord.Of(number));
        var other = SampleRecord.Of(number.Replace("（", "(").Replace("）", ")"));
        SampleRecord.Set(other, "filedOn", "\"2025年1月6日\"");
        SampleRecord.Set(other, "claim", "\"120,000.00\"");

        var again = (await Clerk.Post(Door, other)).Ok();

        again["caseNumber"].GetValue<string>().ShouldBe(number);
        again["revision"].GetValue<long>().ShouldBe(1);
        again["changes"].AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_change_makes_a_revision_and_says_what_changed()
    {
        await Clerk.Post(Door, SampleRecord.Of(number));
        var paid = SampleRecord.Of(number);
        SampleRecord.Set(paid, "recovered", "5000");
        SampleRecord.Set(paid, "performedOn", "\"2026-06-30\"");

        var answer = (await Clerk.Post(Door, paid)).Ok();

        answer["revision"].GetValue<long>().ShouldBe(2);
        answer["changes"].ToJsonString().ShouldContain("performanceRecorded");
        (await Clerk.Get(PathOf(number)))["recovered"].GetValue<decimal>().ShouldBe(5000);
    }

    [Fact]
    public async Task What_is_absent_keeps_what_was_known_and_null_replaces_it()
    {
        var full = SampleRecord.Of(number);
        SampleRecord.Set(full, "officer", "\"王法官\"");
        SampleRecord.Set(full, "endingReason", "\"无财产可供执行\"");
        await Clerk.Post(Door, full);
        var next = SampleRecord.Of(number);
        SampleRecord.Set(next, "officer", "absent");
        SampleRecord.Set(next, "endingReason", "null");

        await Clerk.Post(Door, next);

        var known = await Clerk.Get(PathOf(number));
        known["officer"].GetValue<string>().ShouldBe("王法官");
        known.Body!["endingReason"].ShouldBeNull();
    }

    [Fact]
    public async Task What_is_older_than_known_is_not_applied()
    {
        await Clerk.Post(Door + "?asOf=2026-06-30", SampleRecord.Of(number));
        var older = SampleRecord.Of(number);
        SampleRecord.Set(older, "recovered", "1");

        var answer = (await Clerk.Post(Door + "?asOf=2026-06-29", older)).Ok();

        answer["revision"].GetValue<long>().ShouldBe(1);
        answer["changes"].AsArray().ShouldBeEmpty();
        (await Clerk.Get(PathOf(number)))["recovered"].GetValue<decimal>().ShouldBe(0);
    }

    [Fact]
    public async Task An_unknown_property_is_a_warning()
    {
        var record = SampleRecord.Of(number);
        SampleRecord.Set(record, "weather", "\"fine\"");

        var answer = (await Clerk.Post(Door, record)).Ok();

        answer["warnings"].AsArray().Select(w => $"{w!["code"]} {w["place"]}").ShouldBe(["unknown-column weather"]);
    }

    [Theory]
    [InlineData("?asOf=yesterday")]
    [InlineData("?asOf=2026-7-1")]
    [InlineData("?asOf=2026-07-02")]
    public async Task A_day_that_cannot_be_is_refused(string query)
    {
        var answer = await Clerk.Post(Door + query, SampleRecord.Of(number));
        answer.Status.ShouldBe(400);
        answer.Places.ShouldBe(["asOf"]);
    }

    [Fact]
    public async Task A_record_filed_in_error_is_withdrawn_once_and_may_be_delivered_again()
    {
        await Clerk.Post(Door, SampleRecord.Of(number));
        var withdraw = PathOf(number) + "/withdraw";

        (await Clerk.Post(withdraw, new { })).Places.ShouldBe(["reason"]);
        var withdrawn = (await Clerk.Post(withdraw, new { reason = "误报" })).Ok();
        var again = (await Clerk.Post(withdraw, new { reason = "误报" })).Ok();
        withdrawn["withdrawn"].GetValue<bool>().ShouldBeTrue();
        withdrawn["revision"].GetValue<long>().ShouldBe(2);
        again["revision"].GetValue<long>().ShouldBe(2);

        (await Clerk.Post(Door, SampleRecord.Of(number))).Ok()["revision"].GetValue<long>().ShouldBe(3);
        (await Clerk.Get(PathOf(number))).Body!["withdrawn"]?.GetValue<bool>().ShouldBeFalse();
    }

    private Desk Clerk => exchange.Desk(Roles.CourtClerk);

    private static string PathOf(string number) => $"{Door}/{Uri.EscapeDataString(number)}";
}
