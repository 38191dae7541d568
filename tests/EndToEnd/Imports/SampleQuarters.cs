using System.Text;
using Exchange.Access;
using Exchange.SampleData;

namespace Exchange.Tests.EndToEnd.Imports;

/// <summary>One sample quarter of 绍兴's courts, written in every way in which a court may deliver it.</summary>
internal static class SampleQuarters
{
    public const string City = "330600";
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static readonly DateOnly AsOf = new(2026, 7, 1);

    public static SampleOptions Options { get; } = new() { Cases = 150, AsOf = AsOf };

    /// <summary>"case rule", as planted.</summary>
    public static IReadOnlyList<string> Planted { get; } =
    [
        .. SampleQuarter
            .Generate(Options)
            .SelectMany(row => row.FiringRules.Select(rule => $"{row.CaseNumber} {rule}"))
            .Order(StringComparer.Ordinal),
    ];

    public static byte[] Csv { get; } = Written(Options, ".csv");

    public static byte[] Written(SampleOptions options, string extension)
    {
        var folder = Directory.CreateTempSubdirectory("exchange-sample-").FullName;
        try
        {
            var file = Path.Combine(folder, "quarter" + extension);
            SampleFile.Write(options, file);
            return File.ReadAllBytes(file);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A file of these rows.</summary>
    public static byte[] Of(IEnumerable<IReadOnlyList<string>> rows, char delimiter = ',') =>
        Encoding.UTF8.GetBytes(string.Concat(rows.Select(row => string.Join(delimiter, row.Select(Quoted)) + "\r\n")));

    /// <summary>The rows of a file with commas, the header first.</summary>
    public static List<List<string>> Rows(byte[] file)
    {
        var text = Encoding.UTF8.GetString(file).TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal);
        var rows = new List<List<string>> { new() };
        var cell = new StringBuilder();
        var quoted = false;
        foreach (var c in text.Replace("\"\"", "\0", StringComparison.Ordinal))
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (quoted || c is not (',' or '\n'))
            {
                cell.Append(c == '\0' ? '"' : c);
            }
            else
            {
                rows[^1].Add(cell.ToString());
                cell.Clear();
                if (c == '\n')
                {
                    rows.Add([]);
                }
            }
        }
        rows.RemoveAt(rows.Count - 1);
        return rows;
    }

    public static Desk Court(this LocalRun run, string division = City) => run.As(Roles.CourtSystem, division);

    /// <summary>"case rule" of the city's leads.</summary>
    public static async Task<IReadOnlyList<string>> Leads(this LocalRun run) =>
        [
            .. (await run.As(Roles.Procurator, City).List("/procuratorate/v1/leads"))
                .Select(lead => $"{lead["caseNumber"]} {lead["rule"]}")
                .Order(StringComparer.Ordinal),
        ];

    private static string Quoted(string cell) => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
