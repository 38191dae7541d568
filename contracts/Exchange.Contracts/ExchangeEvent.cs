using System.Text.Json.Serialization;

namespace Exchange.Contracts;

/// <summary>A fact in the past tense, owned by the agency in whose namespace it stands.</summary>
/// <remarks>The header is set once, when the fact is saved; whoever states the fact leaves it empty.</remarks>
public abstract record ExchangeEvent
{
    /// <summary>Made from the aggregate and its sequence, so that the same fact always has the same id.</summary>
    public string Id { get; init; } = "";

    /// <summary>When it happened, by the law clock, in UTC.</summary>
    public DateTimeOffset OccurredAt { get; init; }

    /// <summary>The producing service.</summary>
    public abstract Agency Agency { get; }

    /// <summary>The division (行政区划) of the office that speaks.</summary>
    public DivisionCode Division { get; init; } = DivisionCode.Country;

    /// <summary>The loop this belongs to: the id of the lead, alert, transfer or repair that began it.</summary>
    public string Correlation { get; init; } = "";

    /// <summary>Rises with each change of the aggregate that speaks: later implies earlier, lower is a no-op.</summary>
    public long Sequence { get; init; }

    public int SchemaVersion { get; init; } = 1;

    /// <summary>How it travels: what people wait for must not stand behind a quarter's file.</summary>
    [JsonIgnore]
    public virtual Lane Lane => Lane.Prompt;
}

/// <summary>Messages of one kind may travel in two lanes, each with queues of its own.</summary>
public enum Lane
{
    /// <summary>Acts of people and single urgent records.</summary>
    Prompt,

    /// <summary>Chunks of files, and the comparing of both sides (对账).</summary>
    Bulk,
}

/// <summary>The four agencies (机关) that exchange.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<Agency>))]
public enum Agency
{
    /// <summary>法院</summary>
    Court,

    /// <summary>检察院</summary>
    Procuratorate,

    /// <summary>公安</summary>
    Police,

    /// <summary>信用修复</summary>
    Credit,
}
