using System.Diagnostics;
using System.Text.RegularExpressions;
using Exchange.Contracts;
using Microsoft.Data.Sqlite;

namespace Exchange.Tests.Benchmarks;

/// <summary>All four services in one process over SQLite: <c>serve --empty</c> on a folder of its own.</summary>
internal sealed partial class EmbeddedExchange : RunningExchange
{
    private readonly Process process;
    private readonly string data;

    private EmbeddedExchange(Process process, string data, Uri url)
    {
        (this.process, this.data, Urls) = (process, data, [url]);
        Processes = [new Watched("exchange", process.Id)];
    }

    public override IReadOnlyList<Uri> Urls { get; }

    public override IReadOnlyList<Watched> Processes { get; }

    public static async Task<RunningExchange> Start(string folder)
    {
        var store = Path.Combine(folder, "embedded-" + Guid.NewGuid().ToString("N")[..8]);
        string[] arguments = [Program(), "serve", "--empty", "--data", store, "--urls", "http://127.0.0.1:0"];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment[NoLimit.Key.Replace(":", "__")] = NoLimit.Value;
        var started = Process.Start(start)!;
        Children.Remember(started.Id);
        while (await started.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Ready().Match(line) is { Success: true } ready)
            {
                // Whatever else it says is read and passed over, so that it never waits for us.
                _ = started.StandardOutput.BaseStream.CopyToAsync(Stream.Null).ContinueWith(_ => { }, TaskScheduler.Default);
                return new EmbeddedExchange(started, store, new Uri(ready.Groups["url"].Value));
            }
        }
        throw new InvalidOperationException("The embedded exchange ended before it was ready.");
    }

    /// <summary>As it was built itself, with its own settings of the runtime.</summary>
    private static string Program()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(here.Parent!.Parent!.FullName, "Local", here.Name, "Exchange.Local.dll");
    }

    public override async Task<Held> Held(string division)
    {
        await using var store = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = Path.Combine(data, Catalogue.Procuratorate + ".db"),
                Mode = SqliteOpenMode.ReadOnly,
            }.ToString()
        );
        await store.OpenAsync();
        return new Held(await Count(store, "cases", division), await Count(store, "leads", division));
    }

    /// <summary>A message counts as sent here when everybody has handled it: none waits once an import is completed.</summary>
    public override Task<long> Waiting(string service) => Task.FromResult(0L);

    public override async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        Children.Forget(process.Id);
        process.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(data, recursive: true);
    }

    /// <summary>By the index of the division's path, not by reading the documents.</summary>
    private static async Task<long> Count(SqliteConnection store, string collection, string division)
    {
        await using var command = store.CreateCommand();
#pragma warning disable CA2100 // The name is ours.
        command.CommandText = $"SELECT count(*) FROM \"{collection}\" WHERE x_path >= @path AND x_path < @path || char(1114111)";
#pragma warning restore CA2100
        command.Parameters.AddWithValue("@path", Divisions.PathOf(DivisionCode.Parse(division)));
        return (long)(await command.ExecuteScalarAsync())!;
    }

    [GeneratedRegex(@"ready on (?<url>http://\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ready();
}
