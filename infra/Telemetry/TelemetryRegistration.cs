using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Exchange.Telemetry;

/// <summary>OpenTelemetry: one trace follows one loop; metrics at <c>/metrics</c>; OTLP where the standard variables say so.</summary>
public static class TelemetryRegistration
{
    public static void AddExchangeTelemetry(this WebApplicationBuilder builder, string service, params IReadOnlyList<string> sources)
    {
        var export = !string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        builder
            .Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(service))
            .WithTracing(tracing =>
            {
                tracing.AddAspNetCoreInstrumentation().AddSource("MassTransit").AddSource([.. sources]).AddSource("Exchange.*");
                if (export)
                {
                    tracing.AddOtlpExporter();
                }
                else
                {
                    // The ids still go from message to message; nobody would read the rest.
                    tracing.SetSampler(new AlwaysOffSampler());
                }
            })
            .WithMetrics(metrics =>
            {
                metrics.AddAspNetCoreInstrumentation().AddMeter("MassTransit").AddMeter("Exchange.*").AddPrometheusExporter();
                // The standard variable by which one says that Prometheus reads the figures and nobody wants them twice.
                if (export && builder.Configuration["OTEL_METRICS_EXPORTER"] != "none")
                {
                    metrics.AddOtlpExporter();
                }
            });
    }

    /// <summary>Anonymous by name: figures without personal data.</summary>
    public static void MapExchangeMetrics(this WebApplication app) => app.MapPrometheusScrapingEndpoint("/metrics").AllowAnonymous();
}
