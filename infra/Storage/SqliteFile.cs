using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Exchange.Storage;

/// <summary>
/// One SQLite file in WAL mode, durable at each commit: one writer at a time behind a gate, because SQLite's own waiting on a busy file goes
/// in steps of 150 ms, and as many readers as ask at once, who never wait.
/// </summary>
internal sealed class SqliteFile : IAsyncDisposable
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int InputOutput = 10;
    private const int Full = 13;

    /// <summary>Pages that are changed often are copied once from the log into the file instead of every few chunks.</summary>
    private const long LogBytes = 32L << 20;
    private const int CommitsPerLook = 16;

    private readonly string connectionString;
    private readonly string log;
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly ConcurrentBag<SqliteSession> readers = [];
    private readonly SqliteSession writer;
    private int commits;
    private Task copying = Task.CompletedTask;

    public SqliteFile(string file)
    {
        Name = Path.GetFullPath(file);
        log = Name + "-wal";
        Directory.CreateDirectory(Path.GetDirectoryName(Name)!);
        // Our own sessions keep their connections, with their statements; a second pool below them would only be asked once each.
        connectionString = new SqliteConnectionStringBuilder { DataSource = Name, Pooling = false }.ToString();
        writer = Open();
        writer.Set("journal_mode=WAL");
        writer.Set("synchronous=FULL");
        writer.Set("wal_autocheckpoint=0");
        // The pages that chunk after chunk is sorted into stay at hand.
        writer.Set("cache_size=-32768");
    }

    public string Name { get; }

    public T Read<T>(Func<SqliteSession, T> read) =>
        Asked(() =>
        {
            if (!readers.TryTake(out var reader))
            {
                reader = Open();
            }
            try
            {
                var answer = read(reader);
                readers.Add(reader);
                return answer;
            }
            catch
            {
                // Nobody knows what it was in the middle of.
                reader.Dispose();
                throw;
            }
        });

    /// <summary>All of it or nothing, on the disk when it returns.</summary>
    public async Task<T> Write<T>(Func<SqliteSession, T> write, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            return Asked(() => writer.InTransaction(write));
        }
        finally
        {
            gate.Release();
            if (Interlocked.Increment(ref commits) % CommitsPerLook == 0 && copying.IsCompleted && LogLength() > LogBytes)
            {
                copying = Task.Run(CopyLog, CancellationToken.None);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await copying;
        writer.Dispose();
        foreach (var reader in readers)
        {
            reader.Dispose();
        }
        gate.Dispose();
    }

    private SqliteSession Open()
    {
        var session = new SqliteSession(connectionString);
        session.Set("busy_timeout=10000");
        return session;
    }

    private long LogLength() => new FileInfo(log) is { Exists: true } there ? there.Length : 0;

    /// <summary>Most of it beside the writer, and the short rest in a pause of his, after which he begins the log from its start.</summary>
    private async Task CopyLog()
    {
        using var copier = Open();
        copier.Set("wal_checkpoint(PASSIVE)");
        await gate.WaitAsync();
        try
        {
            copier.Set("wal_checkpoint(PASSIVE)");
        }
        finally
        {
            gate.Release();
        }
    }

    private T Asked<T>(Func<T> ask)
    {
        try
        {
            return ask();
        }
        catch (SqliteException e) when (e.SqliteErrorCode is Busy or Locked or InputOutput or Full)
        {
            throw new StoreUnavailableException($"{Name}: {e.Message}", e);
        }
    }
}
