using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Procuratorate;
using Exchange.Messaging;
using Exchange.ProcuratorateIntake;
using Exchange.ProcuratorateIntake.Leads;
using Exchange.ProcuratorateIntake.Registry;
using Exchange.Storage;
using Exchange.Tests.Unit.Acts;
using Exchange.Tests.Unit.ProcuratorateIntake.Leads;
using Exchange.Tests.Unit.ProcuratorateIntake.Registry;
using Exchange.Tests.Unit.Screening;
using FsCheck.Xunit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Safety;

/// <summary>The registry hears of cases in any order, any number of times, in any chunks, and dies at any step: the leads are the same.</summary>
public sealed class AnyOrderTests
{
    private const int Cases = 4;
    private const int Revisions = 4;

    /// <summary>Performed today and still listed: nothing yet, a lead in some days.</summary>
    private static readonly CaseRecord StillListed = Records.Faultless.With(
        Records.Faultless.Respondents[0] with
        {
            ListedOn = Records.Day("2024-02-01"),
            ListingEndsOn = Field<DateOnly>.None,
        }
    ) with
    {
        Ending = Ending.Performed,
        EndedOn = Office.Today,
    };

    [Property(MaxTest = 40)]
    public async Task<bool> Any_order_any_repetition_and_any_chunks_give_the_same_leads(int seed)
    {
        var told = Told(seed);
        await using var inOrder = await Office.Open();
        await inOrder.Hear(told);
        await using var anyhow = await Office.Open();
        var draw = new Random(seed);
        // Each revision at least once, some twice or three times, shuffled, cut into chunks of one to five.
        CaseRecordChanged[] heard = [.. told, .. told.Where(_ => draw.Next(2) == 0), .. told.Where(_ => draw.Next(3) == 0)];
        draw.Shuffle(heard);
        while (heard.Length > 0)
        {
            var size = Math.Min(heard.Length, draw.Next(1, 6));
            await anyhow.Hear(heard[..size]);
            heard = heard[size..];
        }
        (await anyhow.Registered()).ShouldBe(await inOrder.Registered());
        (await anyhow.Leads()).ShouldBe(await inOrder.Leads());
        return true;
    }

