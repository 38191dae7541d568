using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using Exchange.Tests.Servers;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Exchange.Tests.Benchmarks;

/// <summary>What the figures were taken on.</summary>
internal static class Machine
{
    private const int BlockBytes = 4096;
    private const int Blocks = 200;

    /// <param name="folder">On the disk that is written to.</param>
    /// <param name="under">Null when nothing has needed a broker and a store.</param>
    public static async Task<string> Describe(string folder, ServersUnderTest? under)
    {
        var rows = new List<IReadOnlyList<string>>
        {
            new[] { "processor", $"{Environment.ProcessorCount} × {Line("/proc/cpuinfo", "model name")}" },
            new[] { "memory", $"{Figures.Megabytes(Kilobytes(Line("/proc/meminfo", "MemTotal")) * 1024)} MB" },
            new[] { "system", RuntimeInformation.OSDescription },
            new[] { ".NET", RuntimeInformation.FrameworkDescription },
            new[] { "fsync of 4 KB, median", $"{Figures.Fine(Fsync(folder))} ms" },
        };
        if (under is not null)
        {
            rows.Add(["broker", await Broker(under.Servers)]);
            rows.Add(["store", await Store(under)]);
        }
        return new Table(["machine", ""], rows).Markdown();
    }

    /// <summary>When, and of which sources.</summary>
    public static string Stamp()
    {
        var commit = Git("rev-parse", "--short", "HEAD");
        var changed =
            Git("status", "--porcelain", "--", ":(top)", ":(top,exclude)tests/Benchmarks/RESULTS.md").Length > 0 ? " with changes" : "";
        return $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC, commit {commit}{changed}.";
    }

    private static double Fsync(string folder)
    {
        var file = Path.Combine(folder, "fsync");
        using var handle = File.OpenHandle(file, FileMode.Create, FileAccess.Write, options: FileOptions.DeleteOnClose);
        var block = new byte[BlockBytes];
        return Enumerable
            .Range(0, Blocks)
            .Select(i =>
            {
                var watch = Stopwatch.StartNew();
                RandomAccess.Write(handle, block, i * BlockBytes);
                RandomAccess.FlushToDisk(handle);
                return watch.Elapsed.TotalMilliseconds;
            })
            .ToList()
            .Median();
    }

    private static async Task<string> Broker(TestServers servers)
    {
        using var http = new HttpClient { BaseAddress = new Uri(servers.Management) };
        var user = Encoding.UTF8.GetBytes(Uri.UnescapeDataString(new Uri(servers.Broker).UserInfo));
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(user));
        var overview = await http.GetFromJsonAsync<JsonObject>("api/overview");
        return $"RabbitMQ {overview!["rabbitmq_version"]}, Erlang {overview["erlang_version"]}, one node, quorum queues";
    }

    private static async Task<string> Store(ServersUnderTest under)
    {
        using var client = new MongoClient(under.Servers.Store);
        var says = await client.GetDatabase("admin").RunCommandAsync<BsonDocument>(new BsonDocument("buildInfo", 1));
        var program = under.Processes.Where(p => p.Name == "store").Select(p => ProcFile.Program(p.Pid)).FirstOrDefault();
        return program?.Contains("postgres", StringComparison.Ordinal) is true
            ? $"infra/stack's stand-in ({program} with documentdb behind our door), not MongoDB"
            : $"MongoDB {says["version"]}";
    }

    private static string Line(string file, string key) =>
        File.ReadLines(file).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "unknown";

    private static double Kilobytes(string text) => double.Parse(text.Split(' ')[0], CultureInfo.InvariantCulture);

    private static string Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        using var git = Process.Start(start)!;
        return git.StandardOutput.ReadToEnd().Trim();
    }
}
