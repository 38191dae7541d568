using System.CommandLine;
using Exchange.TopologyCommands;

var broker = new BrokerOptions();
return await new RootCommand("What the broker must hold before the services speak, derived from the catalogue of messages.")
{
    ApplyCommand.Create(broker),
    VerifyCommand.Create(broker),
    ShowCommand.Create(),
}
    .Parse(args)
    .InvokeAsync();
