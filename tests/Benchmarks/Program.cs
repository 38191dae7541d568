using System.CommandLine;
using Exchange.Tests.Benchmarks;

var rows = new Option<int>("--rows")
{
    DefaultValueFactory = _ => Plan.FullQuarter,
    Description = "Rows of a quarter; all else scales with it",
};
var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => Plan.FullRounds, Description = "How often each system is measured" };
var only = List("--only", Plan.AllMeasures, "What to measure");
var systems = List("--systems", Plan.AllSystems, "(a) embedded, (b) four processes, (c) and (c1) the plain way, (d) the floor");
var seconds = new Option<int>("--seconds")
{
    DefaultValueFactory = _ => Plan.UsualSeconds,
    Description = "How long single records are pushed",
};
var stack = new Option<string>("--stack") { DefaultValueFactory = _ => "bench", Description = "Name of the infra/stack to use" };
var output = new Option<FileInfo?>("--out")
{
    Description =
        "Where the results go; default: RESULTS.md beside this program's sources for whole quarters, else artifacts/benchmarks/RESULTS.md",
};

var root = new RootCommand("Measures Exchange beside the alternatives, on this machine, in one run.")
{
    rows,
    rounds,
    only,
    systems,
    seconds,
    stack,
    output,
};
root.SetAction(parsed =>
    Benchmarks.Run(
        new Plan
        {
            Rows = parsed.GetValue(rows),
            Rounds = parsed.GetValue(rounds),
            Measures = parsed.GetRequiredValue(only),
            Systems = parsed.GetRequiredValue(systems),
            UrgentSeconds = parsed.GetValue(seconds),
            Folder = Benchmarks.NewFolder(),
        },
        parsed.GetRequiredValue(stack),
        parsed.GetValue(output)
    )
);
var micro = new Command("micro", "The steps of one record alone (BenchmarkDotNet)") { stack, output };
micro.SetAction(parsed =>
    Benchmarks.Run(
        new Plan { Measures = ["micro"], Folder = Benchmarks.NewFolder() },
        parsed.GetRequiredValue(stack),
        parsed.GetValue(output)
    )
);
root.Subcommands.Add(micro);
var peer = new Command("peer", "The other side of a comparison; started by this program itself") { Hidden = true };
peer.SetAction(_ => Peer.Run());
root.Subcommands.Add(peer);
return await root.Parse(args).InvokeAsync();

static Option<string[]> List(string name, string[] all, string description)
{
    var option = new Option<string[]>(name)
    {
        Description = $"{description}: {string.Join(",", all)}",
        DefaultValueFactory = _ => all,
        CustomParser = result => result.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries),
    };
    option.Validators.Add(result =>
    {
        if (
            result.Tokens is [{ Value: var text }]
            && text.Split(',', StringSplitOptions.TrimEntries).Except(all).FirstOrDefault() is { } odd
        )
        {
            result.AddError($"{name}: '{odd}' is none of {string.Join(", ", all)}.");
        }
    });
    return option;
}
