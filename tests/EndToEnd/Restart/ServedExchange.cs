using System.Diagnostics;
using System.Text.RegularExpressions;
using Exchange.Local;

namespace Exchange.Tests.EndToEnd.Restart;

/// <summary><c>serve --empty</c> in a process of its own, which can be killed as the machine's power can: at once.</summary>
internal sealed partial class ServedExchange : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process process;

    private ServedExchange(Process process, string url) => (this.process, Url) = (process, url);

    public string Url { get; }

    /// <param name="data">Folder of the four databases, which outlives the process.</param>
    public static async Task<ServedExchange> Start(string data, CancellationToken cancellation)
    {
        var started = Process.Start(
            new ProcessStartInfo(
                "dotnet",
                [typeof(LocalExchange).Assembly.Location, "serve", "--empty", "--data", data, "--urls", "http://127.0.0.1:0"]
            )
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        try
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            deadline.CancelAfter(Patience);
            while (await started.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
            {
                if (Ready().Match(line) is { Success: true } ready)
                {
                    // Whatever else it says is read and passed over, so that it never waits for us.
                    _ = started
                        .StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None)
                        .ContinueWith(_ => { }, TaskScheduler.Default);
                    return new ServedExchange(started, ready.Groups["url"].Value);
                }
            }
            throw new InvalidOperationException("The exchange ended before it was ready.");
        }
        catch
        {
            started.Kill();
            started.Dispose();
            throw;
        }
    }

    public Desk As(string role, string division, string? office = null) =>
        new(path => new Uri(new Uri(Url), path), Desk.TokenOf(role, division, office));

    /// <summary>SIGKILL: nothing is flushed, nobody is told.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            Kill();
        }
        process.Dispose();
    }

    [GeneratedRegex(
        @"ready on (?<url>http://\S+)",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Ready();
}
