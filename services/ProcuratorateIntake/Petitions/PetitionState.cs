using System.Text.Json.Serialization;
using Exchange.Contracts;

namespace Exchange.ProcuratorateIntake.Petitions;

[JsonConverter(typeof(CamelCaseEnumConverter<PetitionState>))]
internal enum PetitionState
{
    /// <summary>已收到</summary>
    Received,

    /// <summary>要求补正材料 (21)</summary>
    SupplementAsked,

    /// <summary>受理</summary>
    Accepted,

    /// <summary>不予受理 (28); final.</summary>
    NotAccepted,

    /// <summary>办结; final.</summary>
    Closed,
}

[JsonConverter(typeof(CamelCaseEnumConverter<PetitionSource>))]
internal enum PetitionSource
{
    /// <summary>12309 检察服务平台</summary>
    [JsonStringEnumMemberName("12309")]
    Platform12309,

    /// <summary>热线</summary>
    [JsonStringEnumMemberName("hotline")]
    Hotline,
}

/// <summary>监督规则 art 28 ¶1</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<NotAcceptedGround>))]
internal enum NotAcceptedGround
{
    /// <summary>未提出异议、申请复议或者提起诉讼 (一)</summary>
    RemedyNotUsed,

    /// <summary>法院正在审查处理 (二)</summary>
    CourtReviewing,

    /// <summary>其他不应受理的情形 (三)</summary>
    Other,
}

[JsonConverter(typeof(CamelCaseEnumConverter<PetitionResult>))]
internal enum PetitionResult
{
    /// <summary>支持监督申请 (108)</summary>
    Supported,

    /// <summary>不支持监督申请 (109)</summary>
    NotSupported,
}

internal sealed record NotAccepted(NotAcceptedGround Ground, string Text, DateOnly On);

internal sealed record AcceptanceNotice(string? Number, DateOnly On);

/// <param name="DecidedOn">The day from which the petitioner is to be told.</param>
internal sealed record PetitionAnswer(PetitionResult Result, string Text, DateOnly DecidedOn, DateOnly ToldOn);
