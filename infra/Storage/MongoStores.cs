using MongoDB.Driver;

namespace Exchange.Storage;

/// <summary>One MongoDB for all services, one database for each; the prefix keeps several exchanges on one server apart.</summary>
public sealed class MongoStores : IStores, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MostPatience = TimeSpan.FromSeconds(30);

    private readonly MongoClient client;
    private readonly string prefix;

    /// <param name="connection">Compression, retryable writes and timeouts other than ours are the connection string's to say.</param>
    public MongoStores(string connection, string prefix = "")
    {
        this.prefix = prefix;
        client = new MongoClient(SettingsOf(connection));
    }

    public IDocumentStore Of(string service) =>
        new MongoDocumentStore(
            client.GetDatabase(
                prefix + service,
                new MongoDatabaseSettings
                {
                    ReadConcern = ReadConcern.Majority,
                    ReadPreference = ReadPreference.Primary,
                    WriteConcern = WriteConcern.WMajority.With(journal: true, wTimeout: MostPatience / 2),
                }
            )
        );

    public void Dispose() => client.Dispose();

    private static MongoClientSettings SettingsOf(string connection)
    {
        var settings = Understood(connection);
        settings.ApplicationName ??= "exchange";
        // A server that is away is said to be away, instead of making everybody wait for half a minute.
        settings.ServerSelectionTimeout = Min(settings.ServerSelectionTimeout, Patience);
        settings.ConnectTimeout = Min(settings.ConnectTimeout, Patience);
        settings.WaitQueueTimeout = Min(settings.WaitQueueTimeout, Patience);
        settings.SocketTimeout = settings.SocketTimeout == TimeSpan.Zero ? MostPatience : settings.SocketTimeout;
        return settings;
    }

    private static MongoClientSettings Understood(string connection)
    {
        string complaint;
        try
        {
            return MongoClientSettings.FromConnectionString(connection);
        }
        catch (Exception e) when (e is MongoConfigurationException or FormatException or ArgumentException)
        {
            // The driver's own message repeats the string, and with it the password.
            complaint = e.GetType().Name;
        }
        throw new SettingException(
            "Store:Mongo",
            $"is no connection string of MongoDB, like mongodb://host:27017/?replicaSet=rs0 ({complaint})"
        );
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