    [Property(MaxTest = 25)]
    public async Task<bool> Chunks_heard_at_the_same_time_give_the_same_leads(int seed)
    {
        var told = Told(seed);
        await using var inOrder = await Office.Open();
        await inOrder.Hear(told);
        await using var atOnce = await Office.Open();
        CaseRecordChanged[] heard = [.. told, .. told];
        new Random(seed).Shuffle(heard);
        await Task.WhenAll(heard.Chunk(3).Select(chunk => Task.Run(() => atOnce.Hear(chunk))));
        (await atOnce.Registered()).ShouldBe(await inOrder.Registered());
        (await atOnce.Leads()).ShouldBe(await inOrder.Leads());
        return true;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Killed_at_any_step_and_told_again_it_ends_with_the_same_leads(bool stepIsDone)
    {
        for (var seed = 1; seed <= 5; seed++)
        {
            var told = Told(seed);
            await using var undisturbed = await Office.Open();
            await undisturbed.Hear(told);
            var untouched = false;
            for (var step = 1; !untouched; step++)
            {
                await using var office = await Office.Open();
                var fate = new Fate { DiesAt = step, StepIsDone = stepIsDone };
                foreach (var chunk in told.Chunk(Cases))
                {
                    // The message was not acknowledged: it comes again, to another process.
                    if (!await Office.Dies(() => office.Hear(chunk, fate)))
                    {
                        continue;
                    }
                    await office.Hear(chunk);
                    fate = new Fate { DiesAt = -1 };
                }
                untouched = fate.DiesAt > 0;
                (await office.Registered()).ShouldBe(await undisturbed.Registered(), $"seed {seed}, step {step}");
                (await office.Leads()).ShouldBe(await undisturbed.Leads(), $"seed {seed}, step {step}");
                step.ShouldBeLessThan(100);
            }
        }
    }

    [Fact]
    public async Task A_judgment_of_yesterday_or_of_an_older_revision_that_comes_late_overwrites_nothing()
    {
        await using var office = await Office.Open();
        var late = new Fate
        {
            // It has stored the record and judged it; before its leads are written the days pass and others judge anew.
            Meanwhile = async step =>
            {
                if (step == 2)
                {
                    office.Law.MoveTo(Office.Today.AddDays(30));
                    await office.Hear([Changed(Records.Faultless with { NoticeSentOn = Field<DateOnly>.None }, 2)]);
                }
            },
        };
        await office.Hear(
            [
                Changed(
                    StillListed with
                    {
                        NoticeSentOn = Field<DateOnly>.None,
                        Ending = Ending.EndedForNow,
                        EndedOn = Records.Day("2024-05-20"),
                    },
                    1
                ),
            ],
            late
        );
        (await office.Registered()).ShouldContain(" 2 ");
        (await office.Leads()).ShouldAllBe(lead => lead.Contains("2/2024-07-31", StringComparison.Ordinal));
        (await office.Leads()).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_case_of_history_that_an_ordinary_file_speaks_of_again_has_its_triage_clock()
    {
        await using var office = await Office.Open();
        await office.Hear([Changed(Records.Faultless, 1)], history: true);
        await office.Hear([Changed(LeadSamples.NoNotice, 2)]);
        (await office.Lead("PrematureEnding")).Clocks.ShouldHaveSingleItem();
        await office.Hear([Changed(Numbered(LeadSamples.NoNotice, 77), 1)], history: true);
        (await office.Lead("PrematureEnding", "（2024）浙0602执77号")).Clocks.ShouldBeEmpty();
    }

    /// <summary>The sweep by clock has judged; before it writes the leads, a record comes in that ends what it found.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_sweep_by_clock_that_sleeps_while_a_record_comes_leaves_no_stale_lead(int sleepsAt)
    {
        await using var office = await Office.Open();
        var faulty = StillListed with { Ending = Ending.EndedForNow, PerformedOn = Office.Today, NoticeSentOn = Field<DateOnly>.None };
        await office.Hear([Changed(faulty, 1)]);
        (await office.Leads()).ShouldHaveSingleItem().ShouldContain("PrematureEnding");
        office.Law.MoveTo(Office.Today.AddDays(30));
        var slow = new Fate { Meanwhile = step => step == sleepsAt ? office.Hear([Changed(Records.Faultless, 2)]) : Task.CompletedTask };
        await office.Sweep(slow);
        slow.Steps.ShouldBeGreaterThanOrEqualTo(sleepsAt);
        (await office.Registered()).ShouldContain(" 2 ");
        (await office.Leads()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_sweep_by_clock_killed_at_any_step_is_done_by_the_next_one(bool stepIsDone)
    {
        var untouched = false;
        for (var step = 1; !untouched; step++)
        {
            await using var office = await Office.Open();
            await office.Hear([Changed(StillListed, 1)]);
            (await office.Leads()).ShouldBeEmpty();
            office.Law.MoveTo(Office.Today.AddDays(30));
            untouched = !await Office.Dies(() => office.Sweep(new Fate { DiesAt = step, StepIsDone = stepIsDone }));
            await office.Sweep();
            (await office.Leads()).ShouldHaveSingleItem().ShouldContain("RestrictionNotLifted");
        }
    }

    [Fact]
    public async Task A_record_that_no_rule_can_digest_is_kept_for_an_operator_and_the_other_ninety_nine_are_judged()
    {
        var chunk = Enumerable
            .Range(1, 100)
            .Select(i => Changed(Numbered(Records.Faultless with { NoticeSentOn = Field<DateOnly>.None }, i), 1))
            .ToArray();
        chunk[41] = chunk[41] with { Record = chunk[41].Record with { Respondents = [null!] } };
        await using var office = await Office.Open();
        await office.Hear(chunk);
        (await office.Leads()).Count.ShouldBe(99);
        var open = await office.Failures.Query(new DocumentQuery { Where = [Condition.Equal("state", "open")] });
        open.ShouldHaveSingleItem().Value.Body.ShouldContain("执42号");
    }

    /// <summary>What the court says of some cases, revision by revision: messy, near every threshold.</summary>
    private static CaseRecordChanged[] Told(int seed) =>
        [
            .. from revision in Enumerable.Range(1, Revisions)
            from number in Enumerable.Range(1, Cases)
            select Changed(Numbered(Records.Messy(unchecked(seed * 31 + revision * 7 + number)), number), revision),
        ];

    private static CaseRecord Numbered(CaseRecord record, int number) =>
        record with
        {
            CaseNumber = CaseNumber.Parse($"（2024）浙0602执{number}号"),
        };

    private static CaseRecordChanged Changed(CaseRecord record, long revision) =>
        new()
        {
            CaseNumber = record.CaseNumber,
            Revision = revision,
            Hash = $"h{revision}",
            Record = record,
        };

    /// <summary>A procuratorate with its registry and its leads.</summary>
    private sealed class Office : IAsyncDisposable
    {
        public static readonly DateOnly Today = new(2024, 7, 1);
        private const string Service = ProcuratorateIntakeModule.Service;
        private readonly string folder = Directory.CreateTempSubdirectory("exchange-order-").FullName;
        private readonly FakeTimeProvider machine = new(new DateTimeOffset(2024, 7, 1, 2, 0, 0, TimeSpan.Zero));
        private readonly SqliteStores stores;

        private Office()
        {
            stores = new SqliteStores(folder);
            Law = new LawTime(machine);
        }

        public LawTime Law { get; }

        public Documents<FailedMessage> Failures => Messaging.Failures.Of(stores, Service);

        public static async Task<Office> Open()
        {
            var office = new Office();
            foreach (
                var shape in (CollectionShape[])
                    [RegisteredCase.Collection.Shape, LeadIndex.Collection.Shape, office.Failures.Shape, .. RegistryParts.Shapes]
            )
            {
                await office.stores.Of(Service).Prepare(shape, default);
            }
            return office;
        }

        public async Task Hear(IReadOnlyList<CaseRecordChanged> chunk, Fate? fate = null, bool history = false)
        {
            var fateful = new FatefulStores(stores, fate ?? new Fate());
            using var relay = new Relay([], new RecordingBus(), machine, NullLogger<Relay>.Instance);
            await Registry(fateful, relay)
                .Handle(
                    new CaseRecordsChanged
                    {
                        Id = "chunk",
                        Court = CourtCode.Parse("浙0602"),
                        Cases = [.. chunk],
                        History = history,
                    },
                    default
                );
        }

        public async Task Sweep(Fate? fate = null)
        {
            var fateful = new FatefulStores(stores, fate ?? new Fate());
            using var relay = new Relay([], new RecordingBus(), machine, NullLogger<Relay>.Instance);
            var registry = Registry(fateful, relay);
            await new DueCases(new Documents<RegisteredCase>(RegisteredCase.Collection, fateful.Of(Service)), registry, Law).Sweep(default);
        }

        private CaseRegistry Registry(FatefulStores fateful, Relay relay)
        {
            var acts = new Acts<Lead>(new Documents<Lead>(LeadIndex.Collection, fateful.Of(Service)), Law, new CalendarInForce(), relay);
            var setAside = new SetAside(fateful, TimeProvider.System);
            return RegistryParts.Registry(fateful.Of(Service), acts, Law, new CalendarInForce(), setAside);
        }

        public static async Task<bool> Dies(Func<Task> work)
        {
            try
            {
                await work();
                return false;
            }
            catch (Killed)
            {
                return true;
            }
        }

        public async Task<string> Registered()
        {
            var all = await new Documents<RegisteredCase>(RegisteredCase.Collection, stores.Of(Service)).Query(new DocumentQuery());
            return string.Join(
                '\n',
                all.Select(c =>
                    FormattableString.Invariant(
                        $"{c.Value.Id} {c.Value.Revision} {c.Value.Hash} {string.Join(',', c.Value.Answers.Select(a => $"{a.Rule}={a.Answer}"))}"
                    )
                )
            );
        }

        public async Task<Lead> Lead(string rule, string caseNumber = "（2024）浙0602执1234号") =>
            (await new Documents<Lead>(LeadIndex.Collection, stores.Of(Service)).Find(LoopIds.Lead(rule, caseNumber)))
                .ShouldNotBeNull()
                .Value;

        /// <summary>The leads that are open; one that lapsed may have been skipped where its revision was.</summary>
        public async Task<IReadOnlyList<string>> Leads()
        {
            var all = await new Documents<Lead>(LeadIndex.Collection, stores.Of(Service)).Query(new DocumentQuery { Limit = 500 });
            return
            [
                .. all.Select(l => l.Value)
                    .Where(l => l.State != LeadState.Lapsed)
                    .Select(l =>
                        FormattableString.Invariant(
                            $"{l.Id} {l.Rule} {l.State} {l.Priority} {l.Fingerprint} {l.JudgedFrom.Revision}/{l.JudgedFrom.AsOf:yyyy-MM-dd}"
                        )
                    ),
            ];
        }

        public async ValueTask DisposeAsync()
        {
            await stores.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }
}
