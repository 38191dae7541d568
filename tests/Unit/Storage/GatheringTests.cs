using Exchange.Storage;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Storage;

/// <summary>What is asked for while others of its kind are being done is done together with its kin.</summary>
public sealed class GatheringTests
{
    private readonly List<string> done = [];
    private readonly TaskCompletionSource begun = new();
    private readonly TaskCompletionSource open = new();
    private readonly Gathering<string, int> gathering;

    public GatheringTests() => gathering = new Gathering<string, int>(word => word[0], Do);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Alone_nobody_waits()
    {
        open.SetResult();
        (await Ask("apple")).ShouldBe(5);
        (await Ask("fig")).ShouldBe(3);
        done.ShouldBe(["apple", "fig"]);
    }

    [Fact]
    public async Task Those_that_come_meanwhile_go_together_by_kin_and_each_has_its_own_answer()
    {
        var first = Ask("apple");
        await Begun();
        Task<int>[] others = [Ask("fig"), Ask("banana"), Ask("feijoa")];
        open.SetResult();
        (await first).ShouldBe(5);
        (await Task.WhenAll(others)).ShouldBe([3, 6, 6]);
        done.ShouldBe(["apple", "fig feijoa", "banana"]);
    }

    [Fact]
    public async Task Nobody_fails_for_another()
    {
        var first = Ask("apple");
        await Begun();
        var (good, rotten, late) = (Ask("fig"), Ask("f!"), Ask("feijoa"));
        open.SetResult();
        (await first).ShouldBe(5);
        ((await good), (await late)).ShouldBe((3, 6));
        (await Should.ThrowAsync<FormatException>(() => rotten)).Message.ShouldBe("f!");
        (await Ask("fennel")).ShouldBe(6);
    }

    [Fact]
    public async Task Who_does_not_wait_any_more_stops_nobody_else()
    {
        var first = Ask("apple");
        await Begun();
        using var leaving = new CancellationTokenSource();
        var (leaves, stays) = (gathering.Ask("fig", leaving.Token), Ask("feijoa"));
        await leaving.CancelAsync();
        open.SetResult();
        await first;
        (await stays).ShouldBe(6);
        await Should.NotThrowAsync(() => leaves);
    }

    private Task<int> Ask(string word) => gathering.Ask(word, Stop).WaitAsync(TimeSpan.FromSeconds(30), Stop);

    private Task Begun() => begun.Task.WaitAsync(TimeSpan.FromSeconds(30), Stop);

    private async Task<IReadOnlyList<int>> Do(IReadOnlyList<string> words, CancellationToken cancellation)
    {
        begun.TrySetResult();
        await open.Task;
        cancellation.ThrowIfCancellationRequested();
        if (words.FirstOrDefault(word => word.Contains('!')) is { } rotten)
        {
            throw new FormatException(rotten);
        }
        done.Add(string.Join(' ', words));
        return [.. words.Select(word => word.Length)];
    }
}
