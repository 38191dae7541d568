using Exchange.Storage;

namespace Exchange.CourtFeed.Imports;

/// <summary>The courts' files until they are in.</summary>
internal sealed class ImportSpool(IStores stores) : Spool(stores, CourtFeedModule.Name);
