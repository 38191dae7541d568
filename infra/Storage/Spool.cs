using System.Globalization;

namespace Exchange.Storage;

/// <summary>Uploaded files in a service's store, in pieces, so that any instance can finish them.</summary>
public abstract class Spool(IStores stores, string service)
{
    private const int PieceBytes = 512 * 1024;

    public static CollectionShape Shape { get; } = new("spool", ["import"]) { Body = BodyForm.Bytes };

    private IDocumentStore Store => stores.Of(service);

    /// <summary>Stores what is uploaded, and gives it back as a local file that can be sought in.</summary>
    /// <returns>The file, and how many pieces were stored.</returns>
    public async Task<(FileStream File, int Pieces)> Take(string import, Stream upload, CancellationToken cancellation)
    {
        var file = TemporaryFile();
        var pieces = 0;
        try
        {
            var piece = new byte[PieceBytes];
            int read;
            while ((read = await upload.ReadAtLeastAsync(piece, PieceBytes, throwOnEndOfStream: false, cancellation)) > 0)
            {
                await file.WriteAsync(piece.AsMemory(0, read), cancellation);
                var write = new DocumentWrite(IdOf(import, pieces++), 0, piece.AsMemory(0, read).ToArray(), [], [import]);
                await Store.Write(Shape, [write], cancellation);
            }
            file.Position = 0;
            return (file, pieces);
        }
        catch
        {
            // Cut off or too large: nothing was promised, so nothing stays.
            await file.DisposeAsync();
            await Remove(import, pieces, CancellationToken.None);
            throw;
        }
    }

    /// <summary>The stored pieces as a local file that can be sought in; it is gone when closed.</summary>
    public async Task<FileStream> Open(string import, int pieces, CancellationToken cancellation)
    {
        var file = TemporaryFile();
        for (var i = 0; i < pieces; i++)
        {
            var found = await Store.Find(Shape, [IdOf(import, i)], cancellation);
            if (found.Count == 0)
            {
                await file.DisposeAsync();
                throw new InvalidDataException($"Piece {i.ToString(CultureInfo.InvariantCulture)} of the upload is missing.");
            }
            await file.WriteAsync(found[0].Body, cancellation);
        }
        file.Position = 0;
        return file;
    }

    public Task Remove(string import, int pieces, CancellationToken cancellation) =>
        Store.Delete(Shape, [.. Enumerable.Range(0, pieces).Select(i => IdOf(import, i))], cancellation);

    private static string IdOf(string import, int piece) => FormattableString.Invariant($"{import}/{piece:D6}");

    private static FileStream TemporaryFile() =>
        new(
            Path.Combine(Path.GetTempPath(), "exchange-" + Path.GetRandomFileName()),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            64 * 1024,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous
        );
}
