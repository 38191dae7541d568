using System.Net.Sockets;
using Exchange.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Exchange.Hosting;

/// <summary>
/// Starts an exchange, or says in one line on the error output why it cannot: a setting, a busy address, a folder that is not ours to
/// write. What is a bug of ours still ends with its stack trace.
/// </summary>
public static class Starting
{
    /// <summary>What a process returns that could not start as it was told to.</summary>
    public const int Refused = 2;

    /// <returns>The running application; null when it could not start, and has said why.</returns>
    public static async Task<WebApplication?> Of(Func<WebApplication> build, CancellationToken cancellation = default)
    {
        WebApplication? app = null;
        try
        {
            app = build();
            await app.StartAsync(cancellation);
            return app;
        }
        catch (Exception e)
        {
            if (app is not null)
            {
                await End(app);
            }
            if (ReasonOf(e) is not { } reason)
            {
                throw;
            }
            await Console.Error.WriteLineAsync(reason.ReplaceLineEndings(" "));
            return null;
        }
    }

    /// <summary>What has begun to work in the background stops before what it works with is gone.</summary>
    private static async Task End(WebApplication app)
    {
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            await app.StopAsync(patience.Token);
        }
#pragma warning disable CA1031 // Why it could not start is what is said; that it stops badly then is no news.
        catch (Exception)
#pragma warning restore CA1031
        {
            // Disposed all the same.
        }
        await app.DisposeAsync();
    }

    /// <summary>Until it has started, host and transport log each failure of the start with its stack trace, which the one line replaces.</summary>
    internal static void KeepStartQuiet(this WebApplicationBuilder builder)
    {
        var started = new StartedFlag();
        builder.Services.AddSingleton(started);
        builder.Services.AddHostedService<StartedFlag.Raiser>();
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", IsShown);
        builder.Logging.AddFilter("MassTransit", IsShown);
        // Of work in the background that ends the process nobody else would say why.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => IsShown(level) || level == LogLevel.Critical);

        bool IsShown(LogLevel level) => started.Up && level >= LogLevel.Warning;
    }

    private static string? ReasonOf(Exception exception) =>
        exception switch
        {
            AggregateException { InnerExceptions: [var one] } => ReasonOf(one),
            SettingException => exception.Message,
            // Kestrel's own sentence names the address.
            IOException when Chain(exception).OfType<SocketException>().Any() => exception.Message,
            SocketException => $"urls: {exception.Message}.",
            // An address that is none, or one that lacks its certificate.
            FormatException or InvalidOperationException when exception.Source?.StartsWith("Microsoft.AspNetCore.") == true =>
                $"urls: {exception.Message}",
            // A value of the wrong type, or a settings file that is no JSON.
            InvalidOperationException { InnerException: FormatException } => exception.Message,
            InvalidDataException => $"{exception.Message} {exception.InnerException?.Message}",
            _ => null,
        };

    private static IEnumerable<Exception> Chain(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            yield return e;
        }
    }

    private sealed class StartedFlag
    {
        public volatile bool Up;

        internal sealed class Raiser(StartedFlag flag, IHostApplicationLifetime lifetime) : IHostedService
        {
            public Task StartAsync(CancellationToken cancellationToken)
            {
                lifetime.ApplicationStarted.Register(() => flag.Up = true);
                return Task.CompletedTask;
            }

            public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        }
    }
}
