using Exchange.Messaging;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Integration.Messaging;

/// <summary>A wrong setting of the broker is named by its key, in one line, without a secret.</summary>
public sealed class BrokerSettingsTests
{
    [Theory]
    [InlineData("Broker:Address", null, "Broker:Address is missing.")]
    [InlineData("Broker:Address", "localhost", "Broker:Address must be amqp:// or amqps://host:port.")]
    [InlineData(
        "Broker:Address",
        "amqp://me:secret@host",
        "Broker:Address must not hold credentials; they belong into Broker:User and Broker:PasswordFile."
    )]
    [InlineData("Broker:Management", "amqp://host", "Broker:Management must be http:// or https://host:port.")]
    [InlineData("Broker:User", null, "Broker:User is missing.")]
    [InlineData("Broker:Password", null, "Broker:PasswordFile is missing.")]
    [InlineData("Broker:PasswordFile", "/nowhere", "Broker:Password and Broker:PasswordFile are both given; give one.")]
    [InlineData("Broker:CertificateAuthority", "/nowhere", "Broker:CertificateAuthority is of use with an amqps:// address only.")]
    [InlineData("Broker:Prefetch", "many", "Broker:Prefetch must be a whole number from 1 to 65535, not 'many'.")]
    [InlineData("Broker:Concurrency", "200", "Broker:Concurrency must not be more than Broker:Prefetch.")]
    public void A_wrong_setting_is_named_in_one_line(string key, string? value, string line)
    {
        var settings = Sound();
        settings[key] = value;
        Should.Throw<Exception>(() => Read(settings)).Message.ShouldBe(line);
    }

    [Fact]
    public void A_password_comes_from_a_file_without_its_line_end()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "the password\n");
            var settings = Sound();
            settings["Broker:Password"] = null;
            settings["Broker:PasswordFile"] = file;
            Read(settings).Password.ShouldBe("the password");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void What_is_not_set_has_its_usual_value()
    {
        var settings = Read(Sound());
        (settings.Prefetch, settings.Concurrency, settings.BulkPrefetch, settings.BulkConcurrency, settings.Window).ShouldBe(
            (100, 64, 8, 2, 500)
        );
        (settings.VirtualHost, settings.Port).ShouldBe(("exchange", 5672));
    }

    private static Dictionary<string, string?> Sound() =>
        new(StringComparer.Ordinal)
        {
            ["Broker:Address"] = "amqp://broker/exchange",
            ["Broker:Management"] = "http://broker:15672",
            ["Broker:User"] = "court-feed",
            ["Broker:Password"] = "secret",
        };

    private static BrokerSettings Read(Dictionary<string, string?> settings) =>
        BrokerSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
}
