using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Exchange.Contracts.Procuratorate;

/// <summary>Ids that never change: made from what a thing is about, never from chance or the clock.</summary>
public static class LoopIds
{
    /// <summary>A lead is one per rule and subject.</summary>
    public static string Lead(string rule, string subject) => "L" + Hash(rule, subject);

    /// <summary>The n-th opinion of a lead.</summary>
    public static string Opinion(string leadId, int ordinal) => FormattableString.Invariant($"{leadId}-o{ordinal}");

    /// <summary>The n-th referral of a lead or an alert.</summary>
    public static string Referral(string originId, int ordinal) => FormattableString.Invariant($"{originId}-t{ordinal}");

    /// <summary>The n-th request of a lead for cars to be found.</summary>
    public static string VehicleSearch(string leadId, int ordinal) => FormattableString.Invariant($"{leadId}-v{ordinal}");

    /// <summary>A court's own transfer: court and its own number.</summary>
    public static string Transfer(CourtCode court, string number) => "T" + Hash(court.Value, number);

    /// <summary>A court's alert: court and its own number.</summary>
    public static string Alert(CourtCode court, string number) => "A" + Hash(court.Value, number);

    /// <summary>A petition to a procuratorate: its own number, or the key it was handed in with.</summary>
    public static string Petition(DivisionCode procuratorate, string number) => "P" + Hash(procuratorate.Value, number);

    /// <summary>A campaign of a procuratorate: the key it was begun with.</summary>
    public static string Campaign(DivisionCode procuratorate, string key) => "C" + Hash(procuratorate.Value, key);

    /// <summary>One sanction of one respondent in one case.</summary>
    public static string Repair(CaseNumber caseNumber, string respondent, string kind) => "R" + Hash(caseNumber.Value, respondent, kind);

    private static string Hash(params ReadOnlySpan<string> parts)
    {
        var text = string.Join('\n', parts!);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..20];
    }
}

/// <summary>A procurator proposes an opinion on one or several leads. Heard by the procuratorate itself: it survives a crash between lead and opinion.</summary>
public sealed record OpinionProposed : ProcuratorateEvent
{
    public required string OpinionId { get; init; }

    public required OpinionKind Kind { get; init; }

    /// <summary>The procuratorate whose chief decides.</summary>
    public required DivisionCode Procuratorate { get; init; }

    public required CourtCode Court { get; init; }

    public required IReadOnlyList<OpinionCase> Cases { get; init; }

    public required string Facts { get; init; }

    public required string Request { get; init; }

    public required IReadOnlyList<string> Articles { get; init; }

    public required string ProposedBy { get; init; }

    public required DateOnly ProposedOn { get; init; }

    /// <summary>The opinion it repeats (issue-again) or takes up from below (take-up).</summary>
    public string? ParentOpinionId { get; init; }

    /// <summary>The parent is an escalated opinion of the lower procuratorate.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool TakenUp { get; init; }

    /// <summary>The repair that asked for it.</summary>
    public string? RepairId { get; init; }
}

/// <summary>A procurator proposes a criminal referral on a lead or an alert. Heard by the procuratorate itself.</summary>
public sealed record ReferralProposed : ProcuratorateEvent
{
    public required string ReferralId { get; init; }

    /// <summary>The alert it comes from, when it is not a lead.</summary>
    public string? AlertId { get; init; }

    /// <summary>As it will be sent; the day of transfer is set when the chief decides.</summary>
    public required ReferralSenderSide Side { get; init; }

    public required string ProposedBy { get; init; }
}

/// <summary>An opinion or referral has ended, or was returned before it was sent. Heard by the procuratorate itself: the lead closes when all have.</summary>
public sealed record LeadWorkEnded : ProcuratorateEvent
{
    /// <summary>The lead, or the alert that the referral came from.</summary>
    public required string LeadId { get; init; }

    /// <summary>Id of the opinion or referral.</summary>
    public required string WorkId { get; init; }

    /// <summary>Its outcome, camelCase; "returned" when the chief sent the proposal back.</summary>
    public required string Outcome { get; init; }

    public required DateOnly EndedOn { get; init; }
}

/// <summary>An opinion or referral that had ended is open again. Heard by the procuratorate itself.</summary>
public sealed record LeadWorkReopened : ProcuratorateEvent
{
    public required string LeadId { get; init; }

    public required string WorkId { get; init; }
}
