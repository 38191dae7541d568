using System.Security.Cryptography.X509Certificates;
using Exchange.Storage;
using Microsoft.Extensions.Configuration;

namespace Exchange.Messaging;

/// <summary>Where the broker is and who we are there: configuration <c>Broker:*</c>.</summary>
public sealed record BrokerSettings
{
    /// <summary>amqp(s)://host:port/vhost, without credentials.</summary>
    public required Uri Address { get; init; }

    /// <summary>http(s)://host:port of the management API, which alone can tell whether every binding is there.</summary>
    public required Uri Management { get; init; }

    public required string User { get; init; }

    public required string Password { get; init; }

    /// <summary>Who has signed the broker's certificate, where no public authority has.</summary>
    public X509Certificate2? CertificateAuthority { get; init; }

    public const int UsualQueueBytes = 512 * 1024 * 1024;

    public int Prefetch { get; init; } = 100;

    /// <summary>So many prompt messages are handled at once; those that bring single records go on together, so many are cheaper than few.</summary>
    public int Concurrency { get; init; } = 64;

    public int BulkPrefetch { get; init; } = 8;

    public int BulkConcurrency { get; init; } = 2;

    /// <summary>How many messages may wait for the broker's confirmation at once, in each lane.</summary>
    public int Window { get; init; } = 500;

    /// <summary>How much a queue holds before it refuses more; then the sender slows down and nothing is dropped.</summary>
    public long QueueBytes { get; init; } = UsualQueueBytes;

    /// <summary>How long a message is tried before its sender hears that the broker is away.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    public bool Encrypted => Address.Scheme == "amqps";

    public int Port =>
        Address.Port > 0 ? Address.Port
        : Encrypted ? 5671
        : 5672;

    public string VirtualHost => Address.AbsolutePath is { Length: > 1 } path ? Uri.UnescapeDataString(path[1..]) : "/";

    /// <exception cref="SettingException">Something is missing or wrong; one line says which key and why.</exception>
    public static BrokerSettings Read(IConfiguration configuration)
    {
        var broker = configuration.GetSection("Broker");
        var address = Url(broker, "Address", "amqp", "amqps");
        if (address.UserInfo.Length > 0)
        {
            throw new SettingException("Broker:Address", "must not hold credentials; they belong into Broker:User and Broker:PasswordFile");
        }
        if (broker["CertificateAuthority"] is { Length: > 0 } && address.Scheme != "amqps")
        {
            throw new SettingException("Broker:CertificateAuthority", "is of use with an amqps:// address only");
        }
        var settings = new BrokerSettings
        {
            Address = address,
            Management = Url(broker, "Management", "http", "https"),
            User = broker["User"] is { Length: > 0 } user ? user : throw Missing("Broker:User"),
            Password = PasswordOf(broker),
            CertificateAuthority = AuthorityOf(broker),
            Prefetch = Number(broker, nameof(Prefetch), 100, 65_535),
            Concurrency = Number(broker, nameof(Concurrency), 64, 1_000),
            BulkPrefetch = Number(broker, nameof(BulkPrefetch), 8, 65_535),
            BulkConcurrency = Number(broker, nameof(BulkConcurrency), 2, 1_000),
            Window = Number(broker, nameof(Window), 500, 1_000_000),
            QueueBytes = Number(broker, nameof(QueueBytes), UsualQueueBytes, int.MaxValue),
        };
        return settings.Concurrency > settings.Prefetch ? throw TooMany("Broker:Concurrency", "Broker:Prefetch")
            : settings.BulkConcurrency > settings.BulkPrefetch ? throw TooMany("Broker:BulkConcurrency", "Broker:BulkPrefetch")
            : settings;
    }

    private static Uri Url(IConfigurationSection broker, string key, params string[] schemes)
    {
        var name = "Broker:" + key;
        return broker[key] is not { Length: > 0 } text ? throw Missing(name)
            : Uri.TryCreate(text, UriKind.Absolute, out var url) && schemes.Contains(url.Scheme) && url.Host.Length > 0 ? url
            : throw new SettingException(name, $"must be {string.Join(":// or ", schemes)}://host:port");
    }

    private static string PasswordOf(IConfigurationSection broker)
    {
        var (password, file) = (broker["Password"], broker["PasswordFile"]);
        if (password is { Length: > 0 })
        {
            return string.IsNullOrEmpty(file)
                ? password
                : throw new SettingException("Broker:Password", "and Broker:PasswordFile are both given; give one");
        }
        var read = string.IsNullOrEmpty(file)
            ? throw Missing("Broker:PasswordFile")
            : FileOf("Broker:PasswordFile", file, File.ReadAllText);
        return read.Trim() is { Length: > 0 } found
            ? found
            : throw new SettingException("Broker:PasswordFile", $"names {file}, which is empty");
    }

    private static X509Certificate2? AuthorityOf(IConfigurationSection broker) =>
        broker["CertificateAuthority"] is { Length: > 0 } file
            ? FileOf("Broker:CertificateAuthority", file, X509CertificateLoader.LoadCertificateFromFile)
            : null;

    private static T FileOf<T>(string name, string file, Func<string, T> read)
    {
        try
        {
            return read(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw new SettingException(name, $"names {file}, which cannot be read: {e.Message}");
        }
    }

    private static int Number(IConfigurationSection broker, string key, int usual, int most) =>
        broker[key] is not { Length: > 0 } text ? usual
        : int.TryParse(text, out var number) && number >= 1 && number <= most ? number
        : throw new SettingException("Broker:" + key, $"must be a whole number from 1 to {most}, not '{text}'");

    private static SettingException Missing(string key) => new(key, "is missing");

    private static SettingException TooMany(string concurrency, string prefetch) => new(concurrency, $"must not be more than {prefetch}");

    internal bool IsTrusted(X509Certificate? certificate, System.Net.Security.SslPolicyErrors errors)
    {
        if (CertificateAuthority is null || certificate is null)
        {
            return errors == System.Net.Security.SslPolicyErrors.None;
        }
        if ((errors & ~System.Net.Security.SslPolicyErrors.RemoteCertificateChainErrors) != System.Net.Security.SslPolicyErrors.None)
        {
            return false;
        }
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(CertificateAuthority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var shown = new X509Certificate2(certificate);
        return chain.Build(shown);
    }
}
