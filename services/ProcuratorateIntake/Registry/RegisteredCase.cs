using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Screening;
using Exchange.Storage;

namespace Exchange.ProcuratorateIntake.Registry;

/// <summary>A court's case as the procuratorate holds it (案件台账): the latest record, and what the rules last said of it.</summary>
internal sealed record RegisteredCase
{
    /// <summary>The case's number.</summary>
    public required string Id { get; init; }

    /// <summary>The court's revision; only a higher one replaces the record.</summary>
    public required long Revision { get; init; }

    public required string Hash { get; init; }

    public required CaseRecord Record { get; init; }

    /// <inheritdoc cref="CaseRecordChanged.AsOf"/>
    public DateOnly? AsOf { get; init; }

    /// <inheritdoc cref="CaseRecordChanged.ChangedAt"/>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>It came with years of old cases and nothing else has been said of it since: its leads have no triage clock.</summary>
    public bool History { get; init; }

    /// <summary>+1 with each fact of a feed that touches the case.</summary>
    public long FactsVersion { get; init; }

    /// <summary>The day as of which the answers were given.</summary>
    public DateOnly JudgedAsOf { get; init; }

    /// <summary>The first day on which time alone changes an answer; null: never.</summary>
    public DateOnly? NextJudgeOn { get; init; }

    /// <summary>Of the rules that fire or cannot judge.</summary>
    public IReadOnlyList<RuleAnswer> Answers { get; init; } = [];

    /// <summary>Rules that ever fired. It only grows, and is stored before their leads are, so a lead that may exist is always found again.</summary>
    public IReadOnlyList<string> Raised { get; init; } = [];

    /// <summary>Who stood in it and no longer does: facts about them find it all the same, whichever came first.</summary>
    public IReadOnlyList<string> FormerKeys { get; init; } = [];

    /// <summary>A record that came with our revision and said something else.</summary>
    public RevisionConflict? Conflict { get; init; }

    public int Schema { get; init; } = 1;

    public const string Court = "court";

    /// <summary>Parties' numbers and cars' plates.</summary>
    public const string Keys = "keys[]";

    /// <summary>Of a case that rests after its ending: court, whether it has leads that count, officer.</summary>
    public const string EndedBy = "endedBy";

    public const string Ended = "ended";

    /// <summary>What a case that rests after its ending still owes, in fen.</summary>
    public const string Outstanding = "outstanding#";

    /// <summary>The second part of <see cref="EndedBy"/> where there are such leads.</summary>
    public const string WithLeads = "1";

    public static Collection<RegisteredCase> Collection { get; } =
        new(
            ProcuratorateIntakeModule.Service,
            "cases",
            c => c.Id,
            new IndexField<RegisteredCase>(AggregateCollection.Path, c => Divisions.PathOf(c.Record.Division)),
            new IndexField<RegisteredCase>(Court, c => c.Record.CourtCode.Value) { IsSearched = false },
            new IndexField<RegisteredCase>("nextJudgeOn", c => AggregateCollection.Day(c.NextJudgeOn)),
            new IndexField<RegisteredCase>(EndedBy, c => c.EndedByOf()),
            new IndexField<RegisteredCase>("missing", c => c.MissingText),
            new IndexField<RegisteredCase>(Ended, c => c.Record.Ending.HasValue ? AggregateCollection.Day(c.EndedOn) : null)
            {
                IsSearched = false,
            },
            new IndexField<RegisteredCase>(Keys, c => CaseLinks.KeysOf(c.Record).Union(c.FormerKeys, StringComparer.Ordinal).ToList()),
            new IndexField<RegisteredCase>(Outstanding, c => c.OutstandingFen) { IsSearched = false }
        );

    /// <summary><c>rule:input</c> of everything that a rule could not know.</summary>
    private string? MissingText
    {
        get
        {
            var missing = Answers
                .Where(a => a.Answer == Answer.CannotJudge)
                .SelectMany(a => a.Missing.Select(input => $"{a.Rule}:{input}"));
            var text = string.Join(' ', missing);
            return text.Length == 0 ? null : text;
        }
    }

    public static string EndedByText(CourtCode court) => court.Value + "|";

    public static string EndedByText(CourtCode court, string officer, bool withLeads) =>
        $"{court.Value}|{(withLeads ? WithLeads : "0")}|{officer}";

