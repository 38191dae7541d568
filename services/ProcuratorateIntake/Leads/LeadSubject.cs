using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Registry;

namespace Exchange.ProcuratorateIntake.Leads;

/// <summary>What a lead is about, and where it belongs: mostly a case, sometimes a respondent of several or an officer of a court.</summary>
/// <param name="Key">From it and the rule the lead's id is made, and from nothing else.</param>
/// <param name="CaseNumber">The case itself, or the one by which the lead is first told.</param>
internal sealed record LeadSubject(string Key, CaseNumber CaseNumber, CourtCode Court, string CourtName, DivisionCode Division)
{
    /// <summary>Null: it is not about one enforcement case.</summary>
    public CaseRecord? Record { get; init; }

    /// <summary>The respondent, when it is about one.</summary>
    public PartyNumber? Debtor { get; init; }

    /// <summary>The officer (承办人), when it is about one.</summary>
    public string? Officer { get; init; }

    /// <summary>It came with years of old cases.</summary>
    public bool History { get; init; }

    public bool Withdrawn => Record?.Withdrawn == true;

    public static LeadSubject Of(RegisteredCase row) =>
        new(row.Id, row.Record.CaseNumber, row.Record.CourtCode, row.Record.Court, row.Record.Division)
        {
            Record = row.Record,
            History = row.History,
        };
}
