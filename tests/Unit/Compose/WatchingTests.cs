using System.Text.RegularExpressions;
using Exchange.Tests.Unit.Architecture;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Compose;

/// <summary>What one watches the exchange with names figures, hosts and ports that exist.</summary>
public sealed partial class WatchingTests
{
    /// <summary>Instruments of the code as Prometheus shows them.</summary>
    private static readonly HashSet<string> Figures =
    [
        .. SourceTree
            .CSharp("infra", "services")
            .SelectMany(file => Instrument().Matches(File.ReadAllText(file)))
            .Select(m =>
                m.Groups["name"].Value.Replace('.', '_')
                + (m.Groups["kind"].Value.EndsWith("Counter", StringComparison.Ordinal) ? "_total" : "")
            ),
    ];

    public static TheoryData<string> Watchers => ["infra/grafana/dashboards/loop.json", "infra/prometheus/alerts.yml"];

    [Theory]
    [MemberData(nameof(Watchers))]
    public void Dashboard_and_alerts_show_figures_that_the_services_give(string file)
    {
        var named = Named().Matches(File.ReadAllText(ComposeFile.PathOf(file))).Select(m => m.Value).Distinct().ToList();
        named.ShouldNotBeEmpty();
        named.Except(Figures).ShouldBeEmpty();
    }

    [Fact]
    public void Prometheus_asks_every_service_at_its_port()
    {
        var targets = ComposeFile.Yaml("infra/prometheus/prometheus.yml")["scrape_configs"]!
            .AsArray()
            .SelectMany(job => ComposeFile.Texts(job!["static_configs"]))
            .ToList();
        targets.ShouldBe(
            [
                .. ComposeFile.Ours.Select(o => $"{o.Name}:{o.Service["environment"]!["ASPNETCORE_HTTP_PORTS"]}"),
                "rabbitmq:15692",
                "otel-collector:8888",
            ],
            ignoreOrder: true
        );
        ComposeFile.Yaml("infra/otel/collector.yaml")["service"]!["telemetry"]!["metrics"]!["address"]!
            .GetValue<string>()
            .ShouldEndWith(":8888");
    }

    [Fact]
    public void Traces_go_where_the_services_send_them_and_on_to_a_part_that_is_there()
    {
        var collector = ComposeFile.Yaml("infra/otel/collector.yaml");
        var port = collector["receivers"]!["otlp"]!["protocols"]!["grpc"]!["endpoint"]!.GetValue<string>().Split(':')[1];
        foreach (var (_, service) in ComposeFile.Ours)
        {
            service["environment"]!["OTEL_EXPORTER_OTLP_ENDPOINT"]!.GetValue<string>().ShouldBe("http://otel-collector:" + port);
        }
        var jaeger = collector["exporters"]!["otlp/jaeger"]!["endpoint"]!.GetValue<string>().Split(':')[0];
        ComposeFile.Services.ContainsKey(jaeger).ShouldBeTrue();
    }

    [Fact]
    public void Grafana_asks_parts_that_are_there_and_finds_the_dashboard_where_it_is_mounted()
    {
        var sources = ComposeFile.Yaml("infra/grafana/provisioning/datasources/exchange.yml")["datasources"]!.AsArray();
        sources.Select(s => new Uri(s!["url"]!.GetValue<string>()).Host).Except(ComposeFile.Services.Select(s => s.Key)).ShouldBeEmpty();
        var used = Source()
            .Matches(File.ReadAllText(ComposeFile.PathOf("infra/grafana/dashboards/loop.json")))
            .Select(m => m.Groups["uid"].Value);
        used.Distinct().Except(sources.Select(s => s!["uid"]!.GetValue<string>())).ShouldBeEmpty();
        var path = ComposeFile.Yaml("infra/grafana/provisioning/dashboards/exchange.yml")["providers"]![0]!["options"]![
            "path"
        ]!.GetValue<string>();
        ComposeFile.Texts(ComposeFile.Services["grafana"]!["volumes"]).ShouldContain($"./infra/grafana/dashboards:{path}:ro");
    }

    [GeneratedRegex(
        @"Create(?<kind>\w*?(Counter|Gauge|Histogram))(<\w+>)?\(\s*""(?<name>exchange\.[a-z_.]+)""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Instrument();

    [GeneratedRegex(@"\bexchange_[a-z_]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();

    [GeneratedRegex(@"""uid"": ""(?<uid>prometheus|jaeger)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Source();
}
