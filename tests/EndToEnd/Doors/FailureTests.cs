using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Exchange.Access;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Local;
using Exchange.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd.Doors;

/// <summary>A court's chunk with one record that nobody can read: the others go in, and operators mend this one, at the doors and at a terminal.</summary>
[Collection(nameof(Alone))]
public sealed class FailureTests : IAsyncLifetime
{
    private const string County = "330602";
    private const string Shelf = "/procuratorate/v1/failures";
    private static readonly string Good = SampleRecord.NumberOf(1);
    private static readonly string Bad = SampleRecord.NumberOf(2);
    private readonly LogBook log = new();
    private LocalRun run = null!;
    private string id = "";

    private Desk Operator => run.As(Roles.Operator, County, name: "王工");

    private Desk Second => run.As(Roles.Operator, County, name: "李工");

    public async ValueTask InitializeAsync()
    {
        run = await LocalRun.Start(new DateOnly(2026, 7, 1), builder => builder.Services.AddSingleton<ILoggerProvider>(log));
        var packed = MessageBody.Pack(Said);
        var spoilt = packed.Body.Replace($"\"caseNumber\":\"{Bad}\",\"revision\"", "\"caseNumber\":\"no number\",\"revision\"");
        await run.Services.GetRequiredService<IMessageBus>().Publish(MessageBody.Unpack(packed.Type, spoilt), default);
        id = (await Operator.Until(Shelf, page => page.Items.Count > 0)).Items.ShouldHaveSingleItem()["id"]!.GetValue<string>();
    }

    public ValueTask DisposeAsync() => run.DisposeAsync();

    [Fact]
    public async Task The_others_go_in_and_the_list_says_what_failed_without_its_content()
    {
        await run.As(Roles.Procurator, County).Until(Case(Good), answer => answer.Status == 200);
        var page = (await Operator.Get(Shelf + "?type=CaseRecordsChanged&state=open")).Ok();
        var failed = page.Items.ShouldHaveSingleItem();
        failed["reason"]!.GetValue<string>().ShouldStartWith("$.caseNumber: CaseNumber");
        failed["allowedActs"]!.AsArray().Count.ShouldBe(3);
        failed.ContainsKey("body").ShouldBeFalse();
        page.Text.ShouldNotContain(SampleRecord.PersonNumber);
        (await Operator.Get(Shelf + "?type=OpinionIssued")).Items.ShouldBeEmpty();
        (await Operator.Get(Shelf + "?state=discarded")).Items.ShouldBeEmpty();
        (await Operator.Get(Shelf + "?state=lost")).Status.ShouldBe(400);
        await ShouldCount(1);
    }

    [Fact]
    public async Task A_number_is_whole_for_an_operator_with_a_purpose_only_and_that_is_logged()
    {
        var one = $"{Shelf}/{id}";
        (await Operator.Get(one)).Ok().Text.ShouldNotContain(SampleRecord.PersonNumber);
        (await run.As(Roles.Auditor, County).Get(one + "?purpose=audit")).Ok().Text.ShouldNotContain(SampleRecord.PersonNumber);
        log.Lines.ShouldNotContain(line => line.Contains(id) && line.Contains("unmasked"));
        (await Operator.Get(one + "?purpose=mend")).Ok().Text.ShouldContain(SampleRecord.PersonNumber);
        log.Lines.ShouldContain(line => line.StartsWith("Exchange.Access.Unmasked:") && line.Contains(id) && line.Contains("mend"));
    }

