using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Exchange.Tests.Integration.Messaging;
using Exchange.Tests.Servers;
using MongoDB.Bson;
using MongoDB.Driver;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Integration.Stack;

/// <summary>infra/stack as a person uses it: a stack of this test's own, started, killed, started again and removed.</summary>
public sealed class StackTests : IAsyncLifetime
{
    private const string Name = "stack-tests";

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && File.Exists("/usr/bin/apt-get"),
            "infra/stack is for machines without Docker where the tests run as root of a Debian."
        );
        await StackServers.Run("down", "--name", Name, "--purge");
    }

    public async ValueTask DisposeAsync()
    {
        if (Environment.IsPrivilegedProcess)
        {
            await StackServers.Run("down", "--name", Name, "--purge");
        }
    }

    [Fact]
    public async Task A_killed_stack_comes_up_again_with_all_it_had_confirmed()
    {
        var servers = await StackServers.Start(Name);
        (await StackServers.Start(Name)).ShouldBe(servers);

        using var client = new MongoClient(servers.Store);
        var things = client.GetDatabase("kept").GetCollection<BsonDocument>("things");
        await things.InsertManyAsync(Enumerable.Range(0, 5_000).Select(i => new BsonDocument("_id", i)));
        await DeclareQueue(servers, "kept");

        var before = await Status();
        before.GetProperty("ready").GetBoolean().ShouldBeTrue();
        int[] killed = [Pid(before, "broker", "pid"), Pid(before, "store", "postgresPid"), Pid(before, "store", "doorPid")];
        foreach (var pid in killed)
        {
            Process.GetProcessById(pid).Kill();
        }
        (await Status()).GetProperty("ready").GetBoolean().ShouldBeFalse();

        (await StackServers.Start(Name)).ShouldBe(servers);
        (await things.CountDocumentsAsync(new BsonDocument())).ShouldBe(5_000);
        (await Queues(servers)).ShouldContain("kept");
        var after = await Status();
        after.GetProperty("ready").GetBoolean().ShouldBeTrue();
        Pid(after, "broker", "pid").ShouldNotBe(killed[0]);
    }

    [Fact]
    public async Task A_database_killed_behind_the_door_is_a_lost_connection_once_and_then_as_before()
    {
        using var client = new MongoClient((await StackServers.Start(Name)).Store);
        var things = client.GetDatabase("kept").GetCollection<BsonDocument>("things");
        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => things.InsertOneAsync(new BsonDocument("_id", i))));

        Process.GetProcessById(Pid(await Status(), "store", "postgresPid")).Kill();
        var next = 16;
        // Its children notice a moment later, and until then they answer.
        await Eventually.Holds(
            async () =>
            {
                try
                {
                    await things.InsertOneAsync(new BsonDocument("_id", next++));
                    return false;
                }
                catch (MongoConnectionException)
                {
                    return true;
                }
            },
            () => "The database is gone and nobody noticed."
        );
        await StackServers.Start(Name);

        var lost = next - 1;
        for (; next < lost + 24; next++)
        {
            await things.InsertOneAsync(new BsonDocument("_id", next));
        }
        // The one that was lost may have been stored.
        (await things.CountDocumentsAsync(new BsonDocument())).ShouldBeInRange(next - 1, next);
    }

    [Fact]
    public async Task A_pid_that_belongs_to_somebody_else_since_is_left_alone()
    {
        await StackServers.Start(Name);
        using var foreign = Process.Start("sleep", "300");
        try
        {
            var door = Pid(await Status(), "store", "doorPid");
            Process.GetProcessById(door).Kill();
            var remembered = Path.Combine(Home, "run", Name, "door.pid");
            var startTime = (await File.ReadAllTextAsync(remembered)).Split(' ')[1];
            await File.WriteAllTextAsync(remembered, string.Create(CultureInfo.InvariantCulture, $"{foreign.Id} {startTime}"));

            (await StackServers.Run("down", "--name", Name)).Exit.ShouldBe(0);

            foreign.HasExited.ShouldBeFalse();
            (await Status()).GetProperty("ready").GetBoolean().ShouldBeFalse();
        }
        finally
        {
            foreign.Kill();
        }
    }

    [Fact]
    public async Task Two_who_start_the_same_stack_at_once_get_the_same_one()
    {
        var both = await Task.WhenAll(StackServers.Start(Name), StackServers.Start(Name));
        both[0].ShouldBe(both[1]);
    }

    [Theory]
    [InlineData("--nmae")]
    [InlineData("--name", "Not A Name")]
    public async Task A_mistyped_call_is_answered_in_one_line(params string[] arguments)
    {
        var (exit, said, complained) = await StackServers.Run("up", arguments);
        exit.ShouldNotBe(0);
        said.ShouldBeEmpty();
        complained.TrimEnd().ShouldNotContain('\n');
    }

    private static string Home =>
        Environment.GetEnvironmentVariable("EXCHANGE_STACK_HOME")
        ?? Path.Combine(
            Environment.GetEnvironmentVariable("XDG_CACHE_HOME") ?? Path.Combine(Environment.GetEnvironmentVariable("HOME")!, ".cache"),
            "exchange-stack"
        );

    private static int Pid(JsonElement status, string server, string which) => status.GetProperty(server).GetProperty(which).GetInt32();

    private static async Task<JsonElement> Status() =>
        JsonSerializer.Deserialize<JsonElement>((await StackServers.Run("status", "--name", Name, "--json")).Said);

    private static async Task DeclareQueue(TestServers servers, string queue)
    {
        using var management = Management(servers);
        using var settings = new StringContent("""{"durable":true,"arguments":{"x-queue-type":"quorum"}}""");
        (await management.PutAsync(new Uri($"/api/queues/%2F/{queue}", UriKind.Relative), settings)).EnsureSuccessStatusCode();
    }

    /// <summary>Polled: for seconds after a start the management API knows fewer than there are.</summary>
    private static async Task<IReadOnlyList<string?>> Queues(TestServers servers)
    {
        using var management = Management(servers);
        var since = Stopwatch.StartNew();
        while (true)
        {
            var queues = JsonSerializer.Deserialize<JsonElement>(await management.GetStringAsync(new Uri("/api/queues", UriKind.Relative)));
            if (queues.GetArrayLength() > 0 || since.Elapsed > TimeSpan.FromSeconds(20))
            {
                return [.. queues.EnumerateArray().Select(queue => queue.GetProperty("name").GetString())];
            }
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }
    }

    private static HttpClient Management(TestServers servers)
    {
        var credentials = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(new Uri(servers.Broker).UserInfo));
        var client = new HttpClient { BaseAddress = new Uri(servers.Management) };
        client.DefaultRequestHeaders.Authorization = new("Basic", credentials);
        return client;
    }
}
