using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Exchange.Contracts;
using MongoDB.Driver;

namespace Exchange.Tests.Servers;

/// <summary>What is different about a run of the four processes from a usual one.</summary>
public sealed record ProcessesWanted
{
    /// <summary>How many of each service.</summary>
    public int Instances { get; init; } = 1;

    /// <summary>Over which broker and store; null: those that all tests share.</summary>
    public TestServers? Servers { get; init; }

    /// <summary>Whether the broker has its topology before they start.</summary>
    public bool Topology { get; init; } = true;

    /// <summary>Settings over the usual ones, e.g. <c>Broker:Prefetch</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}

/// <summary>
/// The four services as processes of their own over the real broker and store, in a virtual host and databases of this run alone; all
/// gone when it is disposed of. Their law day moves together.
/// </summary>
public sealed class ExchangeProcesses : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Each service, the folder of its process and the first segment of its doors.</summary>
    private static readonly (string Service, string Folder, string Segment)[] Services =
    [
        (Catalogue.Court, "CourtFeed", "court"),
        (Catalogue.Procuratorate, "ProcuratorateIntake", "procuratorate"),
        (Catalogue.Police, "PoliceReferral", "police"),
        (Catalogue.Credit, "CreditRepair", "credit"),
    ];

    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly TestServers servers;
    private int turn;

    private ExchangeProcesses(TestServers servers, ProcessesWanted wanted)
    {
        this.servers = servers;
        Broker = new VirtualHost(servers);
        StorePrefix = Broker.Name + "-";
        var urls = FreeUrls(wanted.Instances * Services.Length);
        All =
        [
            .. urls.Select(
                (url, i) =>
                {
                    var (service, folder, _) = Services[i % Services.Length];
                    var settings = SettingsOf(service, urls.Where(other => other != url), wanted.Settings);
                    return new ServiceProcess(service, i / Services.Length, url, AssemblyOf(folder), settings);
                }
            ),
        ];
    }

    public VirtualHost Broker { get; }

    /// <summary>What the names of this run's databases begin with.</summary>
    public string StorePrefix { get; }

    /// <summary>All instances of court, procuratorate, police and credit, the first instances first.</summary>
    public IReadOnlyList<ServiceProcess> All { get; }

    public ServiceProcess this[string service, int instance = 0] => All.Single(p => p.Service == service && p.Instance == instance);

    /// <summary>Started and ready.</summary>
    public static async Task<ExchangeProcesses> Start(ProcessesWanted? wanted = null, CancellationToken cancellation = default)
    {
        var run = await Started(wanted, cancellation);
        try
        {
            await run.Ready(cancellation);
            return run;
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    /// <summary>Started; what they wait for is the test's to say.</summary>
    public static async Task<ExchangeProcesses> Started(ProcessesWanted? wanted = null, CancellationToken cancellation = default)
    {
        wanted ??= new ProcessesWanted();
        var run = new ExchangeProcesses(wanted.Servers ?? await TestServers.Get(), wanted);
        if (wanted.Topology && await run.Broker.Apply() is { Count: > 0 } problems)
        {
            throw new InvalidOperationException(string.Join("; ", problems));
        }
        foreach (var process in run.All)
        {
            process.Start();
        }
        return run;
    }

    /// <summary>Waits until every process that runs can be worked with; says what the one that does not get there has printed last.</summary>
    public Task Ready(CancellationToken cancellation = default) => Task.WhenAll(All.Select(process => Ready(process, cancellation)));

    public async Task Ready(ServiceProcess process, CancellationToken cancellation = default)
    {
        var deadline = TimeProvider.System.GetUtcNow() + Patience;
        while (await Readiness(process, cancellation) is var (status, answer) && status != HttpStatusCode.OK)
        {
            if (!process.Runs || TimeProvider.System.GetUtcNow() > deadline)
            {
                var why = process.Runs ? $"is not ready: {answer}" : "has ended";
                throw new InvalidOperationException($"{process} {why}\n{string.Join('\n', process.Log.TakeLast(20))}");
            }
            await Task.Delay(Pause, cancellation);
        }
    }

    /// <summary>Waits until it has printed or answers at /health/ready something of this.</summary>
    public async Task Says(ServiceProcess process, string part, CancellationToken cancellation = default)
    {
        var deadline = TimeProvider.System.GetUtcNow() + Patience;
        while (
            !process.Log.Any(line => line.Contains(part, StringComparison.OrdinalIgnoreCase))
            && !(await Readiness(process, cancellation)).Answer.Contains(part, StringComparison.OrdinalIgnoreCase)
        )
        {
            if (!process.Runs || TimeProvider.System.GetUtcNow() > deadline)
            {
                throw new InvalidOperationException($"{process} does not say '{part}'\n{string.Join('\n', process.Log.TakeLast(20))}");
            }
            await Task.Delay(Pause, cancellation);
        }
    }

    /// <summary>What it answers at /health/ready; no status while it does not listen.</summary>
    public async Task<(HttpStatusCode? Status, string Answer)> Readiness(ServiceProcess process, CancellationToken cancellation = default)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(process.Url, "/health/ready"), cancellation);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellation));
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            return (null, e.Message);
        }
    }

    /// <summary>Where this path is asked for: at the instances of its service in turn.</summary>
    public Uri Door(string path)
    {
        var segment = path.Split('/', StringSplitOptions.RemoveEmptyEntries)[0];
        var service = Services.FirstOrDefault(s => s.Segment == segment) is { Service: { } owner } ? owner : Catalogue.Court;
        var instances = All.Where(p => p.Service == service && p.Runs).ToList();
        var chosen = instances.Count == 0 ? this[service] : instances[(int)((uint)Interlocked.Increment(ref turn) % instances.Count)];
        return new Uri(chosen.Url, path);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in All)
        {
            process.Dispose();
        }
        http.Dispose();
        await Broker.DisposeAsync();
        using var store = new MongoClient(servers.Store);
        foreach (var (service, _, _) in Services)
        {
            await store.DropDatabaseAsync(StorePrefix + service);
        }
    }

    private Dictionary<string, string> SettingsOf(string service, IEnumerable<Uri> peers, IReadOnlyDictionary<string, string> over)
    {
        var broker = Broker.Of(service);
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Store:Mongo"] = servers.Store,
            ["Store:Prefix"] = StorePrefix,
            ["Broker:Address"] = broker.Address.ToString(),
            ["Broker:Management"] = broker.Management.ToString(),
            ["Broker:User"] = broker.User,
            ["Broker:Password"] = broker.Password,
            ["Access:Development"] = "true",
            ["Development:Peers"] = string.Join(',', peers),
        };
        foreach (var (key, value) in over)
        {
            settings[key] = value;
        }
        return settings;
    }

    /// <summary>Ports that nobody listens on, below those given to outgoing connections: free still when a killed process comes back.</summary>
    private static List<Uri> FreeUrls(int count) =>
        [
            .. Enumerable
                .Repeat(0, int.MaxValue)
                .Select(_ => RandomNumberGenerator.GetInt32(10_000, 20_000))
                .Distinct()
                .Where(IsFree)
                .Take(count)
                .Select(port => new Uri($"http://127.0.0.1:{port}/")),
        ];

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Built beside the tests, in the same configuration.</summary>
    private static string AssemblyOf(string folder)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var assembly = Path.Combine(here.Parent!.Parent!.FullName, folder + ".Process", here.Name, $"Exchange.{folder}.Process.dll");
        return File.Exists(assembly)
            ? assembly
            : throw new InvalidOperationException($"{assembly} is not there: build the solution first.");
    }
}