    private string? EndedByOf() =>
        Record.RestsAfterEnding() is true && Record.Officer.Has(out var officer)
            ? EndedByText(
                Record.CourtCode,
                officer,
                Answers.Any(a => a.Answer == Answer.Fires && OfficerRepeats.Counted.Contains(a.Rule, StringComparer.Ordinal))
            )
            : null;

    private long? OutstandingFen =>
        Record.RestsAfterEnding() is true ? (long)(Math.Max(0, Record.Claim.Yuan - Record.Recovered.Or(Money.Zero).Yuan) * 100) : null;

    private DateOnly? EndedOn => Record.EndedOn.Has(out var day) ? day : null;

    /// <summary>What is stored when this arrives: a higher revision replaces the record; an equal one that says something else is marked.</summary>
    public static RegisteredCase Take(RegisteredCase? known, CaseRecordChanged arrived, bool history, DateOnly today)
    {
        if (known is null || arrived.Revision > known.Revision)
        {
            return new RegisteredCase
            {
                Id = arrived.CaseNumber.Value,
                Revision = arrived.Revision,
                Hash = arrived.Hash,
                Record = arrived.Record,
                AsOf = arrived.AsOf,
                ChangedAt = arrived.ChangedAt,
                History = history && (known?.History ?? true),
                FactsVersion = known?.FactsVersion ?? 0,
                Raised = known?.Raised ?? [],
                FormerKeys = known is null ? [] : known.FormerAt(arrived.Record),
            };
        }
        return arrived.Revision == known.Revision && arrived.Hash != known.Hash ? known.InConflictWith(arrived.Hash, today) : known;
    }

    private IReadOnlyList<string> FormerAt(CaseRecord next) =>
        [.. FormerKeys.Union(CaseLinks.KeysOf(Record), StringComparer.Ordinal).Except(CaseLinks.KeysOf(next), StringComparer.Ordinal)];

    /// <summary>The same with the mark that the court has another content at this revision; once marked, the same instance.</summary>
    public RegisteredCase InConflictWith(string hash, DateOnly today) =>
        Conflict?.Hash == hash ? this : this with { Conflict = new RevisionConflict(Revision, hash, today) };

    public CaseRevisionStated Stated() =>
        new()
        {
            CaseNumber = Record.CaseNumber,
            Revision = Revision,
            Hash = Hash,
        };

    /// <summary>As the court said it, for the court to take back.</summary>
    public CaseRecordChanged Returned() =>
        new()
        {
            CaseNumber = Record.CaseNumber,
            Revision = Revision,
            Hash = Hash,
            Record = Record,
            AsOf = AsOf,
            ChangedAt = ChangedAt,
        };

    /// <summary>Why it cannot be registered; null: it can.</summary>
    public static string? Flaw(CaseRecordChanged? arrived) =>
        arrived?.CaseNumber is null ? "it has no case number"
        : arrived.Record is not { CaseNumber: not null, CourtCode: not null, Division: not null, Respondents: not null } record
            ? "its record is incomplete"
        : record.CaseNumber != arrived.CaseNumber ? $"its record is of {record.CaseNumber}"
        : arrived.Revision < 1 ? "it has no revision"
        : null;
}

/// <summary>What one rule last said; of a rule that found nothing, and of feeds that deliver to nobody, nothing is kept.</summary>
/// <param name="Missing">Inputs of the record that were never delivered and could add a cause.</param>
internal sealed record RuleAnswer(string Rule, Answer Answer, IReadOnlyList<string> Missing)
{
    private const string Feeds = "feeds.";

    public static RuleAnswer? Of(Rule rule, Verdict verdict)
    {
        if (verdict.Answer == Answer.Clean)
        {
            return null;
        }
        // Whether a feed delivers is the same for all cases and is asked when somebody looks.
        List<string>? missing = null;
        foreach (var input in verdict.Missing)
        {
            if (!input.StartsWith(Feeds, StringComparison.Ordinal))
            {
                (missing ??= []).Add(input);
            }
        }
        return verdict.Answer == Answer.CannotJudge && missing is null ? null : new RuleAnswer(rule.Id, verdict.Answer, missing ?? []);
    }
}

/// <summary>Two records of one revision: ours is kept, the other is marked until the court settles it with a higher one.</summary>
internal sealed record RevisionConflict(long Revision, string Hash, DateOnly SeenOn);