    [Fact]
    public async Task It_is_not_there_for_another_county()
    {
        var elsewhere = run.As(Roles.Operator, BusyExchange.OtherCounty);
        (await elsewhere.Get(Shelf)).Items.ShouldBeEmpty();
        (await elsewhere.Get($"{Shelf}/{id}")).Status.ShouldBe(404);
        (await elsewhere.Post($"{Shelf}/{id}/discard", new { reason = "mine" })).Status.ShouldBe(404);
        (await run.As(Roles.Operator, BusyExchange.City).Get(Shelf)).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Two_operators_mend_it_and_it_goes_in()
    {
        var retried = await Operator.Post($"{Shelf}/{id}/retry", new { });
        retried.Status.ShouldBe(422);
        retried.Places.ShouldHaveSingleItem().ShouldStartWith("$.cases[0].caseNumber (line 1, byte ");
        (await Operator.Post($"{Shelf}/{id}/edit", new { body = "{}" })).Places.ShouldBe(["reason"]);

        var mended = (await Whole()).Replace("no number", Bad);
        (await Operator.Post($"{Shelf}/{id}/edit", new { reason = "案号写错", body = mended })).Status.ShouldBe(202);
        (await Operator.Post($"{Shelf}/{id}/edit", new { reason = "案号写错", body = mended })).Status.ShouldBe(202);
        var asked = (await Second.Get($"{Shelf}/{id}")).Ok();
        asked["asked"]["by"]!.GetValue<string>().ShouldBe("王工");
        asked["asked"]["body"]!.GetValue<string>().ShouldContain(Bad);
        asked.Text.ShouldNotContain(SampleRecord.PersonNumber);
        (await Second.Post($"{Shelf}/{id}/edit", new { reason = "同意" })).Ok().State.ShouldBe("retried");

        (await run.As(Roles.Procurator, County).Get(Case(Bad))).Status.ShouldBe(200);
        var again = await Second.Post($"{Shelf}/{id}/retry", new { });
        again.Code.ShouldBe("not-now");
        again["allowed"].AsArray().ShouldBeEmpty();
        await ShouldCount(0);
    }

    [Fact]
    public async Task At_a_terminal_two_operators_discard_it()
    {
        (await Terminal("list")).ShouldSatisfy(0, output => output.ShouldContain(id));
        (await Terminal("list", "--state", "lost")).ShouldSatisfy(1, output => output.ShouldContain("400 query"));
        (await Terminal("show", id)).ShouldSatisfy(0, output => output.ShouldNotContain(SampleRecord.PersonNumber));
        (await Terminal("show", id, "--purpose", "look", "--json")).ShouldSatisfy(
            0,
            output => JsonNode.Parse(output)!["body"]!.GetValue<string>().ShouldContain(SampleRecord.PersonNumber)
        );
        (await Terminal("discard", id)).ShouldSatisfy(1, output => output.ShouldContain("reason: is missing"));
        (await Terminal("discard", id, "--reason", "重复", "--name", "王工")).ShouldSatisfy(
            0,
            output => output.ShouldContain("a second operator")
        );
        (await Terminal("discard", id, "--reason", "是", "--name", "李工")).ShouldSatisfy(0, output => output.ShouldContain("discarded"));
        (await Terminal("retry", id)).ShouldSatisfy(1, output => output.ShouldContain("state: discarded; allowed: nothing"));
        (await Terminal("show", "nothing-here")).ShouldSatisfy(1, output => output.ShouldContain("404"));
    }

    [Fact]
    public async Task At_a_terminal_two_operators_mend_it_with_a_file()
    {
        var file = Path.Combine(run.Data, "mended.json");
        await File.WriteAllTextAsync(file, (await Whole()).Replace("no number", Bad));
        (await Terminal("edit", id, "--reason", "案号写错", "--body", file, "--name", "王工")).ShouldSatisfy(0, _ => { });
        (await Terminal("edit", id, "--reason", "同意", "--name", "李工")).ShouldSatisfy(0, output => output.ShouldContain("retried"));
        (await run.As(Roles.Procurator, County).Get(Case(Bad))).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData(2, "--at", "nowhere")]
    [InlineData(2, "--at", "http://203.0.113.1:5080")]
    [InlineData(3, "--at", "http://127.0.0.1:1")]
    public async Task Who_cannot_be_reached_is_told_apart_by_the_exit_code(int expected, params string[] at)
    {
        var (code, output) = await Run(["failures", "list", "--service", "court", .. at]);
        code.ShouldBe(expected, output);
        output.Trim().Split('\n').Length.ShouldBe(1);
    }

    private static CaseRecordsChanged Said =>
        new()
        {
            Id = "chunk/浙0602",
            Division = DivisionCode.Parse(County),
            Court = CourtCode.Parse("浙0602"),
            Cases = [Changed(Good), Changed(Bad)],
        };

    private static CaseRecordChanged Changed(string number) =>
        new()
        {
            CaseNumber = CaseNumber.Parse(number),
            Revision = 1,
            Hash = "h1",
            Record = new CaseRecord
            {
                CaseNumber = CaseNumber.Parse(number),
                CourtCode = CourtCode.Parse("浙0602"),
                Court = "绍兴市越城区人民法院",
                Division = DivisionCode.Parse(County),
                Applicants = [new Applicant { Name = "甲公司" }],
                Respondents = [new Respondent { Name = "张三", Id = PartyNumber.Parse(SampleRecord.PersonNumber) }],
                FiledOn = new DateOnly(2025, 1, 6),
                Basis = "（2024）浙0602民初1号民事判决书",
                Claim = Money.Parse("120000"),
            },
        };

    private static string Case(string number) => "/procuratorate/v1/cases/" + Uri.EscapeDataString(number);

    private async Task<string> Whole() => (await Operator.Get($"{Shelf}/{id}?purpose=mend")).Ok()["body"].GetValue<string>();

    private Task<(int Code, string Output)> Terminal(params string[] args) =>
        Run(["failures", .. args, "--service", "procuratorate", "--at", run.Url]);

    private static async Task<(int Code, string Output)> Run(string[] args)
    {
        await using var output = new StringWriter(CultureInfo.InvariantCulture);
        var root = new RootCommand { FailuresCommand.Create() };
        var code = await root.Parse(args).InvokeAsync(new InvocationConfiguration { Output = output, Error = output }, default);
        return (code, output.ToString());
    }

    private async Task ShouldCount(int open)
    {
        var expected = $"{open}";
        var deadline = TimeProvider.System.GetUtcNow().AddSeconds(20);
        while (
            !(await run.AsNobody().Get("/metrics"))
                .Text.Split('\n')
                .Any(line =>
                    line.StartsWith("exchange_failures_open{", StringComparison.Ordinal)
                    && line.Contains("service=\"procuratorate-intake\"")
                    && line[(line.LastIndexOf('}') + 1)..].Trim().Split(' ')[0] == expected
                )
        )
        {
            TimeProvider.System.GetUtcNow().ShouldBeLessThan(deadline, "exchange_failures_open is not " + expected);
            await Task.Delay(50);
        }
    }
}

/// <summary>Figures of all exchanges in one process run together: what counts them runs while there is no other.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

internal static class TerminalAnswer
{
    public static void ShouldSatisfy(this (int Code, string Output) ran, int code, Action<string> output)
    {
        ran.Code.ShouldBe(code, ran.Output);
        output(ran.Output);
    }
}
