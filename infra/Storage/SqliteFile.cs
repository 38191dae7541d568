using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Exchange.Storage;

/// <summary>
/// One SQLite file in WAL mode, durable at each commit: one writer at a time behind a gate, because SQLite's own waiting on a busy file goes
/// in steps of 150 ms, and as many readers as ask at once, who never wait. Who writes little goes before who writes much: those who wait
/// together are committed together, and between two chunks of a quarter whoever has come meanwhile.
/// </summary>
internal sealed class SqliteFile : IAsyncDisposable
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int InputOutput = 10;
    private const int Full = 13;

    /// <summary>Of 4 KB: pages that are changed often are copied once from the log into the file instead of every few chunks.</summary>
    private const int PagesOfLog = 4_096;
    private const int MostTogether = 32;

    /// <summary>As many documents are little: a chunk has a hundred and takes some 25 ms, one by itself less than one.</summary>
    private const int Little = 32;

    private readonly string connectionString;
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Lock turns = new();
    private readonly Queue<Waiting> little = [];
    private readonly Queue<Waiting> much = [];
    private readonly ConcurrentBag<SqliteSession> readers = [];
    private readonly SqliteSession writer;
    private int pagesCopied;
    private Task copying = Task.CompletedTask;
    private Task working = Task.CompletedTask;
    private bool isWorking;

    /// <summary>Whose turn it is where both wait: neither keeps the other out for ever.</summary>
    private bool isTurnOfMuch;

    public SqliteFile(string file)
    {
        Name = Path.GetFullPath(file);
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
    /// <param name="size">How many documents.</param>
    public async Task<T> Write<T>(int size, Func<SqliteSession, T> write, CancellationToken cancellation)
    {
        var mine = new Waiting<T>(write);
        lock (turns)
        {
            (size > Little ? much : little).Enqueue(mine);
            if (!isWorking)
            {
                isWorking = true;
                using var alone = ExecutionContext.SuppressFlow();
                working = Task.Run(Work, CancellationToken.None);
            }
        }
        try
        {
            return await mine.Answer.WaitAsync(cancellation);
        }
        catch (OperationCanceledException) when (!mine.Begin())
        {
            // It is being written: nobody is told that it was not.
            return await mine.Answer;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await working;
        await copying;
        writer.Dispose();
        foreach (var reader in readers)
        {
            reader.Dispose();
        }
        gate.Dispose();
    }

    private async Task Work()
    {
        while (Next() is { Count: > 0 } together)
        {
            await gate.WaitAsync();
            try
            {
                Commit(together);
            }
            finally
            {
                gate.Release();
            }
            // The log's length says nothing: it keeps it when it is begun anew.
            if (copying.IsCompleted && writer.PagesWritten - pagesCopied >= PagesOfLog)
            {
                pagesCopied = writer.PagesWritten;
                copying = Task.Run(CopyLog, CancellationToken.None);
            }
        }
    }

    /// <summary>All who write little, or one who writes much, in turn where both wait. None: nobody waits, and the work ends.</summary>
    private List<Waiting> Next()
    {
        lock (turns)
        {
            while (little.Count + much.Count > 0)
            {
                var (waiting, most) = little.Count > 0 && (!isTurnOfMuch || much.Count == 0) ? (little, MostTogether) : (much, 1);
                isTurnOfMuch = waiting == little;
                var together = new List<Waiting>();
                while (together.Count < most && waiting.TryDequeue(out var next))
                {
                    if (next.Begin())
                    {
                        together.Add(next);
                    }
                }
                // Else all of these have given up meanwhile.
                if (together.Count > 0)
                {
                    return together;
                }
            }
            isWorking = false;
            return [];
        }
    }

    private void Commit(List<Waiting> together)
    {
        if (together.Count > 1 && TryTogether(together))
        {
            return;
        }
        foreach (var one in together)
        {
            one.Finish(() => Asked(() => writer.InTransaction(one.Write)));
        }
    }

    /// <summary>False: one of them failed and nothing is written, so each is tried alone and none fails for another.</summary>
    private bool TryTogether(List<Waiting> together)
    {
        try
        {
            var answers = writer.InTransaction(session => together.ConvertAll(one => one.Write(session)));
            for (var i = 0; i < answers.Count; i++)
            {
                var answer = answers[i];
                together[i].Finish(() => answer);
            }
            return true;
        }
#pragma warning disable CA1031 // It is thrown again to the one whose it is.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    private SqliteSession Open()
    {
        var session = new SqliteSession(connectionString);
        session.Set("busy_timeout=10000");
        return session;
    }

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

    /// <summary>A write that somebody asked for.</summary>
    private abstract class Waiting
    {
        private int taken;

        public abstract object? Write(SqliteSession session);

        /// <summary>Tells who asked what this answers or throws.</summary>
        public abstract void Finish(Func<object?> answer);

        /// <summary>Whoever is first: the writer, who writes it then, or who asked, who has given it up.</summary>
        public bool Begin() => Interlocked.Exchange(ref taken, 1) == 0;
    }

    private sealed class Waiting<T>(Func<SqliteSession, T> write) : Waiting
    {
        private readonly TaskCompletionSource<T> answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> Answer => answered.Task;

        public override object? Write(SqliteSession session) => write(session);

        public override void Finish(Func<object?> answer)
        {
            try
            {
                answered.SetResult((T)answer()!);
            }
#pragma warning disable CA1031 // It is thrown where the answer is awaited.
            catch (Exception e)
#pragma warning restore CA1031
            {
                answered.SetException(e);
            }
        }
    }
}
