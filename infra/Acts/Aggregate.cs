using System.Text.Json.Serialization;
using Exchange.Contracts;
using Exchange.Messaging;
using Exchange.Storage;

namespace Exchange.Acts;

/// <summary>
/// One thing with an owner and a clock: a lead, an opinion, a referral, a repair. It decides; it does not load, save,
/// publish or ask the time.
/// </summary>
public abstract record Aggregate
{
    public required string Id { get; init; }

    /// <summary>The content's revision: +1 with each change. Set when the change is saved.</summary>
    public long Revision { get; init; }

    /// <summary>Where it belongs; reading reaches it from here upwards.</summary>
    public required DivisionCode Division { get; init; }

    /// <summary>A second division that may read it, after a hand-over or an escalation.</summary>
    public DivisionCode? AlsoReadBy { get; init; }

    /// <summary>The one office that may act on it now, as <c>Offices</c> writes it.</summary>
    public required string Office { get; init; }

    /// <summary>The loop it belongs to.</summary>
    public required string Correlation { get; init; }

    /// <summary>Running and stopped clocks (期限), legal and our own.</summary>
    public IReadOnlyList<StatutoryClock> Clocks { get; init; } = [];

    /// <summary>What happened, in order.</summary>
    public IReadOnlyList<DossierEntry> Dossier { get; init; } = [];

    /// <summary>Its last word of each kind, exactly as it was sent, to be said again to whoever has lost it.</summary>
    public IReadOnlyList<UnsentMessage> Said { get; init; } = [];

    /// <summary>Sequence of its last word, also of one that it no longer knows and others have heard.</summary>
    public long LastWord { get; init; }

    /// <summary>The law day on which it last said anything.</summary>
    public DateOnly? SpokeOn { get; init; }

    /// <summary>The document's layout; older ones are lifted when read.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The state's name, as doors show it.</summary>
    [JsonIgnore]
    public abstract string StateName { get; }

    /// <summary>The acts that are possible now.</summary>
    [JsonIgnore]
    public abstract IReadOnlyList<string> AllowedActs { get; }

    /// <summary>The earliest day on which a running clock is due; null when none runs.</summary>
    [JsonIgnore]
    public DateOnly? NextDueOn => Clocks.Where(c => c.IsRunning).Select(c => (DateOnly?)c.EffectiveDueOn).DefaultIfEmpty(null).Min();

    /// <summary>The day on which time itself does something to it; null when time alone does nothing.</summary>
    [JsonIgnore]
    public virtual DateOnly? WakeOn => null;

    /// <summary>A due day of it rests on a year whose notice is not loaded yet.</summary>
    [JsonIgnore]
    public bool IsProvisional => Clocks.Any(c => c is { IsRunning: true, Provisional: true });

    /// <summary>Its provisional clocks by the calendar that counts now, and whatever else it holds of them.</summary>
    public virtual Aggregate CountAgain(Moment moment) => this with { Clocks = [.. Clocks.Select(c => c.Recompute(moment.Calendar))] };

    internal Aggregate HavingSaid(IReadOnlyList<ExchangeEvent> words, Moment moment)
    {
        var packed = words.Select(w => MessageBody.Pack(w) with { TraceParent = null }).ToList();
        return this with
        {
            Said = [.. Said.Where(s => packed.TrueForAll(p => p.Type != s.Type)), .. packed],
            LastWord = Revision,
            SpokeOn = moment.Today,
        };
    }

    /// <summary>The office that may do this act, where one act is another office's than the rest.</summary>
    public virtual string OfficeFor(string act) => Office;

    /// <summary>The running clock of this kind, if any.</summary>
    public StatutoryClock? Clock(ClockRule rule) => Clocks.LastOrDefault(c => c.Code == rule.Code && c.IsRunning);

    /// <summary>Refuses an act that the state does not allow: 409, naming the state and what is allowed.</summary>
    protected Refusal NotNow(string act, string? why = null) =>
        new(RefusalKind.NotNow, "not-now", $"'{act}' is not possible in state '{StateName}'.{(why is null ? "" : " " + why)}")
        {
            State = StateName,
            Allowed = AllowedActs,
        };

    /// <summary>All clocks stopped on this day, those that stand still too.</summary>
    protected IReadOnlyList<StatutoryClock> Stopped(DateOnly on) => [.. Clocks.Select(c => c.Stop(on))];

    /// <summary>Running clocks of these kinds stopped, the others as they are.</summary>
    protected IReadOnlyList<StatutoryClock> Stopped(DateOnly on, params ReadOnlySpan<ClockRule> rules)
    {
        var codes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            codes.Add(rule.Code);
        }
        return [.. Clocks.Select(c => c.IsRunning && codes.Contains(c.Code) ? c.Stop(on) : c)];
    }
}

/// <summary>One line of an aggregate's history.</summary>
/// <param name="Revision">The revision that this entry made.</param>
/// <param name="Act">Name of the act, message or clock.</param>
/// <param name="By">Who did it: a person, an agency, or "clock".</param>
/// <param name="ActedOn">The day of the act (行为日).</param>
/// <param name="EnteredAt">When it was entered here.</param>
/// <param name="ContentHash">Tells a repeat of the same act from another one.</param>
/// <param name="State">The state it led to.</param>
public sealed record DossierEntry(
    long Revision,
    string Act,
    string By,
    string Office,
    DateOnly ActedOn,
    DateTimeOffset EnteredAt,
    string? Note,
    string? ContentHash,
    string? State = null
);
