namespace Exchange.Contracts;

/// <summary>One round of a reconciliation (对账) that somebody asked for and that counts the answers; none in the background.</summary>
/// <param name="Run">The reconciliation, in the service that began it.</param>
public sealed record ReconciliationRound(string Run, int Number);
