using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;

namespace Exchange.CourtFeed.Aftercare;

/// <summary>查封、扣押、冻结: what is held for a case, until when, and what was done before that day.</summary>
/// <remarks>民诉法解释 art 485: deposits one year, movables two, immovables and other rights three; each renewal at most as long. Unrenewed, the effect is gone (查封规定 art 27).</remarks>
internal sealed record Seizure : Aggregate
{
    /// <summary>So many days before its end the court is warned.</summary>
    private const int WarnDays = 30;

    public required CaseNumber CaseNumber { get; init; }

    public required CourtCode Court { get; init; }

    public required SeizureKind Kind { get; init; }

    /// <summary>What is held, as the court describes it.</summary>
    public required string What { get; init; }

    public required DateOnly SealedOn { get; init; }

    public required SeizureState State { get; init; }

    public IReadOnlyList<DateOnly> RenewedOn { get; init; } = [];

    public override string StateName => JsonNamingPolicy.CamelCase.ConvertName(State.ToString());

    public override IReadOnlyList<string> AllowedActs => State is SeizureState.Held or SeizureState.Expiring ? ["renew", "release"] : [];

    /// <summary>The day of the warning, then the day after its last.</summary>
    public override DateOnly? WakeOn =>
        Clock(RuleOf(Kind)) is not { } clock ? null
        : State is SeizureState.Held ? clock.EffectiveDueOn.AddDays(-WarnDays)
        : clock.EffectiveDueOn.AddDays(1);

    public static string IdOf(CaseNumber number, int ordinal) => string.Create(CultureInfo.InvariantCulture, $"{number.Value}-S{ordinal}");

    /// <summary>Entered once; the same again changes nothing.</summary>
    public static Decision<Seizure> Enter(Seizure? known, string id, CaseRecord record, SeizureBody body, Moment moment)
    {
        if (known is not null)
        {
            return Decision<Seizure>.NothingNew;
        }
        var office = Offices.Court(record.CourtCode);
        return new Accepted<Seizure>(
            new Seizure
            {
                Id = id,
                Correlation = record.CaseNumber.Value,
                Division = record.Division,
                Office = office,
                CaseNumber = record.CaseNumber,
                Court = record.CourtCode,
                Kind = body.Kind!.Value,
                What = body.What!,
                SealedOn = body.SealedOn!.Value,
                State = SeizureState.Held,
                Clocks = [StatutoryClock.Start(RuleOf(body.Kind.Value), body.SealedOn.Value, office, moment.Calendar)],
            },
            []
        );
    }

    /// <summary>续行查封: a new term begins with it, while the old one still holds.</summary>
    public Decision<Seizure> Renew(RenewSeizureBody body, Moment moment)
    {
        if (!AllowedActs.Contains("renew", StringComparer.Ordinal))
        {
            return NotNow("renew");
        }
        var running = Clock(RuleOf(Kind))!;
        if (moment.On > running.EffectiveDueOn || moment.On < running.StartedOn)
        {
            return Refusal.Invalid(
                "actedOn",
                "A seizure is renewed while it holds.",
                new Flaw("actedOn", "range", $"from {running.StartedOn:yyyy-MM-dd} to {running.EffectiveDueOn:yyyy-MM-dd}")
            );
        }
        return this with
        {
            State = SeizureState.Held,
            RenewedOn = [.. RenewedOn, moment.On],
            Clocks = [.. Stopped(moment.On), StatutoryClock.Start(RuleOf(Kind), moment.On, Office, moment.Calendar)],
        };
    }

    /// <summary>解除查封</summary>
    public Decision<Seizure> Release(ReleaseSeizureBody body, Moment moment) =>
        AllowedActs.Contains("release", StringComparer.Ordinal)
            ? new Accepted<Seizure>(this with { State = SeizureState.Released, Clocks = Stopped(moment.On) }, [], body.Reason)
            : NotNow("release");

    public Decision<Seizure> OnClock(Moment moment) =>
        !(WakeOn <= moment.Today) ? Decision<Seizure>.NothingNew
        : Clock(RuleOf(Kind))!.EffectiveDueOn < moment.Today
            ? new Accepted<Seizure>(
                this with
                {
                    State = SeizureState.Lapsed,
                    Clocks = Stopped(moment.Today),
                },
                [],
                "Its term has passed unrenewed (查封期限届满，未续行查封)"
            )
        : new Accepted<Seizure>(this with { State = SeizureState.Expiring }, [], "Its term ends within 30 days (查封期限将在三十日内届满)");

    private static ClockRule RuleOf(SeizureKind kind) =>
        kind switch
        {
            SeizureKind.Deposit => StatutoryClocks.SeizureOfDeposit,
            SeizureKind.Movable => StatutoryClocks.SeizureOfMovable,
            _ => StatutoryClocks.SeizureOfImmovable,
        };
}

[JsonConverter(typeof(CamelCaseEnumConverter<SeizureKind>))]
internal enum SeizureKind
{
    /// <summary>银行存款</summary>
    Deposit,

    /// <summary>动产</summary>
    Movable,

    /// <summary>不动产、其他财产权</summary>
    Immovable,
}

[JsonConverter(typeof(CamelCaseEnumConverter<SeizureState>))]
internal enum SeizureState
{
    Held,

    /// <summary>即将到期</summary>
    Expiring,

    /// <summary>到期未续</summary>
    Lapsed,

    /// <summary>已解除</summary>
    Released,
}

/// <summary>登记查封</summary>
internal sealed record SeizureBody : ActBody
{
    public SeizureKind? Kind { get; init; }

    public string? What { get; init; }

    public DateOnly? SealedOn { get; init; }

    public override IReadOnlyList<Flaw> Check() =>
        new Flaws()
            .If(Kind is null, "kind", "required", "财产种类 is missing: deposit, movable or immovable.")
            .Need(What, "what", "查封财产")
            .If(SealedOn is null, "sealedOn", "required", "查封日期 is missing.")
            .List;
}

/// <summary>续行查封, on the day of the act.</summary>
internal sealed record RenewSeizureBody : ActBody;

internal sealed record ReleaseSeizureBody : ActBody
{
    public string? Reason { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(Reason, "reason", "解除理由").List;
}
