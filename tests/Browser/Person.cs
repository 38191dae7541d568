using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Exchange.Tests.Browser;

/// <summary>Somebody at a desk, who reads and clicks.</summary>
public sealed class Person(IBrowserContext context, IPage page, string role) : IAsyncDisposable
{
    public IPage Page => page;

    public string Role => role;

    public ValueTask DisposeAsync() => context.DisposeAsync();

    public async Task Opens(string path)
    {
        await page.GotoAsync(path);
        await page.WaitForSelectorAsync("main h1");
        // What is still being read has a note that says so.
        foreach (var reading in (string[])["正在读取", "正在统计", "Loading", "Counting"])
        {
            await Assertions.Expect(page.Locator("main [role=status]", new PageLocatorOptions { HasText = reading })).ToHaveCountAsync(0);
        }
    }

    /// <summary>Drops a quarterly file at the court's desk and waits until it has gone in.</summary>
    public async Task Delivers(IEnumerable<JsonObject> records)
    {
        await Opens("/desk/court/imports");
        await page.Locator("main input[type=file]")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "季度.ndjson",
                    MimeType = "application/x-ndjson",
                    Buffer = Encoding.UTF8.GetBytes(string.Concat(records.Select(record => record.ToJsonString() + "\n"))),
                }
            );
        await page.WaitForURLAsync("**/desk/court/imports/*", new PageWaitForURLOptions { Timeout = 120_000 });
        await Assertions
            .Expect(page.Locator("main p .chip").First)
            .ToHaveTextAsync("已完成", new LocatorAssertionsToHaveTextOptions { Timeout = 120_000 });
    }

    /// <summary>Until the thing that is looked at is in this state, as its chip says.</summary>
    public Task Sees(string state) =>
        Assertions
            .Expect(page.Locator("main p .chip").First)
            .ToHaveTextAsync(state, new LocatorAssertionsToHaveTextOptions { Timeout = 20_000 });

    /// <summary>Opens the form of an act, fills it in and submits it.</summary>
    public async Task Does(string act, params (string Field, string Value)[] fields)
    {
        await page.GetByRole(AriaRole.Group)
            .GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = act, Exact = true })
            .ClickAsync();
        var form = page.GetByRole(AriaRole.Form, new PageGetByRoleOptions { Name = act });
        foreach (var (field, value) in fields)
        {
            var input = form.Locator($"[id$='-{field}']");
            if (await input.EvaluateAsync<string>("e => e.tagName") == "SELECT")
            {
                await input.SelectOptionAsync(value);
            }
            else
            {
                await input.FillAsync(value);
            }
        }
        await form.Locator("button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("main .done")).ToContainTextAsync(act);
    }
}
