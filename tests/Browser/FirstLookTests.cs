using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Browser;

/// <summary>What somebody sees who has just run the README's first command.</summary>
public sealed class FirstLookTests(PlayedExchange exchange)
{
    public static TheoryData<string, string> Desks =>
        new()
        {
            { "court-clerk", "检察建议" },
            { "procurator", "线索" },
            { "police-officer", "移送线索" },
            { "credit-officer", "信用修复" },
        };

    /// <summary>Every page of every desk; an item (<c>*</c>) is the first of its list.</summary>
    public static TheoryData<string, string> Pages
    {
        get
        {
            var pages = new TheoryData<string, string>();
            foreach (
                var (role, paths) in ((string, string[])[])
                    [
                        (
                            "court-clerk",
                            [
                                "/desk",
                                "/desk/court/opinions",
                                "/desk/court/opinions/*",
                                "/desk/court/imports",
                                "/desk/court/imports/*",
                                "/desk/court/cases",
                                "/desk/court/cases/*",
                                "/desk/court/transfers",
                                "/desk/court/transfers/new",
                                "/desk/court/alerts",
                                "/desk/court/alerts/report",
                                "/desk/court/seizures",
                                "/desk/court/vehicle-pickups",
                                "/desk/court/vehicle-pickups/*",
                            ]
                        ),
                        (
                            "chief-procurator",
                            [
                                "/desk",
                                "/desk/procuratorate/leads",
                                "/desk/procuratorate/leads/*",
                                "/desk/procuratorate/leads/*/graph",
                                "/desk/procuratorate/opinions",
                                "/desk/procuratorate/opinions/*",
                                "/desk/procuratorate/opinions/*/document",
                                "/desk/procuratorate/transfers",
                                "/desk/procuratorate/transfers/*",
                                "/desk/procuratorate/alerts",
                                "/desk/procuratorate/petitions",
                                "/desk/procuratorate/petitions/new",
                                "/desk/procuratorate/feeds",
                                "/desk/procuratorate/feeds/*",
                                "/desk/procuratorate/repairs",
                                "/desk/procuratorate/repairs/*",
                                "/desk/procuratorate/vehicle-requests",
                                "/desk/procuratorate/vehicle-requests/*",
                                "/desk/procuratorate/cases",
                                "/desk/procuratorate/registry",
                                "/desk/procuratorate/registry/*",
                                "/desk/procuratorate/models",
                                "/desk/procuratorate/models/PrematureEnding",
                                "/desk/procuratorate/campaigns",
                                "/desk/procuratorate/statistics",
                            ]
                        ),
                        (
                            "police-officer",
                            [
                                "/desk",
                                "/desk/police/referrals",
                                "/desk/police/referrals/*",
                                "/desk/police/referrals/*/receipt",
                                "/desk/police/vehicle-searches",
                                "/desk/police/vehicle-searches/*",
                            ]
                        ),
                        (
                            "credit-officer",
                            [
                                "/desk",
                                "/desk/credit/findings",
                                "/desk/credit/repairs",
                                "/desk/credit/repairs/*",
                                "/desk/credit/repairs/new",
                                "/desk/credit/subscriptions",
                                "/desk/credit/subscriptions/new",
                                "/desk/credit/notices",
                                "/desk/credit/notices/*",
                            ]
                        ),
                    ]
            )
            {
                foreach (var path in paths)
                {
                    pages.Add(role, path);
                }
            }
            return pages;
        }
    }

    [Theory]
    [MemberData(nameof(Desks))]
    public async Task Every_desk_opens_on_something_to_do(string role, string card)
    {
        await using var person = await exchange.SignIn(role, "330600");

        await Assertions
            .Expect(person.Page.GetByRole(AriaRole.Region, new() { Name = card, Exact = true }).Locator("li a").First)
            .ToBeVisibleAsync();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public Task Every_page_can_be_read_by_everybody_in_both_languages(string role, string path) =>
        Task.WhenAll(CanBeRead(role, path, "zh", 1280, 800), CanBeRead(role, path, "en", 1920, 1080));

    private async Task CanBeRead(string role, string path, string language, int width, int height)
    {
        var person = await exchange.Reader(role, language, width, height);
        await Open(person, path);

        var name = $"{role}{path.Replace('/', '-').Replace('*', '1')}-{language}.png";
        await person.Page.ScreenshotAsync(
            new PageScreenshotOptions { Path = Path.Combine(PlayedExchange.Artifacts, name), FullPage = true }
        );
        var axe = await person.Page.RunAxe();
        axe.Violations.Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{violation.Id}: {string.Join(", ", violation.Nodes.Take(3).Select(node => node.Html))}")
            .ShouldBeEmpty($"{path} ({language})");
        (await person.Page.Locator("main .problem").CountAsync()).ShouldBe(0, $"{path} ({language})");
    }

    [Fact]
    public async Task A_stranger_is_asked_to_sign_in_and_nothing_is_fetched_from_elsewhere()
    {
        var page = await exchange.Stranger();
        var elsewhere = new List<string>();
        page.Request += (_, request) =>
        {
            if (
                !request.Url.StartsWith(exchange.Url, StringComparison.Ordinal)
                && !request.Url.StartsWith("data:", StringComparison.Ordinal)
            )
            {
                elsewhere.Add(request.Url);
            }
        };
        await page.GotoAsync("/desk/procuratorate/leads");
        page.Url.ShouldContain("/desk/sign-in");

        await using var person = await exchange.SignIn("procurator");
        await person.Opens("/desk/procuratorate/leads");
        elsewhere.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_of_another_agency_shows_what_its_door_says()
    {
        await using var police = await exchange.SignIn("police-officer");
        await police.Page.GotoAsync("/desk/procuratorate/leads");

        await Assertions.Expect(police.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("无权办理此事项");
        (await police.Page.Locator("nav a", new PageLocatorOptions { HasText = "线索" }).AllTextContentsAsync()).ShouldNotContain("线索");
    }

    private static async Task Open(Person person, string path)
    {
        if (path.Split("/*") is not [var list, var more])
        {
            await person.Opens(path);
            return;
        }
        await person.Opens(list);
        await person.Page.Locator("main .list a").First.ClickAsync();
        await person.Page.WaitForURLAsync(url => url.Contains(list + "/", StringComparison.Ordinal));
        if (more.Length > 0)
        {
            await person.Page.GotoAsync(new Uri(person.Page.Url).AbsolutePath + more);
        }
        await Assertions.Expect(person.Page.Locator("main dl.facts, main .panel, main .document, main svg.graph").First).ToBeVisibleAsync();
    }
}
