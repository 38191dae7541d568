namespace Exchange.Access;

/// <summary>Who may open which door. Default deny: a door without a role does not exist.</summary>
public static class Roles
{
    public const string CourtSystem = "court-system";
    public const string CourtClerk = "court-clerk";
    public const string Procurator = "procurator";
    public const string ChiefProcurator = "chief-procurator";
    public const string PoliceOfficer = "police-officer";
    public const string CreditOfficer = "credit-officer";
    public const string Bank = "bank";
    public const string Operator = "operator";
    public const string Auditor = "auditor";

    public static IReadOnlyList<string> All { get; } =
    [CourtSystem, CourtClerk, Procurator, ChiefProcurator, PoliceOfficer, CreditOfficer, Bank, Operator, Auditor];
}
