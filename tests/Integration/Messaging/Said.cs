using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Police;
using Exchange.Contracts.Procuratorate;

namespace Exchange.Tests.Integration.Messaging;

/// <summary>Messages as services say them.</summary>
internal static class Said
{
    private static readonly DivisionCode Yuecheng = DivisionCode.Parse("330602");

    /// <summary>The procuratorate says it, the court hears it.</summary>
    public static AlertAnswered Answer(string id, string text = "不构成虚假诉讼") =>
        new()
        {
            Id = id,
            Division = Yuecheng,
            Correlation = "alert-1",
            AlertId = "alert-1",
            Court = CourtCode.Parse("浙0602"),
            Result = AlertResult.NotFalse,
            Text = text,
            AnsweredOn = new DateOnly(2026, 11, 24),
        };

    /// <summary>The police say it, court and procuratorate hear it.</summary>
    public static LeadAcknowledged Acknowledgement(string id) =>
        new()
        {
            Id = id,
            Division = Yuecheng,
            ReferralId = "referral-1",
            Side = new ReferralPoliceSide { Organ = Yuecheng, StoredAt = DateTimeOffset.UnixEpoch },
        };

    /// <summary>The court says it in bulk, procuratorate and credit repair hear it.</summary>
    public static CaseRevisionsStated Statement(string id) =>
        new()
        {
            Id = id,
            Division = Yuecheng,
            Court = CourtCode.Parse("浙0602"),
            Cases = [],
        };
}
