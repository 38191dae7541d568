using System.Globalization;
using Exchange.Local;
using Exchange.Tests.Servers;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Faults;

/// <summary>
/// The four services as processes over a real broker and a real store. Whatever is killed, and whatever comes twice, late or broken: in
/// the end everything stands as if nothing had happened.
/// </summary>
public sealed class FaultTests
{
    private const int Stories = 19;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly Lazy<Task<IReadOnlyList<string>>> Undisturbed = new(() => PlayUndisturbed("undisturbed"));

    /// <summary>How long one play is harmed; then it is played to its end.</summary>
    private static readonly TimeSpan Rage = TimeSpan.FromSeconds(Number("EXCHANGE_FAULTS_RAGE", 75));

    /// <summary>How much longer at most, where some fault has not befallen it yet.</summary>
    private static readonly TimeSpan MoreRage = TimeSpan.FromMinutes(5);

    private static PlaySize Size { get; } =
        new() { Cases = Number("EXCHANGE_FAULTS_CASES", 10_000), Casts = Number("EXCHANGE_FAULTS_CASTS", 1) };

    /// <summary>Else a difference would prove nothing. It takes as long as it says, so it belongs to the long form.</summary>
    [Fact]
    [Trait("Form", "Long")]
    public async Task Two_plays_without_faults_come_to_the_same()
    {
        var first = await Undisturbed.Value;
        var second = await PlayUndisturbed("undisturbed-again");
        Projection.Differences(first, second).ShouldBeEmpty();
        first.Count.ShouldBeGreaterThan(2 * Size.Cases);
    }

    [Fact]
    public async Task Whatever_is_killed_in_the_end_everything_stands_as_if_nothing_had_happened()
    {
        var expected = await Undisturbed.Value;
        var until = TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(Number("EXCHANGE_FAULTS_MINUTES", 0));
        var seed = Number("EXCHANGE_FAULTS_SEED", 1);
        do
        {
            await PlayInChaos(seed++, expected);
        } while (TimeProvider.System.GetUtcNow() < until);
    }

    private static async Task<IReadOnlyList<string>> PlayUndisturbed(string name)
    {
        var stack = await Stack.Start();
        var chronicle = new Chronicle(name);
        await using var run = await ExchangeProcesses.Start(new ProcessesWanted { Servers = stack.Servers });
        using var calm = new Calm(run, stack.Servers);
        chronicle.Note("the play begins");
        await Perform(run, calm, chronicle);
        chronicle.Note("the play has ended");
        return await Projected(calm, chronicle);
    }

    private static async Task PlayInChaos(int seed, IReadOnlyList<string> expected)
    {
        var chronicle = new Chronicle($"seed-{seed}");
        try
        {
            var stack = await Stack.Start();
            await using var run = await ExchangeProcesses.Start(new ProcessesWanted { Servers = stack.Servers, Instances = 2 });
            try
            {
                await PlayInChaos(seed, stack, run, chronicle, expected);
            }
            catch (Exception e)
            {
                chronicle.Note($"failed: {e}");
                throw;
            }
            finally
            {
                foreach (var process in run.All)
                {
                    chronicle.Keep($"{process.Service}-{process.Instance}", process.Log);
                }
            }
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"Seed {seed}: {e.Message}\n{chronicle}", e);
        }
    }

    private static async Task PlayInChaos(int seed, Stack stack, ExchangeProcesses run, Chronicle chronicle, IReadOnlyList<string> expected)
    {
        using var calm = new Calm(run, stack.Servers);
        var tap = new Tap(run, seed, chronicle);
        await tap.Open();
        var poison = new Poison(run, tap, chronicle);
        var chaos = new Chaos(stack, run, tap, poison, seed, chronicle);
        using var stop = new CancellationTokenSource();
        chronicle.Note("the play begins");
        var rage = chaos.Rage(stop.Token);
        var play = Perform(run, calm, chronicle);
        await Task.WhenAny(rage, play, LongEnough(chronicle, stop.Token));
        await stop.CancelAsync();
        await rage;
        await chaos.End(CancellationToken.None);
        await play;
        await calm.Comes(Patience, CancellationToken.None);
        chronicle.Note($"the play has ended; {chronicle.Summary}");

        Projection.Differences(expected, await Projected(calm, chronicle)).ShouldBeEmpty();
        (await poison.Differences(calm.Stores, CancellationToken.None)).ShouldBeEmpty();
        Chaos.Kinds.Except(chronicle.Counts.Keys).ShouldBeEmpty();
    }

    /// <summary>On a slow machine one fault can take a minute and a half (raising the memory alarm did); then there is time for the others as well.</summary>
    private static async Task LongEnough(Chronicle chronicle, CancellationToken stop)
    {
        await Task.Delay(Rage, stop);
        var deadline = TimeProvider.System.GetUtcNow() + MoreRage;
        while (Chaos.Kinds.Except(chronicle.Counts.Keys).Any() && TimeProvider.System.GetUtcNow() < deadline)
        {
            await Task.Delay(100, stop);
        }
    }

    private static async Task<IReadOnlyList<string>> Projected(Calm calm, Chronicle chronicle)
    {
        await calm.IsCounted(Patience, CancellationToken.None);
        var lines = await Projection.Read(calm.Stores, CancellationToken.None);
        chronicle.Keep("projection", lines);
        return lines;
    }

    private static async Task Perform(ExchangeProcesses run, Calm calm, Chronicle chronicle)
    {
        var at = ExchangeAddress.Of([.. run.All.Select(p => p.Url.ToString())], Patience)!;
        var told = await new Play(
            at,
            Size,
            async () =>
            {
                await calm.Comes(Patience, CancellationToken.None);
                chronicle.Note("everything is calm");
            }
        ).Perform();
        told.ShouldBe(Size.Casts * Stories);
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
