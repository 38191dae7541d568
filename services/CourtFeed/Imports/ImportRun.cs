using System.Threading.Channels;
using Exchange.CourtFeed.Cases;
using Exchange.CourtFeed.Reading;
using Exchange.Sheets;
using Exchange.Storage;

namespace Exchange.CourtFeed.Imports;

/// <summary>One attempt at one file: parse ahead on one thread, apply chunks of one court each beside it, in constant memory.</summary>
internal sealed class ImportRun(
    CaseImport import,
    CaseBook book,
    Documents<ImportChunk> chunks,
    Documents<ImportRemark> remarks,
    IReadOnlySet<string> saidLater,
    CasePush pushes,
    Func<CancellationToken, Task> keepLease
)
{
    private const int RowsPerChunk = 100;
    private const int ChunksAhead = 4;

    /// <summary>Rows of many courts that wait for more of their own; the memory of an import is bounded by it.</summary>
    private const int MostGathered = 3_000;
    private const int Lanes = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public async Task Run(SheetReader reader, CancellationToken cancellation)
    {
        var done = await FinishedChunks(cancellation);
        var ahead = Channel.CreateBounded<ParsedChunk>(ChunksAhead);
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var parse = Task.Run(() => Parse(reader, done, ahead.Writer, failed.Token), failed.Token);
        var lanes = Enumerable
            .Range(0, Lanes)
            .Select(lane => Task.Run(() => Apply(lane, ahead.Reader, failed.Token), failed.Token))
            .ToList();
        try
        {
            // The first failure ends the attempt: the parser must not wait for lanes that are gone.
            List<Task> running = [parse, .. lanes];
            while (running.Count > 0)
            {
                var first = await Task.WhenAny(running);
                await first;
                running.Remove(first);
            }
        }
        catch
        {
            await failed.CancelAsync();
            await Task.WhenAll([parse, .. lanes]).ContinueWith(_ => { }, TaskScheduler.Default);
            throw;
        }
    }

    /// <remarks>
    /// A file mixes its courts and a message is of one: rows are gathered by court, or each chunk would fall apart into as many small messages
    /// as it has courts, each with reads and writes of its own.
    /// </remarks>
    private async Task Parse(
        SheetReader reader,
        Dictionary<int, IReadOnlyList<int>> done,
        ChannelWriter<ParsedChunk> ahead,
        CancellationToken cancellation
    )
    {
        try
        {
            var judge = new RowJudge(import.ReceivedOn, import.Division);
            var claims = new Claims();
            var gathered = new Dictionary<string, ParsedChunk>(StringComparer.Ordinal);
            var (waiting, number, court) = (0, 0, "");
            await foreach (var row in reader.Rows(cancellation))
            {
                var verdict = judge.Judge(row);
                // A rejected row goes with the row before it: nobody is told of it.
                court = (verdict as RowVerdict.Accepted)?.Patch.Said.CourtCode.Value ?? court;
                var chunk = gathered.TryGetValue(court, out var begun) ? begun : gathered[court] = new ParsedChunk();
                chunk.Add(import.Id, row, verdict, claims);
                waiting++;
                if (chunk.Received == RowsPerChunk || waiting == MostGathered)
                {
                    var full = waiting == MostGathered ? gathered.MaxBy(g => g.Value.Received).Key : court;
                    gathered.Remove(full, out chunk);
                    waiting -= chunk!.Received;
                    await Pass(chunk, number++, done, ahead, cancellation);
                }
            }
            foreach (var rest in gathered.Values)
            {
                await Pass(rest, number++, done, ahead, cancellation);
            }
        }
        finally
        {
            ahead.Complete();
        }
    }

    /// <summary>A chunk that an earlier attempt finished was read for its claims only.</summary>
    private async Task Pass(
        ParsedChunk chunk,
        int number,
        Dictionary<int, IReadOnlyList<int>> done,
        ChannelWriter<ParsedChunk> ahead,
        CancellationToken cancellation
    )
    {
        await keepLease(cancellation);
        chunk.Number = number;
        // Another version of this service may have gathered other rows under the same number.
        if (!done.TryGetValue(number, out var rows) || !rows.SequenceEqual(chunk.AllRows))
        {
            await ahead.WriteAsync(chunk, cancellation);
        }
    }

    /// <summary>While single records come, which people wait for, the first lane goes on alone.</summary>
    private async Task Apply(int lane, ChannelReader<ParsedChunk> ahead, CancellationToken cancellation)
    {
        while (await ahead.WaitToReadAsync(cancellation))
        {
            if (lane > 0 && pushes.IsAskedLately)
            {
                await Task.Delay(Pause, cancellation);
                continue;
            }
            if (!ahead.TryRead(out var chunk))
            {
                continue;
            }
            await keepLease(cancellation);
            var attempt = FormattableString.Invariant($"{import.Id}/{import.Fence:D4}/{chunk.Number:D8}");
            var effects = await book.Apply(
                new CaseChunk(chunk.Rows, attempt, import.AsOf)
                {
                    History = import.History,
                    MayHaveBeenWritten = import.Fence > 1,
                    SaidLater = saidLater,
                },
                cancellation
            );
            var accepted = effects.Count(e => e is RowEffect.Accepted or RowEffect.AcceptedBefore);
            for (var i = 0; i < effects.Count; i++)
            {
                if (effects[i] == RowEffect.OlderThanKnown)
                {
                    chunk.NoteOlder(import.Id, chunk.RowNumbers[i], chunk.Rows[i]);
                }
            }
            await SaveRemarks(chunk, cancellation);
            var counts = new ImportCounts(chunk.Received, accepted, chunk.Received - accepted - chunk.Rejected, chunk.Rejected, accepted);
            await Finished(new ImportChunk(import.Id, chunk.Number, chunk.AllRows, counts), cancellation);
        }
    }

    /// <summary>Their ids are the rows': a repeat of the chunk meets its own remarks and changes nothing.</summary>
    private async Task SaveRemarks(ParsedChunk chunk, CancellationToken cancellation)
    {
        if (chunk.Remarks.Count > 0)
        {
            await remarks.Write([.. chunk.Remarks.Select(r => new Change<ImportRemark>(r, 0, []))], cancellation);
        }
    }

    /// <summary>Whoever was first has counted; who comes second counts only what he gathered otherwise.</summary>
    private async Task Finished(ImportChunk chunk, CancellationToken cancellation)
    {
        var version = 0L;
        while (
            !await chunks.Write(chunk, version, [], cancellation)
            && await chunks.Find(ImportChunk.IdOf(chunk.ImportId, chunk.Number), cancellation) is { } other
            && !other.Value.Rows.SequenceEqual(chunk.Rows)
        )
        {
            version = other.Version;
        }
    }

    /// <summary>By number, with the rows that they were made of.</summary>
    private async Task<Dictionary<int, IReadOnlyList<int>>> FinishedChunks(CancellationToken cancellation)
    {
        var done = new Dictionary<int, IReadOnlyList<int>>();
        var query = new DocumentQuery { Where = [Condition.Equal("import", import.Id)], Limit = 500 };
        while (await chunks.Query(query, cancellation) is { Count: > 0 } page)
        {
            foreach (var chunk in page.Select(c => c.Value))
            {
                done[chunk.Number] = chunk.Rows;
            }
            query = query with { After = new QueryPosition(null, ImportChunk.IdOf(import.Id, page[^1].Value.Number)) };
        }
        return done;
    }
}
