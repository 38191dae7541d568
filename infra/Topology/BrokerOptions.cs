using System.CommandLine;
using Exchange.Messaging;
using Exchange.Storage;
using Microsoft.Extensions.Configuration;

namespace Exchange.TopologyCommands;

/// <summary>Where the broker is and who its administrator: options, or the same keys of the environment (<c>Broker__Address</c> and so on).</summary>
internal sealed class BrokerOptions
{
    private readonly Dictionary<string, Option<string?>> options = new(StringComparer.Ordinal)
    {
        ["Broker:Address"] = new("--address") { Description = "amqp(s)://host:port/vhost, without credentials" },
        ["Broker:Management"] = new("--management") { Description = "http(s)://host:port of the management API" },
        ["Broker:User"] = new("--user") { Description = "Name of an administrator" },
        ["Broker:PasswordFile"] = new("--password-file") { Description = "File that holds the administrator's password" },
        ["Broker:CertificateAuthority"] = new("--certificate-authority")
        {
            Description = "PEM file, for a broker with a certificate of its own",
        },
    };

    public void AddTo(Command command)
    {
        foreach (var option in options.Values)
        {
            command.Add(option);
        }
    }

    public static IConfigurationRoot Environment => new ConfigurationBuilder().AddEnvironmentVariables().Build();

    /// <summary>Runs a step at the broker; a line for each thing that stands in the way.</summary>
    /// <returns>0 when nothing does, 2 otherwise.</returns>
    public async Task<int> With(ParseResult parsed, string done, Func<TopologyStep, Task<IReadOnlyList<string>>> act)
    {
        try
        {
            var given = options.Select(o => KeyValuePair.Create(o.Key, parsed.GetValue(o.Value))).Where(o => o.Value is not null);
            var settings = BrokerSettings.Read(new ConfigurationBuilder().AddEnvironmentVariables().AddInMemoryCollection(given).Build());
            using var step = new TopologyStep(settings);
            var problems = await act(step);
            foreach (var problem in problems)
            {
                await Console.Error.WriteLineAsync(problem);
            }
            if (problems.Count > 0)
            {
                return 2;
            }
            Console.WriteLine($"The topology of virtual host '{settings.VirtualHost}' is {done}.");
            return 0;
        }
        catch (Exception e) when (e is SettingException or BrokerUnavailableException or PasswordException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
    }
}
