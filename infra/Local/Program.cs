using System.CommandLine;
using Exchange.Local;

var root = new RootCommand("All four agencies in one process. Without a command: serve, with the sample played.")
{
    ServeCommand.Create(),
    DemoCommand.Create(),
    TokenCommand.Create(),
    SampleCommand.Create(),
};

// No command means the first look.
return await root.Parse(
        args.Length == 0 || args[0].StartsWith('-') && args[0] is not ("-h" or "-?" or "--help" or "--version") ? ["serve", .. args] : args
    )
    .InvokeAsync();
