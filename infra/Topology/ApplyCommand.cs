using System.CommandLine;

namespace Exchange.TopologyCommands;

/// <summary><c>apply</c>: declares what is missing; run as often as one likes.</summary>
internal static class ApplyCommand
{
    public static Command Create(BrokerOptions broker)
    {
        var folder = new Option<string?>("--passwords")
        {
            Description =
                "Folder with a file per service, named like it, that holds the password of its user; else Broker__Passwords__SERVICE",
        };
        var generate = new Option<bool>("--generate")
        {
            Description = "Write the passwords that are missing in that folder, for its owner only",
        };
        var command = new Command("apply", "Declare every exchange, queue and binding of the catalogue, and a user for each service")
        {
            folder,
            generate,
        };
        broker.AddTo(command);
        command.SetAction(
            (parsed, cancellation) =>
            {
                var passwords = new Passwords(BrokerOptions.Environment, parsed.GetValue(folder), parsed.GetValue(generate));
                return broker.With(parsed, "in place", step => step.Apply(passwords.Of, cancellation));
            }
        );
        return command;
    }
}
