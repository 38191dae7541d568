using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Credit;
using Exchange.CreditRepair.Repairs;

namespace Exchange.CreditRepair.Notices;

/// <summary>What one bank is told of one restoration or its retraction (修复通知、撤回通知), and what it answers.</summary>
internal sealed record Notice : Aggregate
{
    private const int KeptAttempts = 20;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    private static readonly Dictionary<NoticeState, string[]> Possible = new()
    {
        [NoticeState.Sending] = ["answer", "write-off"],
        [NoticeState.Sent] = ["answer", "write-off"],
        [NoticeState.Answered] = [],
        [NoticeState.WrittenOff] = [],
        [NoticeState.Superseded] = [],
    };

    public required NoticeState State { get; init; }

    public required NoticeKind Kind { get; init; }

    public required string Bank { get; init; }

    public required string SubscriptionId { get; init; }

    public required string RepairId { get; init; }

    public required int Generation { get; init; }

    public required CaseNumber CaseNumber { get; init; }

    public required CourtCode Court { get; init; }

    public required string RespondentName { get; init; }

    public PartyNumber? RespondentId { get; init; }

    /// <summary>Persons whom the order itself names (C10).</summary>
    public IReadOnlyList<string> AlsoNamed { get; init; } = [];

    public required SanctionKind Sanction { get; init; }

    public DateOnly? LiftedOn { get; init; }

    public DateOnly? RestoredOn { get; init; }

    public DateOnly? RetractedOn { get; init; }

    /// <summary>When it is posted next, by the machine's clock; none when it need not be.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    public int AttemptCount { get; init; }

    /// <summary>The latest attempts.</summary>
    public IReadOnlyList<DeliveryAttempt> Attempts { get; init; } = [];

    public DateOnly? ConfirmedOn { get; init; }

    public BankAnswer? Answered { get; init; }

    public string? WriteOffReason { get; init; }

    public override string StateName => JsonNamingPolicy.CamelCase.ConvertName(State.ToString());

    public override IReadOnlyList<string> AllowedActs => Possible[State];

    /// <summary>Sortable as text.</summary>
    [JsonIgnore]
    public string? NextAttempt => NextAttemptAt is { } at ? Sortable(at) : null;

    public static string Sortable(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static string IdOf(string repairId, int generation, NoticeKind kind, string bank) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{repairId}-g{generation}-{(kind is NoticeKind.Restored ? "n" : "r")}-{Subscription.KeyOf(bank)}"
        );

    /// <summary>The bank answers; the desk writes off.</summary>
    public override string OfficeFor(string act) => act == "write-off" ? Offices.Credit(Division) : Office;

    /// <summary>Of a restoration, for one subscriber. A bank without an address reads it here.</summary>
    public static Notice Of(
        CreditRestored word,
        IReadOnlyList<string> alsoNamed,
        Subscription subscription,
        Moment moment,
        DateTimeOffset machineNow
    ) =>
        new()
        {
            Id = IdOf(word.RepairId, word.Side.Generation, NoticeKind.Restored, subscription.Bank),
            State = subscription.Url is null ? NoticeState.Sent : NoticeState.Sending,
            Kind = NoticeKind.Restored,
            Bank = subscription.Bank,
            SubscriptionId = subscription.Id,
            RepairId = word.RepairId,
            Generation = word.Side.Generation,
            CaseNumber = word.Side.CaseNumber,
            Court = word.Side.Court,
            RespondentName = word.Side.RespondentName,
            RespondentId = word.Side.RespondentId,
            AlsoNamed = alsoNamed,
            Sanction = word.Side.Kind,
            LiftedOn = word.Side.LiftedOn,
            RestoredOn = word.Side.RestoredOn,
            NextAttemptAt = subscription.Url is null ? null : machineNow,
            Division = word.Division,
            Office = Offices.Bank(subscription.Bank),
            Correlation = word.Correlation,
            Clocks = [AnswerClock(subscription.Bank, moment)],
        };

