using System.Diagnostics;

namespace Exchange.Tests.Servers;

/// <summary>The servers of infra/stack, which stay when the tests end: the next run finds them warm.</summary>
internal static class StackServers
{
    public static Task<TestServers> Start() => Start("tests");

    public static async Task<TestServers> Start(string name)
    {
        var (exit, said, complained) = await Run("up", "--name", name);
        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[^1], StringComparer.Ordinal);
        return
            exit == 0
            && lines.TryGetValue("EXCHANGE_BROKER", out var broker)
            && lines.TryGetValue("EXCHANGE_MANAGEMENT", out var management)
            && lines.TryGetValue("EXCHANGE_STORE", out var store)
            ? new TestServers(broker, management, store)
            : throw new InvalidOperationException($"No servers for the tests: {complained.TrimEnd().Split('\n')[^1]}");
    }

    /// <summary>A script of infra/stack: its exit code, what it printed and what it complained.</summary>
    public static async Task<(int Exit, string Said, string Complained)> Run(string script, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository, "infra", "stack", script))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync();
        var complained = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await said, await complained);
    }

    private static string Repository
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Exchange.sln")))
            {
                folder = folder.Parent;
            }
            return folder?.FullName
                ?? throw new InvalidOperationException("The tests run outside of the repository, so infra/stack is not found.");
        }
    }
}
