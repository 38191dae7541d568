using System.Collections.Concurrent;
using System.Diagnostics;

namespace Exchange.Tests.Servers;

/// <summary>One instance of one service as a process of the operating system: started, killed at once, started again at the same address.</summary>
public sealed class ServiceProcess : IDisposable
{
    private readonly string assembly;
    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly ConcurrentQueue<string> lines = new();
    private Process? process;

    /// <param name="assembly">The built program.</param>
    /// <param name="settings">By key, e.g. <c>Store:Mongo</c>.</param>
    internal ServiceProcess(string service, int instance, Uri url, string assembly, IReadOnlyDictionary<string, string> settings)
    {
        (Service, Instance, Url) = (service, instance, url);
        (this.assembly, this.settings) = (assembly, settings);
    }

    public string Service { get; }

    /// <summary>0, 1 ...: which of the service's instances.</summary>
    public int Instance { get; }

    public Uri Url { get; }

    public bool Runs => process is { HasExited: false };

    public int Pid => process?.Id ?? throw new InvalidOperationException($"{this} was never started.");

    /// <summary>What it has printed, over all its lives.</summary>
    public IReadOnlyList<string> Log => [.. lines];

    /// <summary>Another process told to be the same.</summary>
    public ServiceProcess Twin() => new(Service, Instance, Url, assembly, settings);

    public void Start()
    {
        if (Runs)
        {
            throw new InvalidOperationException($"{this} runs already.");
        }
        process?.Dispose();
        var start = new ProcessStartInfo("dotnet", [assembly, "--urls", Url.GetLeftPart(UriPartial.Authority)])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__")] = value;
        }
        process = new Process { StartInfo = start };
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>SIGKILL: nothing is flushed, nobody is told.</summary>
    public void Kill()
    {
        if (process is { HasExited: false })
        {
            process.Kill();
        }
        process?.WaitForExit();
    }

    /// <summary>SIGTERM: it finishes what it has begun.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> Stop(CancellationToken cancellation)
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{Pid}"]))
        {
            await kill.WaitForExitAsync(cancellation);
        }
        return await Ended(cancellation);
    }

    /// <summary>Waits until it has ended by itself.</summary>
    public async Task<int> Ended(CancellationToken cancellation)
    {
        await process!.WaitForExitAsync(cancellation);
        return process.ExitCode;
    }

    public override string ToString() => $"{Service} {Instance} at {Url.Authority}";

    public void Dispose()
    {
        Kill();
        process?.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs printed)
    {
        if (printed.Data is { } line)
        {
            lines.Enqueue(line);
        }
    }
}