    /// <summary>To the same bank: what it was told no longer holds (C7).</summary>
    public Notice Retraction(DateOnly retractedOn, Moment moment, DateTimeOffset machineNow) =>
        this with
        {
            Id = IdOf(RepairId, Generation, NoticeKind.Retracted, Bank),
            Revision = 0,
            Dossier = [],
            Kind = NoticeKind.Retracted,
            State = HasAddress ? NoticeState.Sending : NoticeState.Sent,
            RetractedOn = retractedOn,
            NextAttemptAt = HasAddress ? machineNow : null,
            AttemptCount = 0,
            Attempts = [],
            ConfirmedOn = null,
            Answered = null,
            WriteOffReason = null,
            Clocks = [AnswerClock(Bank, moment)],
        };

    private bool HasAddress => NextAttemptAt is not null || AttemptCount > 0;

    public Decision<Notice> Answer(AnswerBody body, Moment moment)
    {
        if (State is not (NoticeState.Sending or NoticeState.Sent))
        {
            return NotNow("answer");
        }
        var answer = new BankAnswer(Bank, moment.On, body.Answer!);
        return Settled(NoticeState.Answered, moment, this with { Answered = answer }, answer);
    }

    public Decision<Notice> WriteOff(ReasonBody body, Moment moment) =>
        State is NoticeState.Sending or NoticeState.Sent
            ? Settled(NoticeState.WrittenOff, moment, this with { WriteOffReason = body.Reason }, null)
            : NotNow("write-off");

    /// <summary>Retracted before it arrived: it is posted no more.</summary>
    public Decision<Notice> Supersede(Moment moment) =>
        State is NoticeState.Sending or NoticeState.Sent
            ? this with
            {
                State = NoticeState.Superseded,
                NextAttemptAt = null,
                Clocks = Stopped(moment.Today),
            }
            : Decision<Notice>.NothingNew;

    /// <summary>What came of one post: confirmed, or again after a pause that doubles.</summary>
    public Decision<Notice> Posted(DeliveryAttempt attempt, Moment moment)
    {
        if (State is not NoticeState.Sending)
        {
            return Decision<Notice>.NothingNew;
        }
        var count = AttemptCount + 1;
        var tried = this with { AttemptCount = count, Attempts = [.. Attempts.TakeLast(KeptAttempts - 1), attempt] };
        var pause = TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(count - 1, 20)));
        return attempt.Confirmed
            ? tried with
            {
                State = NoticeState.Sent,
                ConfirmedOn = moment.Today,
                NextAttemptAt = null,
            }
            : tried with
            {
                NextAttemptAt = attempt.At + pause,
            };
    }

    private static Accepted<Notice> Settled(NoticeState state, Moment moment, Notice notice, BankAnswer? answer) =>
        new(
            notice with
            {
                State = state,
                NextAttemptAt = null,
                Clocks = notice.Stopped(moment.On),
            },
            [
                new NoticeSettled
                {
                    RepairId = notice.RepairId,
                    Generation = notice.Generation,
                    NoticeId = notice.Id,
                    Answer = answer,
                },
            ],
            answer?.Answer ?? notice.WriteOffReason
        );

    private static StatutoryClock AnswerClock(string bank, Moment moment) =>
        StatutoryClock.Start(StatutoryClocks.BankAnswer, moment.Today, Offices.Bank(bank), moment.Calendar);
}

[JsonConverter(typeof(CamelCaseEnumConverter<NoticeState>))]
internal enum NoticeState
{
    /// <summary>Posted until the bank confirms.</summary>
    Sending,

    /// <summary>Confirmed, or there for the bank to read.</summary>
    Sent,

    Answered,

    /// <summary>The desk no longer waits for an answer.</summary>
    WrittenOff,

    /// <summary>Retracted before it was answered.</summary>
    Superseded,
}

[JsonConverter(typeof(CamelCaseEnumConverter<NoticeKind>))]
internal enum NoticeKind
{
    /// <summary>修复通知</summary>
    Restored,

    /// <summary>撤回通知</summary>
    Retracted,
}

/// <summary>One post by the machine's clock and what came back, without any content.</summary>
internal sealed record DeliveryAttempt(DateTimeOffset At, bool Confirmed, string Result);

/// <summary>银行反馈</summary>
internal sealed record AnswerBody : ActBody
{
    public string? Answer { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(Answer, "answer", "反馈").List;
}
