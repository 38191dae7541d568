using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Exchange.Contracts;
using Exchange.Tests.Unit.Architecture;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Compose;

/// <summary>No engine reads docker-compose.yml here, so everything that it names is looked up where it must exist.</summary>
public sealed partial class ComposeTests
{
    private static readonly string[] OnceOnly = ["topology", "store-setup"];

    public static TheoryData<string> Names => [.. ComposeFile.Services.Select(s => s.Key)];

    [Fact]
    public void It_runs_every_service_of_the_catalogue() =>
        ComposeFile.Ours.Select(o => o.Name).ShouldBe(Catalogue.Messages.Select(m => m.Says).Distinct(), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_part_has_an_image_of_a_version_a_restart_policy_limits_and_a_health_check(string name)
    {
        var part = ComposeFile.Services[name]!.AsObject();
        part["image"]!.GetValue<string>().ShouldMatch("^[a-z0-9/-]+:.+$");
        part["deploy"]!["resources"]!["limits"]!.AsObject().Select(l => l.Key).ShouldBe(["cpus", "memory"], ignoreOrder: true);
        part["networks"]!.AsArray().ShouldHaveSingleItem();
        if (OnceOnly.Contains(name))
        {
            part["restart"]!.GetValue<string>().ShouldBe("on-failure");
            return;
        }
        part["restart"]!.GetValue<string>().ShouldBe("unless-stopped");
        part["healthcheck"].ShouldNotBeNull();
    }

    [Fact]
    public void Only_known_words_stand_in_it()
    {
        string[] known =
        [
            "image",
            "command",
            "entrypoint",
            "environment",
            "secrets",
            "configs",
            "ports",
            "volumes",
            "networks",
            "depends_on",
            "healthcheck",
            "deploy",
            "restart",
            "hostname",
            "stop_grace_period",
        ];
        ComposeFile
            .Read()
            .Select(p => p.Key)
            .Where(key => !key.StartsWith("x-", StringComparison.Ordinal))
            .ShouldBe(["name", "services", "networks", "volumes", "configs", "secrets"], ignoreOrder: true);
        ComposeFile.Services.SelectMany(s => s.Value!.AsObject()).Select(p => p.Key).Except(known).ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_is_published_beyond_this_machine()
    {
        var ports = ComposeFile.Services.SelectMany(s => ComposeFile.Texts(s.Value!["ports"])).ToList();
        ports.ShouldNotBeEmpty();
        ports.ShouldAllBe(port => port.StartsWith("127.0.0.1:"));
        ports.Select(port => port.Split(':')[1]).ShouldBeUnique();
    }

    [Fact]
    public void Our_images_are_those_that_the_projects_build_and_answer_on_the_port_that_is_asked()
    {
        var built = Directory
            .EnumerateFiles(SourceTree.Root, "*.csproj", SearchOption.AllDirectories)
            .Select(project => Repository().Match(File.ReadAllText(project)))
            .Where(found => found.Success)
            .Select(found => found.Groups["name"].Value)
            .ToHashSet();
        var used = ComposeFile
            .Services.Select(s => s.Value!["image"]!.GetValue<string>().Split(':')[0])
            .Where(image => image.StartsWith("exchange/", StringComparison.Ordinal));
        used.ShouldBe(built, ignoreOrder: true);
        foreach (var (name, service) in ComposeFile.Ours)
        {
            service["image"]!.GetValue<string>().ShouldStartWith($"exchange/{name}:");
            var port = service["environment"]!["ASPNETCORE_HTTP_PORTS"]!.GetValue<string>();
            ComposeFile.Texts(service["ports"]).ShouldHaveSingleItem().ShouldEndWith(":" + port);
            ComposeFile.Texts(service["healthcheck"]!["test"]).Last().ShouldContain($"/127.0.0.1/{port} ");
        }
        var prepared = File.ReadAllText(ComposeFile.PathOf("infra/compose/prepare"));
        foreach (Match project in Published().Matches(prepared))
        {
            Directory.EnumerateFiles(ComposeFile.PathOf(project.Value), "*.csproj").ShouldHaveSingleItem();
        }
        Published().Count(prepared).ShouldBe(built.Count);
    }

    [Fact]
    public void Every_setting_is_one_that_the_code_reads()
    {
        var sources = SourceTree.CSharp("infra", "services").Select(File.ReadAllText).ToList();
        var settings = ComposeFile
            .Services.Where(s => s.Value!["image"]!.GetValue<string>().StartsWith("exchange/", StringComparison.Ordinal))
            .SelectMany(s => s.Value!["environment"]!.AsObject().Select(e => e.Key))
            .Distinct()
            .ToList();
        settings.ShouldContain("Store__MongoFile");
        settings
            .Where(setting => setting != "ASPNETCORE_HTTP_PORTS")
            .Where(setting => !sources.Any(source => Reads(source, setting.Split("__"))))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Secrets_are_files_that_prepare_writes_and_git_does_not_see()
    {
        var secrets = ComposeFile.Read()["secrets"]!.AsObject();
        var used = ComposeFile.Services.SelectMany(s => s.Value!["secrets"]?.AsArray() ?? []).Select(NameOf).Distinct();
        used.ShouldBe(secrets.Select(s => s.Key), ignoreOrder: true);
        var prepare = File.ReadAllText(ComposeFile.PathOf("infra/compose/prepare"));
        var services = ComposeFile.Ours.Select(o => o.Name).ToList();
        foreach (var (name, secret) in secrets)
        {
            secret!["file"]!.GetValue<string>().ShouldBe("infra/compose/secrets/" + name);
            var written =
                services.Contains(name) || services.Any(s => name == s + "-store") || prepare.Split(' ', '"', '/', ';').Contains(name);
            written.ShouldBeTrue(name);
        }
        File.ReadAllLines(ComposeFile.PathOf(".gitignore")).ShouldContain("infra/compose/secrets/");
        foreach (var file in ComposeFile.Services.SelectMany(s => ComposeFile.Texts(s.Value!["environment"])).Where(IsSecretFile))
        {
            secrets.ContainsKey(file["/run/secrets/".Length..]).ShouldBeTrue(file);
        }
    }

    [Fact]
    public void Files_that_it_mounts_are_there()
    {
        var configs = ComposeFile.Read()["configs"]!.AsObject();
        ComposeFile
            .Services.SelectMany(s => s.Value!["configs"]?.AsArray() ?? [])
            .Select(NameOf)
            .ShouldBe(configs.Select(c => c.Key), ignoreOrder: true);
        foreach (var (_, config) in configs)
        {
            File.Exists(ComposeFile.PathOf(config!["file"]!.GetValue<string>())).ShouldBeTrue();
        }
        foreach (var mount in ComposeFile.Services.SelectMany(s => ComposeFile.Texts(s.Value!["volumes"])))
        {
            var from = mount.Split(':')[0];
            var known = from.StartsWith('.')
                ? Directory.Exists(ComposeFile.PathOf(from))
                : ComposeFile.Read()["volumes"]!.AsObject().ContainsKey(from);
            known.ShouldBeTrue(mount);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_part_waits_for_parts_that_are_there_and_asks_hosts_that_are_there(string name)
    {
        var part = ComposeFile.Services[name]!.AsObject();
        var waits = part["depends_on"] switch
        {
            JsonArray names => names.Select(n => n!.GetValue<string>()),
            JsonObject conditions => conditions.Select(c => c.Key),
            _ => [],
        };
        waits.Except(ComposeFile.Services.Select(s => s.Key)).ShouldBeEmpty();
        var asked = ComposeFile.Texts(part["environment"]).SelectMany(text => Host().Matches(text)).Select(m => m.Groups["host"].Value);
        asked.Where(host => !host.Contains('.')).Except(ComposeFile.Services.Select(s => s.Key)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_service_has_a_broker_user_and_a_database_of_its_own_name()
    {
        var setup = File.ReadAllText(ComposeFile.PathOf("infra/compose/store-setup.js"));
        foreach (var (name, service) in ComposeFile.Ours)
        {
            service["environment"]!["Broker__User"]!.GetValue<string>().ShouldBe(name);
            setup.ShouldContain($"'{name}'");
        }
    }

    /// <summary>By its whole name, or by its last part in a file that reads its section.</summary>
    private static bool Reads(string source, string[] setting) =>
        source.Contains($"\"{string.Join(':', setting)}\"", StringComparison.Ordinal)
        || setting.Length == 2
            && source.Contains($"GetSection(\"{setting[0]}\")", StringComparison.Ordinal)
            && source.Contains($"\"{setting[1]}\"", StringComparison.Ordinal);

    private static string NameOf(JsonNode? used) =>
        used is JsonObject parts ? parts["source"]!.GetValue<string>() : used!.GetValue<string>();

    private static bool IsSecretFile(string text) =>
        text.StartsWith("/run/secrets/", StringComparison.Ordinal) && text.Length > "/run/secrets/".Length;

    [GeneratedRegex("<ContainerRepository>(?<name>[^<]+)<", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Repository();

    [GeneratedRegex(@"\b(services/\w+/Process|infra/Topology)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Published();

    [GeneratedRegex(@"[a-z]+://(?<host>[a-z][a-z0-9.-]*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Host();
}
