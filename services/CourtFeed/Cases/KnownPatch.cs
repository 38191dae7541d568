using System.Globalization;
using Exchange.Storage;

namespace Exchange.CourtFeed.Cases;

/// <summary>What was last said of a case, known without reading the case.</summary>
/// <param name="Hash">Of the columns and cells last applied.</param>
/// <param name="AsOf">As of which day the court then spoke.</param>
/// <param name="Version">Of the stored case.</param>
internal readonly record struct KnownPatch(string Hash, DateOnly AsOf, long Version)
{
    public const string HashField = "patch";
    public const string AsOfField = "asOf";

    private static readonly int HashAt = PlaceOf(HashField);
    private static readonly int AsOfAt = PlaceOf(AsOfField);

    public static KnownPatch Of(DocumentHead head) =>
        new(
            (string)head.Index[HashAt]!,
            DateOnly.ParseExact((string)head.Index[AsOfAt]!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            head.Version
        );

    private static int PlaceOf(string field) => CaseDocument.Collection.Shape.Fields.ToList().IndexOf(field);
}
