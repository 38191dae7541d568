namespace Exchange.Tests.Benchmarks;

/// <summary>What a peer is told on its standard input: one line of JSON.</summary>
/// <param name="Kind">One of the names in <see cref="Peer"/>.</param>
/// <param name="Host">Of the broker.</param>
/// <param name="Store">mongodb://...</param>
/// <param name="Database">This peer's own.</param>
/// <param name="File">The records, one JSON object a line; the consumer has none.</param>
/// <param name="WarmUp">The first so many records are handled before the clock starts.</param>
/// <param name="Records">How many count.</param>
/// <param name="Lanes">How much is under way at once: records for the plain way, bulks for the floor.</param>
internal sealed record PeerSettings(
    string Kind,
    string Host,
    int Port,
    string VirtualHost,
    string User,
    string Password,
    string Store,
    string Database,
    string File,
    int WarmUp,
    int Records,
    int Lanes
)
{
    public int Total => WarmUp + Records;
}
