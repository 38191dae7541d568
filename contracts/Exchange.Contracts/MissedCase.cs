namespace Exchange.Contracts;

/// <summary>A case that is not held as the court has it.</summary>
/// <param name="Revision">The revision that is held; 0 for none.</param>
public sealed record MissedCase(CaseNumber CaseNumber, long Revision);
