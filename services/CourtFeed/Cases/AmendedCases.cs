using Exchange.Storage;

namespace Exchange.CourtFeed.Cases;

internal static class AmendedCases
{
    /// <summary>Writes what becomes of these cases, and again those that somebody else has moved meanwhile.</summary>
    /// <param name="amend">Returns the same instance where nothing changes.</param>
    /// <returns>Those that were changed, as stored.</returns>
    public static async Task<List<CaseDocument>> Amend(
        this Documents<CaseDocument> cases,
        IReadOnlyCollection<string> numbers,
        Func<string, CaseDocument?, CaseDocument?> amend,
        CancellationToken cancellation
    )
    {
        var stored = new List<CaseDocument>();
        while (numbers.Count > 0)
        {
            var known = await cases.Find(numbers, cancellation);
            var changes = numbers
                .Select(id => (Ours: known.GetValueOrDefault(id), Next: amend(id, known.GetValueOrDefault(id)?.Value)))
                .Where(c => c.Next is not null && !ReferenceEquals(c.Next, c.Ours?.Value))
                .Select(c => new Change<CaseDocument>(c.Next!, c.Ours?.Version ?? 0, c.Ours?.Unsent ?? []))
                .ToList();
            var written = await cases.Write(changes, cancellation);
            stored.AddRange(changes.Where((_, i) => written[i]).Select(c => c.Value));
            numbers = [.. changes.Where((_, i) => !written[i]).Select(c => c.Value.Record.CaseNumber.Value)];
        }
        return stored;
    }
}
