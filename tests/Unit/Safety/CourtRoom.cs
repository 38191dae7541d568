using System.Text;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.CourtFeed;
using Exchange.CourtFeed.Cases;
using Exchange.CourtFeed.Imports;
using Exchange.CourtFeed.Reading;
using Exchange.Sheets;
using Exchange.Storage;
using Exchange.Tests.Unit.Acts;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Safety;

/// <summary>One database of the courts' service, in which processes start, die and start again.</summary>
internal sealed class CourtRoom : IAsyncDisposable
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly string folder = Directory.CreateTempSubdirectory("exchange-safety-").FullName;

    private CourtRoom()
    {
        Stores = new SqliteStores(folder);
        Law = new LawTime(Machine);
        var store = Stores.Of(CourtFeedModule.Name);
        Cases = new(CaseDocument.Collection, store);
        Announcements = new(Announcement.Collection, store);
        Reaffirmations = new(new(Reaffirmation.Collection, store));
        Imports = new(CaseImport.Collection, store);
        Remarks = new(ImportRemark.Collection, store);
    }

    public SqliteStores Stores { get; }

    /// <summary>10:00 in China on 2026-03-31.</summary>
    public FakeTimeProvider Machine { get; } = new(new DateTimeOffset(2026, 3, 31, 2, 0, 0, TimeSpan.Zero));

    public LawTime Law { get; }

    /// <summary>What has left the service, whoever sent it.</summary>
    public RecordingBus Bus { get; } = new();

    public Documents<CaseDocument> Cases { get; }

    public Documents<Announcement> Announcements { get; }

    public Reaffirmations Reaffirmations { get; }

    public Documents<CaseImport> Imports { get; }

    public Documents<ImportRemark> Remarks { get; }

    public static async Task<CourtRoom> Open()
    {
        var room = new CourtRoom();
        foreach (
            var shape in (CollectionShape[])
                [
                    room.Cases.Shape,
                    room.Announcements.Shape,
                    Reaffirmation.Collection.Shape,
                    room.Imports.Shape,
                    room.Remarks.Shape,
                    ImportChunk.Collection.Shape,
                    ImportSpool.Shape,
                ]
        )
        {
            await room.Stores.Of(CourtFeedModule.Name).Prepare(shape, default);
        }
        return room;
    }

    public CourtProcess Process(Fate? fate = null) => new(this, fate ?? new Fate());

    /// <summary>Stores an upload as the door does; a worker finds it.</summary>
    public async Task<string> Upload(string csv, string id, bool history = false, DateOnly? asOf = null)
    {
        await using var body = new MemoryStream(Encoding.UTF8.GetBytes(csv));
        var (file, pieces) = await new ImportSpool(Stores).Take(id, body, default);
        await using (file)
        {
            var import = new CaseImport
            {
                Id = id,
                State = ImportState.Running,
                Format = SheetFormat.Csv,
                Division = DivisionCode.Country,
                Office = "court:浙0602",
                UploadedBy = "test",
                ReceivedOn = Law.Today,
                AsOf = asOf ?? Law.Today,
                History = history,
                Length = file.Length,
                Pieces = pieces,
                Header = csv[..csv.IndexOf('\n', StringComparison.Ordinal)].Split(','),
            };
            (await Imports.Write(import, 0, [])).ShouldBeTrue();
        }
        return id;
    }

    /// <summary>An undisturbed process finishes the import.</summary>
    public async Task Finish(string import)
    {
        await using var process = Process();
        await process.Work(import);
    }

    /// <summary>Time enough for every lease to end and every sweep to have looked twice.</summary>
    public async Task Sweep()
    {
        await using var process = Process();
        for (var look = 0; look < 3; look++)
        {
            Machine.Advance(AnnouncementSweep.Patience + TimeSpan.FromSeconds(1));
            await process.Sweeper.Sweep(AnnouncementSweep.Patience, null, default);
        }
    }

    public async Task<CaseDocument> Case(int number) => (await Cases.Find(Quarter.CaseNumber(number))).ShouldNotBeNull().Value;

    public async Task<ImportCounts> Counts(string import) => (await Imports.Find(import)).ShouldNotBeNull().Value.Final.ShouldNotBeNull();

    /// <summary>Cases, revisions and contents as one text, to compare one history with another.</summary>
    public async Task<string> Stored()
    {
        var all = await Cases.Query(new DocumentQuery { Limit = 1000 });
        return string.Join(
            '\n',
            all.Select(c => FormattableString.Invariant($"{c.Value.Record.CaseNumber} {c.Value.Revision} {c.Value.Hash}"))
        );
    }

    public async Task<string> Remarked(string import)
    {
        var all = await Remarks.Query(new DocumentQuery { Where = [Condition.Equal("import", import)], Limit = 500 });
        return string.Join('\n', all.Select(r => FormattableString.Invariant($"{r.Value.Row} {r.Value.Kind} {r.Value.Problems[0].Code}")));
    }

    /// <summary>Every case left the service with the content it has now, and nothing is left announced or unsent.</summary>
    /// <param name="evenUnsent">Also cases whose own message still waits for the relay.</param>
    public async Task ShouldHaveToldEverything(bool evenUnsent = false)
    {
        var told = Bus
            .Published.OfType<CaseRecordsChanged>()
            .SelectMany(m => m.Cases)
            .Select(c => (c.CaseNumber.Value, c.Revision, c.Hash))
            .ToHashSet();
        foreach (var stored in await Cases.Query(new DocumentQuery { Limit = 1000 }))
        {
            var document = stored.Value;
            if (evenUnsent || stored.Unsent.Count == 0)
            {
                told.ShouldContain((document.Record.CaseNumber.Value, document.Revision, document.Hash));
            }
        }
        (await Announcements.Query(new DocumentQuery())).ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        await Stores.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>The courts' service in one process, with what may befall it.</summary>
internal sealed class CourtProcess : IAsyncDisposable
{
    private readonly CourtRoom room;
    private readonly Fate fate;
    private readonly ImportWorker worker;
    private bool works;

    public CourtProcess(CourtRoom room, Fate fate)
    {
        this.room = room;
        this.fate = fate;
        var stores = new FatefulStores(room.Stores, fate);
        var store = stores.Of(CourtFeedModule.Name);
        var bus = new FatefulBus(room.Bus, fate);
        var cases = new Documents<CaseDocument>(CaseDocument.Collection, store);
        var announcements = new Documents<Announcement>(Announcement.Collection, store);
        Chunks = new Documents<ImportChunk>(ImportChunk.Collection, store);
        Remarks = new Documents<ImportRemark>(ImportRemark.Collection, store);
        var reaffirmations = new Reaffirmations(new Documents<Reaffirmation>(Reaffirmation.Collection, store));
        Book = new CaseBook(cases, announcements, reaffirmations, bus, room.Law, room.Machine);
        Sweeper = new AnnouncementSweep(announcements, cases, Book, room.Machine, NullLogger<AnnouncementSweep>.Instance);
        var relay = new Messaging.Relay(
            [new KnownCollection(CourtFeedModule.Name, cases.Shape, store)],
            bus,
            room.Machine,
            NullLogger<Messaging.Relay>.Instance
        );
        Push = new CasePush(cases, reaffirmations, room.Law, room.Machine, relay);
        worker = new ImportWorker(
            new Documents<CaseImport>(CaseImport.Collection, store),
            Chunks,
            Remarks,
            Book,
            Push,
            reaffirmations,
            Sweeper,
            new ImportSpool(stores),
            bus,
            room.Machine,
            NullLogger<ImportWorker>.Instance
        );
    }

    public CaseBook Book { get; }

    public AnnouncementSweep Sweeper { get; }

    public CasePush Push { get; }

    public Documents<ImportChunk> Chunks { get; }

    public Documents<ImportRemark> Remarks { get; }

    /// <summary>Works until the import has ended or this process has died.</summary>
    public async Task Work(string import)
    {
        await Start();
        await Until(async () => fate.Died.IsCompleted || (await room.Imports.Find(import))!.Value.State != ImportState.Running);
        await DisposeAsync();
    }

    public Task Start()
    {
        works = true;
        return worker.StartAsync(default);
    }

    public static async Task Until(Func<Task<bool>> reached)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(CourtRoom.Deadline);
        while (!await reached())
        {
            await Task.Delay(2, deadline.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (works)
        {
            works = false;
            await worker.StopAsync(default);
        }
        worker.Dispose();
        Sweeper.Dispose();
    }
}

/// <summary>A court's file of a quarter, row by row.</summary>
internal static class Quarter
{
    private const string Header = "案号,法院,申请执行人,被执行人,被执行人证件号,立案日期,执行依据,执行标的金额";

    public static string CaseNumber(int number) => FormattableString.Invariant($"（2023）浙0602执{number}号");

    public static string Of(params IEnumerable<string> rows) => Header + "\n" + string.Join('\n', rows) + "\n";

    public static string Row(int number, int claim = 120000) =>
        FormattableString.Invariant(
            $"{CaseNumber(number)},绍兴市越城区人民法院,甲公司,王某,11010519491231002X,2023-01-05,（2022）浙0602民初77号民事判决书,{claim}"
        );

    public static string BadRow(int number) => Row(number).Replace("2023-01-05", "2023-13-45", StringComparison.Ordinal);

    public static IEnumerable<string> Rows(int from, int count, int claim = 120000) =>
        Enumerable.Range(from, count).Select(n => Row(n, claim));

    /// <summary>What a push says of the same case, in the words of the row and with more.</summary>
    public static CasePatch Pushed(int number, int claim = 120000, string more = "") =>
        CaseJson
            .Read(
                Encoding.UTF8.GetBytes(
                    FormattableString.Invariant(
                        $$$"""
                        {"caseNumber":"{{{CaseNumber(number)}}}","court":"绍兴市越城区人民法院","applicants":[{"name":"甲公司"}],
                        "respondents":[{"name":"王某","id":"11010519491231002X"}],"filedOn":"2023-01-05",
                        "basis":"（2022）浙0602民初77号民事判决书","claim":{{{claim}}}{{{(more.Length > 0 ? "," + more : "")}}}}
                        """
                    )
                ),
                new DateOnly(2026, 3, 31),
                DivisionCode.Country
            )
            .ShouldBeOfType<RowVerdict.Accepted>()
            .Patch;
}
