using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Exchange.Tests.Browser;
using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(PlayedExchange))]
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Exchange.Tests.Browser;

/// <summary>What the README's first command gives: the exchange in one process with the sample played, and a browser that looks at it.</summary>
public sealed class PlayedExchange : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly ConcurrentDictionary<(string Role, string Language), Task<Person>> readers = [];
    private readonly string data = Directory.CreateTempSubdirectory("exchange-browser-").FullName;
    private Process? server;
    private IPlaywright? playwright;
    private IBrowser? browser;

    public string Url { get; } = $"http://127.0.0.1:{FreePort()}";

    /// <summary>Pictures of every page, to be looked at.</summary>
    public static string Artifacts { get; } = Directory.CreateDirectory(Path.Combine(Root(), "artifacts", "desk")).FullName;

    public async ValueTask InitializeAsync()
    {
        server = Process.Start(
            new ProcessStartInfo(
                "dotnet",
                [Path.Combine(Root(), "artifacts", "bin", "Local", "release", "Exchange.Local.dll"), "serve", "--data", data, "--urls", Url]
            )
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        )!;
        server.ErrorDataReceived += (_, _) => { };
        server.BeginErrorReadLine();
        using var patience = new CancellationTokenSource(Patience);
        while (await server.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("Exchange is ready", StringComparison.Ordinal))
            {
                break;
            }
        }
        _ = server.StandardOutput.ReadToEndAsync(CancellationToken.None);
        playwright = await Playwright.CreateAsync();
        // As patient as the pages' own time-outs: a busy machine draws late.
        Assertions.SetDefaultExpectTimeout(20_000);
        browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions { ExecutablePath = Chromium, Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] }
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }
        playwright?.Dispose();
        if (server is not null)
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
            server.Dispose();
        }
        Directory.Delete(data, recursive: true);
    }

    /// <summary>Somebody who has signed in, in a browser window of their own.</summary>
    public async Task<Person> SignIn(
        string role,
        string division = "330602",
        string language = "zh",
        int width = 1280,
        int height = 800,
        string office = ""
    )
    {
        var context = await browser!.NewContextAsync(
            new BrowserNewContextOptions
            {
                BaseURL = Url,
                Locale = language == "zh" ? "zh-CN" : "en-US",
                ViewportSize = new ViewportSize { Width = width, Height = height },
            }
        );
        context.SetDefaultTimeout(20_000);
        var page = await context.NewPageAsync();
        await page.GotoAsync($"/desk/language?to={language}&back=/desk");
        await page.FillAsync("#division", division);
        await page.FillAsync("#office", office);
        await page.ClickAsync($"button[value={role}]");
        await page.WaitForSelectorAsync("main h1");
        return new Person(context, page, role);
    }

    /// <summary>Somebody who only reads, and stays signed in for whoever reads next.</summary>
    public Task<Person> Reader(string role, string language, int width, int height) =>
        readers.GetOrAdd((role, language), _ => SignIn(role, "330600", language, width, height));

    /// <summary>A window in which nobody has signed in.</summary>
    public async Task<IPage> Stranger() =>
        await (await browser!.NewContextAsync(new BrowserNewContextOptions { BaseURL = Url })).NewPageAsync();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Exchange.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests lie outside the repository.");
        }
        return folder.FullName;
    }
}
