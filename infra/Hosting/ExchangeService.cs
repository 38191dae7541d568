using System.Threading.RateLimiting;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Messaging;
using Exchange.Storage;
using Exchange.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Scalar.AspNetCore;

namespace Exchange.Hosting;

/// <summary>What every process of the exchange has: access, limits, problems as RFC 9457, telemetry, health, API reference.</summary>
public static class ExchangeService
{
    /// <summary>The transport is the caller's to add: it is what the two ways to run differ in.</summary>
    public static void AddExchange(this WebApplicationBuilder builder, string name)
    {
        builder.KeepStartQuiet();
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<LawTime>();
        services.TryAddSingleton<CalendarInForce>();
        services.TryAddSingleton<ClockFigures>();
        services.TryAddSingleton<ClockSweep>();
        services.AddStores(builder.Configuration);
        services.AddHostedService<PrepareCollections>();
        services.AddLawDay(builder.Configuration);
        services.TryAddSingleton<CalendarCounting>();
        services.AddHostedService(p => p.GetRequiredService<CalendarCounting>());
        services.TryAddSingleton<Reconciliations>();
        services.TryAddSingleton<Reconciling>();
        services.AddHostedService(p => p.GetRequiredService<Reconciling>());
        services.AddHostedService(p => p.GetRequiredService<ClockSweep>());
        services.AddHostedService<FailureFigures>();
        services.AddAccess(builder.Configuration);
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = Problems.GiveCode);
        services.AddExceptionHandler<UnexpectedErrors>();
        services.AddOpenApi(document =>
            document.AddDocumentTransformer(
                (described, _, _) =>
                {
                    described.Info.Title = "Exchange";
                    return Task.CompletedTask;
                }
            )
        );
        services.ConfigureHttpJsonOptions(json => ExchangeJson.Apply(json.SerializerOptions));
        builder.AddExchangeTelemetry(name, MessagingRegistration.TelemetryName);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = builder.Configuration.GetValue("Limits:BodyBytes", 1024L * 1024);
            kestrel.AddServerHeader = false;
        });
        AddRateLimits(builder);
    }

    /// <summary>Everything around the doors; the modules map theirs after it.</summary>
    public static void UseExchange(this WebApplication app)
    {
        app.Use(CloseAfterTooLarge);
        app.Use(KeepPagesAtHome);
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.MapGet("/health/live", () => TypedResults.Ok(new { status = "live" })).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/health/ready", Readiness.Answer).AllowAnonymous().ExcludeFromDescription();
        app.MapExchangeMetrics();
        app.MapOpenApi().AllowAnonymous();
        app.MapScalarApiReference("/reference", reference => reference.WithTitle("Exchange").DisableDefaultFonts().DisableTelemetry())
            .AllowAnonymous();
        app.MapLawDay();
        app.MapFailures();
        app.MapCalendar();
        app.MapReconciliations();
    }

    /// <summary>A browser may ask nobody but this host. Only the reference page brings scripts of its own inside the page.</summary>
    private static Task KeepPagesAtHome(HttpContext http, RequestDelegate next)
    {
        var script = http.Request.Path.StartsWithSegments("/reference") ? "'self' 'unsafe-inline' 'unsafe-eval'" : "'self'";
        http.Response.Headers.ContentSecurityPolicy =
            $"default-src 'self'; script-src {script}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
            + "worker-src 'self' blob:; object-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'self'";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Referrer-Policy"] = "same-origin";
        return next(http);
    }

    /// <summary>The rest of a body that is too large is never read, so the connection cannot serve another request; the client is told.</summary>
    private static Task CloseAfterTooLarge(HttpContext http, RequestDelegate next)
    {
        http.Response.OnStarting(() =>
        {
            if (http.Response.StatusCode == StatusCodes.Status413PayloadTooLarge)
            {
                http.Response.Headers.Connection = "close";
            }
            return Task.CompletedTask;
        });
        return next(http);
    }

    private static void AddRateLimits(WebApplicationBuilder builder)
    {
        var perSecond = builder.Configuration.GetValue("Limits:RequestsPerSecond", 500);
        builder.Services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.OnRejected = (refused, _) =>
            {
                refused.HttpContext.Response.Headers.RetryAfter = "1";
                return ValueTask.CompletedTask;
            };
            limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
                RateLimitPartition.GetTokenBucketLimiter(
                    http.User.FindFirst("sub")?.Value ?? http.Connection.RemoteIpAddress?.ToString() ?? "unknown",
                    _ => new TokenBucketRateLimiterOptions
                    {
                        TokenLimit = perSecond * 4,
                        TokensPerPeriod = perSecond,
                        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                        QueueLimit = 0,
                    }
                )
            );
        });
    }
}
