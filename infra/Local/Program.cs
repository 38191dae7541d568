using System.CommandLine;
using Exchange.Local;
using Spectre.Console;

var root = new RootCommand("All four agencies in one process. Without a command: serve, with the sample played.")
{
    ServeCommand.Create(),
    DemoCommand.Create(),
    TokenCommand.Create(),
    SampleCommand.Create(),
    FailuresCommand.Create(),
};

// Redirected output has no width of its own; the tables need some.
AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 140);

// No command means the first look.
return await root.Parse(
        args.Length == 0 || args[0].StartsWith('-') && args[0] is not ("-h" or "-?" or "--help" or "--version") ? ["serve", .. args] : args
    )
    .InvokeAsync();
