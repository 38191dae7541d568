using Exchange.Access;
using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd.Doors;

/// <summary>Identity numbers are shown by their ends, unless one who acts on the thing says what for; then it is logged.</summary>
public sealed class MaskingTests(BusyExchange exchange) : IClassFixture<BusyExchange>
{
    [Fact]
    public async Task Lists_show_no_whole_number_to_anybody_whatever_the_purpose()
    {
        foreach (var (path, role, _) in exchange.Shelves)
        {
            foreach (var reader in (string[])[role, Roles.Auditor])
            {
                var page = await exchange.As(reader).Get(path + "?limit=500&purpose=check");
                page.Ok().Items.ShouldNotBeEmpty(path);
                ShouldHideNumbers(page, path);
            }
        }
        ShouldHideNumbers(await exchange.As(Roles.CreditOfficer).Get("/credit/v1/findings?purpose=check"), "findings");
    }

    [Fact]
    public async Task One_thing_is_masked_for_whoever_names_no_purpose_and_for_the_auditor_always()
    {
        foreach (var (path, role, id) in Singles)
        {
            var one = $"{path}/{Uri.EscapeDataString(id)}";
            ShouldHideNumbers(await exchange.As(role).Get(one), path);
            ShouldHideNumbers(await exchange.As(role).Get(one + "?purpose=%20"), path);
            ShouldHideNumbers(await exchange.As(Roles.Auditor).Get(one + "?purpose=audit"), path);
        }
    }

    [Theory]
    [InlineData("/court/v1/cases", Roles.CourtClerk)]
    [InlineData("/procuratorate/v1/cases", Roles.Procurator)]
    [InlineData("/procuratorate/v1/transfers", Roles.Procurator)]
    [InlineData("/police/v1/referrals", Roles.PoliceOfficer)]
    [InlineData("/credit/v1/repairs", Roles.CreditOfficer)]
    public async Task Who_acts_on_it_and_says_what_for_sees_the_number_and_the_log_says_so(string path, string role)
    {
        var id = Singles.First(shelf => shelf.Path == path).Id;
        var purpose = "purpose-" + Guid.NewGuid().ToString("N");

        var one = await exchange.As(role).Get($"{path}/{Uri.EscapeDataString(id)}?purpose={purpose}");

        one.Ok().Text.ShouldContain(SampleRecord.PersonNumber);
        var logged = exchange.Log.Lines.Where(line => line.Contains(purpose)).ToList();
        logged.ShouldHaveSingleItem().ShouldStartWith("Exchange.Access.Unmasked:");
        logged[0].ShouldContain(id);
        logged[0].ShouldContain("0602 read ");
    }

    [Fact]
    public async Task An_answer_to_an_act_is_masked() =>
        ShouldHideNumbers(
            await exchange
                .As(Roles.PoliceOfficer)
                .Post($"/police/v1/referrals/{exchange.Transfer}/acknowledge", new { receiptNumber = "受案1" }),
            "acknowledge"
        );

    [Fact]
    public void No_line_of_the_log_has_a_whole_number() =>
        exchange
            .Log.Lines.Where(line => line.Contains(SampleRecord.PersonNumber) || line.Contains(SampleRecord.CompanyNumber))
            .ShouldBeEmpty();

    private IEnumerable<(string Path, string Role, string Id)> Singles =>
        [.. exchange.Shelves, ("/procuratorate/v1/cases", Roles.Procurator, exchange.CaseNumber)];

    private static void ShouldHideNumbers(Answer answer, string where)
    {
        answer.Ok();
        answer
            .Text.Contains(SampleRecord.PersonNumber, StringComparison.Ordinal)
            .ShouldBeFalse($"{where} shows a person's number: {answer.Text}");
        answer
            .Text.Contains(SampleRecord.CompanyNumber, StringComparison.Ordinal)
            .ShouldBeFalse($"{where} shows a company's number: {answer.Text}");
    }
}
