using System.Globalization;

namespace Exchange.Tests.Benchmarks;

/// <summary>Numbers as the tables print them.</summary>
internal static class Figures
{
    public static double Median(this IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    public static string Whole(double value) => double.IsNaN(value) ? "-" : value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Tenths(double value) => double.IsNaN(value) ? "-" : value.ToString("N1", CultureInfo.InvariantCulture);

    public static string Fine(double value) => double.IsNaN(value) ? "-" : value.ToString("N2", CultureInfo.InvariantCulture);

    public static string Megabytes(double bytes) => Whole(bytes / 1_000_000);

    /// <summary>Whether a figure is where the issue wants it.</summary>
    public static string Met(bool met, double value) =>
        double.IsNaN(value) ? "not measured"
        : met ? "met"
        : "**missed**";
}
