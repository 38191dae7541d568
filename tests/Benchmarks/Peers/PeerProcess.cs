using System.Diagnostics;
using System.Text.Json;

namespace Exchange.Tests.Benchmarks;

/// <summary>A peer as a process, spoken to over its input and output.</summary>
internal sealed class PeerProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);
    private readonly Process process;

    private PeerProcess(Process process, string name) => (this.process, Watched) = (process, new Watched(name, process.Id));

    public Watched Watched { get; }

    public static async Task<PeerProcess> Start(PeerSettings settings, string name)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(PeerProcess).Assembly.Location, "peer"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        var peer = new PeerProcess(Process.Start(start)!, name);
        Children.Remember(peer.Watched.Pid);
        // Not on the command line, where everybody on the machine could read the password.
        await peer.process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(settings));
        return peer;
    }

    public Task Go() => process.StandardInput.WriteLineAsync("go");

    public async Task Says(string word)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (await process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
        {
            if (line == word)
            {
                return;
            }
        }
        throw new InvalidOperationException($"The {Watched.Name} ended before it was {word}.");
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }
        Children.Forget(Watched.Pid);
        process.Dispose();
    }
}
