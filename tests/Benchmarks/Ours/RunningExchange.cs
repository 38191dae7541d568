using Exchange.Access;
using Exchange.Contracts;
using Exchange.Local;
using Exchange.Local.Demo;

namespace Exchange.Tests.Benchmarks;

/// <summary>An Exchange that runs in processes of its own, on stores of its own that are gone when it is disposed of.</summary>
internal abstract class RunningExchange : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>One person polls hundreds of times a second here, more than one person may.</summary>
    protected static readonly (string Key, string Value) NoLimit = ("Limits:RequestsPerSecond", "1000000");

    public abstract IReadOnlyList<Uri> Urls { get; }

    /// <summary>Its own and those of the servers it works on.</summary>
    public abstract IReadOnlyList<Watched> Processes { get; }

    /// <summary>How many records and leads of this division the procuratorate has, counted in its store.</summary>
    public abstract Task<Held> Held(string division);

    /// <summary>Messages that wait for this service at the broker; those it has fetched are not among them.</summary>
    public abstract Task<long> Waiting(string service);

    public Desk As(string role, string division) =>
        new(ExchangeAddress.Of([.. Urls.Select(url => url.ToString())], Patience)!, role, DivisionCode.Parse(division));

    /// <summary>Where the doors of this agency are.</summary>
    public Uri Door(string path) => ExchangeAddress.Of([.. Urls.Select(url => url.ToString())], Patience)!.Door(path);

    /// <summary>Clocks that ran out have been acted upon when it returns.</summary>
    public async Task MoveTo(DateOnly lawDay)
    {
        using var desk = As(Roles.CourtSystem, Quarter.Nation);
        await desk.Put("/dev/law-day", new { day = lawDay });
    }

    public abstract ValueTask DisposeAsync();
}

/// <param name="Records">At the procuratorate.</param>
internal sealed record Held(long Records, long Leads);
