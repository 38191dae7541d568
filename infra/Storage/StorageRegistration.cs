using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Exchange.Storage;

/// <summary>Opens the database of a service, by the service's name. One line of configuration decides which store.</summary>
public interface IStores
{
    IDocumentStore Of(string service);
}

/// <summary>One SQLite file per service in one folder.</summary>
public sealed class SqliteStores(string folder) : IStores, IAsyncDisposable
{
    private readonly Dictionary<string, SqliteDocumentStore> open = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    public IDocumentStore Of(string service)
    {
        lock (gate)
        {
            if (!open.TryGetValue(service, out var store))
            {
                open[service] = store = Open(service);
            }
            return store;
        }
    }

    private SqliteDocumentStore Open(string service)
    {
        var file = Path.Combine(folder, service + ".db");
        try
        {
            return new SqliteDocumentStore(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new SettingException("Store:Folder", $"does not allow {file} to be opened: {e.Message.TrimEnd('.')}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in open.Values)
        {
            await store.DisposeAsync();
        }
    }
}

/// <summary>A collection that exists in this process: prepared at start, and swept for unsent messages.</summary>
public sealed record KnownCollection(string Database, CollectionShape Shape, IDocumentStore Store);

public static class StorageRegistration
{
    /// <summary>
    /// MongoDB when <c>Store:Mongo</c> says where, or <c>Store:MongoFile</c> names a file that does; else SQLite in <c>Store:Folder</c>.
    /// </summary>
    public static IServiceCollection AddStores(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton<IStores>(_ =>
            MongoIn(configuration) is { } connection
                ? new MongoStores(connection, configuration["Store:Prefix"] ?? "")
                : new SqliteStores(configuration["Store:Folder"] ?? ".data")
        );
        return services;
    }

    /// <summary>Makes <see cref="Documents{T}"/> available for this collection.</summary>
    public static IServiceCollection AddCollection<T>(this IServiceCollection services, Collection<T> collection)
        where T : class
    {
        services.TryAddSingleton(p => new Documents<T>(collection, p.GetRequiredService<IStores>().Of(collection.Database)));
        services.AddSingleton(p => new KnownCollection(
            collection.Database,
            collection.Shape,
            p.GetRequiredService<IStores>().Of(collection.Database)
        ));
        return services;
    }

    private static string? MongoIn(IConfiguration configuration)
    {
        if (configuration["Store:MongoFile"] is not { Length: > 0 } file)
        {
            return configuration["Store:Mongo"] is { Length: > 0 } connection ? connection : null;
        }
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingException("Store:MongoFile", $"names {file}, which cannot be read: {e.Message}");
        }
    }
}
