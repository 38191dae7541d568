using System.CommandLine;

namespace Exchange.TopologyCommands;

/// <summary><c>verify</c>: says what is missing or differs, and changes nothing.</summary>
internal static class VerifyCommand
{
    public static Command Create(BrokerOptions broker)
    {
        var command = new Command("verify", "Say what is missing or differs; changes nothing");
        broker.AddTo(command);
        command.SetAction((parsed, cancellation) => broker.With(parsed, "whole", step => step.Verify(cancellation)));
        return command;
    }
}
