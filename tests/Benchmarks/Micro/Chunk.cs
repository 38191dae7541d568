using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.CourtFeed.Cases;
using Exchange.CourtFeed.Reading;
using Exchange.ProcuratorateIntake.Registry;
using Exchange.SampleData;
using Exchange.Sheets;

namespace Exchange.Tests.Benchmarks;

/// <summary>One hundred records of the sample at each step of their way.</summary>
internal sealed class Chunk
{
    public const int Size = 100;

    private static readonly DateOnly Day = Quarter.FirstDay;
    private static readonly DateTimeOffset Moment = new(2026, 6, 30, 0, 0, 0, TimeSpan.Zero);
    private static readonly SampleOptions Options = new() { Cases = Size, AsOf = Day };

    /// <summary>The file as the court uploads it.</summary>
    public required byte[] Csv { get; init; }

    public required IReadOnlyList<RawRow> Rows { get; init; }

    public required IReadOnlyList<CasePatch> Patches { get; init; }

    /// <summary>As the court stores them.</summary>
    public required IReadOnlyList<CaseDocument> Stored { get; init; }

    /// <summary>What the same cases say a quarter later: every one of them something new.</summary>
    public required IReadOnlyList<CasePatch> News { get; init; }

    /// <summary>All in one message, as if they were of one court.</summary>
    public required CaseRecordsChanged Message { get; init; }

    /// <summary>As the procuratorate registers them.</summary>
    public required IReadOnlyList<RegisteredCase> Registered { get; init; }

    public static async Task<Chunk> Make()
    {
        var csv = Written(Options);
        var rows = await Read(csv);
        var patches = Judged(rows, Day);
        var next = Options.NextQuarter(share: 1);
        var stored = patches.Select(patch => Document(null, patch)).ToList();
        var message = CaseMessages.Of("chunk", stored, history: false).OfType<CaseRecordsChanged>().First() with
        {
            Cases = [.. stored.Select(document => document.Changed())],
        };
        return new Chunk
        {
            Csv = csv,
            Rows = rows,
            Patches = patches,
            Stored = stored,
            News = Judged(await Read(Written(next)), next.AsOf),
            Message = message,
            Registered = [.. message.Cases.Select(c => RegisteredCase.Take(null, c, history: false, Day))],
        };
    }

    public static async Task<List<RawRow>> Read(byte[] csv)
    {
        using var file = new MemoryStream(csv);
        var opened = (FileReady)await SheetReader.Open(file, SheetFormat.Csv, CaseColumns.Form);
        await using var reader = opened.Reader;
        var rows = new List<RawRow>(Size);
        await foreach (var row in reader.Rows())
        {
            rows.Add(row);
        }
        return rows;
    }

    public static List<CasePatch> Judged(IReadOnlyList<RawRow> rows, DateOnly receivedOn)
    {
        var judge = new RowJudge(receivedOn, DivisionCode.Parse(Quarter.City));
        return [.. rows.Select(row => ((RowVerdict.Accepted)judge.Judge(row)).Patch)];
    }

    /// <summary>Merged with what is known, compared, hashed: the next revision.</summary>
    public static CaseDocument Document(CaseDocument? known, CasePatch patch)
    {
        var record = known is null ? patch.Alone : CaseMerge.Merge(known.Record, patch);
        return CaseDocument.Next(
            known,
            record,
            known is null ? patch.HashAlone : RecordHash.Of(record),
            patch.Hash,
            Day,
            Moment,
            "import#1",
            announcementId: null,
            history: false
        );
    }

    private static byte[] Written(SampleOptions options)
    {
        var file = Path.GetTempFileName() + ".csv";
        try
        {
            SampleFile.Write(options, file);
            return File.ReadAllBytes(file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
