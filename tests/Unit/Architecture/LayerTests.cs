using System.Text.RegularExpressions;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.CourtFeed;
using Exchange.CreditRepair;
using Exchange.Hosting;
using Exchange.Local;
using Exchange.Messaging;
using Exchange.PoliceReferral;
using Exchange.ProcuratorateIntake;
using Exchange.Sheets;
using Exchange.Storage;
using Exchange.Telemetry;
using Shouldly;
using Xunit;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Assembly = System.Reflection.Assembly;

namespace Exchange.Tests.Unit.Architecture;

/// <summary>Who may lean on whom: a service could be moved to another agency's machines tomorrow.</summary>
public sealed partial class LayerTests
{
    private static readonly Assembly Contracts = typeof(ExchangeEvent).Assembly;
    private static readonly Assembly Messaging = typeof(Relay).Assembly;
    private static readonly Assembly Storage = typeof(IDocumentStore).Assembly;
    private static readonly Assembly Local = typeof(LocalExchange).Assembly;

    private static readonly Assembly[] Services =
    [
        typeof(CourtFeedModule).Assembly,
        typeof(ProcuratorateIntakeModule).Assembly,
        typeof(PoliceReferralModule).Assembly,
        typeof(CreditRepairModule).Assembly,
    ];

    private static readonly Assembly[] Ours =
    [
        Contracts,
        Messaging,
        Storage,
        Local,
        typeof(Roles).Assembly,
        typeof(Aggregate).Assembly,
        typeof(ExchangeService).Assembly,
        typeof(SheetReader).Assembly,
        typeof(TelemetryRegistration).Assembly,
        .. Services,
    ];

    private static readonly ArchUnitNET.Domain.Architecture Built = new ArchLoader().LoadAssemblies(Ours).Build();

    public static TheoryData<string> ServiceNames => [.. Services.Select(NameOf)];

    public static TheoryData<string> Names => [.. Ours.Select(NameOf)];

    [Theory]
    [MemberData(nameof(ServiceNames))]
    public void A_service_knows_no_other_service_and_not_the_process_that_holds_them_all(string name)
    {
        var service = Named(name);
        var others = Services.Except([service]).Append(Local).ToArray();
        Types()
            .That()
            .ResideInAssembly(service)
            .Should()
            .NotDependOnAny(Types().That().ResideInAssembly(others[0], others[1..]))
            .Check(Built);
    }

    [Theory]
    [MemberData(nameof(ServiceNames))]
    public void A_service_knows_no_driver(string name) => References(Named(name)).Where(r => Driver().IsMatch(r)).ShouldBeEmpty();

    [Fact]
    public void Contracts_know_nothing_of_ours() =>
        References(Contracts).Where(r => r.StartsWith("Exchange.", StringComparison.Ordinal)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Names))]
    public void One_place_knows_the_bus_and_one_the_database(string name)
    {
        var drivers = References(Named(name)).Where(r => Driver().IsMatch(r)).Select(r => r.Split('.')[0]).Distinct(StringComparer.Ordinal);
        string[] allowed =
            Named(name) == Messaging ? ["MassTransit", "RabbitMQ"]
            : Named(name) == Storage ? ["Microsoft", "MongoDB", "SQLitePCLRaw"]
            : [];
        drivers.ShouldBe(allowed, ignoreOrder: true, name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_says_what_a_thing_is(string name) =>
        Named(name)
            .GetTypes()
            .Where(t => t.Namespace?.StartsWith("Exchange", StringComparison.Ordinal) == true)
            .Select(t => t.FullName!)
            .Where(full => Empty().IsMatch(full))
            .ShouldBeEmpty();

    [Fact]
    public void Time_is_asked_of_a_clock_that_can_be_moved() =>
        SourceTree
            .CSharp("contracts", "infra", "services", "tests")
            .Where(file => MachineTime().IsMatch(File.ReadAllText(file)))
            .ShouldBeEmpty();

    [Fact]
    public void The_rules_would_notice()
    {
        Driver().IsMatch("MassTransit.Abstractions").ShouldBeTrue();
        Driver().IsMatch("Microsoft.Data.Sqlite").ShouldBeTrue();
        Empty().IsMatch("Exchange.CourtFeed.CaseHelper").ShouldBeTrue();
        MachineTime().IsMatch("var now = DateTimeOffset" + ".UtcNow;").ShouldBeTrue();
        var hosted = Types()
            .That()
            .ResideInAssembly(Local)
            .Should()
            .NotDependOnAny(Types().That().ResideInAssembly(Services[0], Services[1..]));
        hosted.HasNoViolations(Built).ShouldBeFalse("the local process holds the services");
    }

    private static string NameOf(Assembly assembly) => assembly.GetName().Name!;

    private static Assembly Named(string name) => Ours.Single(a => NameOf(a) == name);

    private static IEnumerable<string> References(Assembly assembly) => assembly.GetReferencedAssemblies().Select(r => r.Name!);

    [GeneratedRegex(@"^(MassTransit|Microsoft\.Data\.Sqlite|SQLitePCL|MongoDB|RabbitMQ)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Driver();

    [GeneratedRegex("Common|Util|Helper|Manager", RegexOptions.None, 1000)]
    private static partial Regex Empty();

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Utc)?(Now|Today)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MachineTime();
}
