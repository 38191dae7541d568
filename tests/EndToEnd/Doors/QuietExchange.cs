using System.Collections.Concurrent;
using Exchange.Access;
using Xunit;

namespace Exchange.Tests.EndToEnd.Doors;

/// <summary>An exchange in which nothing has happened yet, for tests that leave nothing behind.</summary>
public sealed class QuietExchange : IAsyncLifetime
{
    public const int LargestBody = 100_000;
    public const int LargestFile = 200_000;

    private readonly ConcurrentDictionary<string, Desk> desks = new(StringComparer.Ordinal);

    public LocalRun Run { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Run = await LocalRun.Start(
            new DateOnly(2026, 7, 1),
            builder =>
            {
                builder.Configuration["Limits:BodyBytes"] = $"{LargestBody}";
                builder.Configuration["Limits:ImportBytes"] = $"{LargestFile}";
                builder.Configuration["Limits:FeedBytes"] = $"{LargestFile}";
                builder.Configuration["Limits:RequestsPerSecond"] = "100000";
            }
        );

    /// <summary>The desk of this role in 越城区.</summary>
    public Desk Desk(string role) =>
        desks.GetOrAdd(role, _ => Run.As(role, "330602", role == Roles.Bank ? Offices.Bank("中国工商银行") : null));

    public ValueTask DisposeAsync() => Run.DisposeAsync();
}
