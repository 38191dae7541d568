using System.Globalization;
using System.Text.Json;
using Exchange.Acts;
using Exchange.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Exchange.Hosting;

/// <summary>A year's notice (放假通知) as it is handed in: JSON, or CSV in the form of the published calendar, <c>date,kind,name,basis</c>.</summary>
internal sealed record CalendarNoticeBody
{
    private const string Header = "date,kind,name,basis";

    public IReadOnlyList<CalendarNoticeRow?>? Days { get; init; }

    /// <returns>The days in order and their year, or the problem to answer with.</returns>
    public static async Task<(IReadOnlyList<CalendarDay> Days, int Year, ProblemHttpResult? Problem)> Read(
        HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (request.ContentType?.Split(';')[0].Trim() is { } type && type.Equals("text/csv", StringComparison.OrdinalIgnoreCase))
        {
            using var reader = new StreamReader(request.Body);
            return Judge(FromCsv(await reader.ReadToEndAsync(cancellation)));
        }
        var (body, problem) = await RequestBody.Read<CalendarNoticeBody>(request, cancellation);
        return problem is not null
            ? ([], 0, problem)
            : Judge([.. (body!.Days ?? []).Select((day, i) => (FormattableString.Invariant($"days[{i}]"), day))]);
    }

    private static List<(string Place, CalendarNoticeRow? Row)> FromCsv(string text)
    {
        var lines = text.Split('\n').Select((line, i) => (Number: i + 1, Text: line.TrimEnd('\r'))).ToList();
        return lines[0].Text != Header
            ? [("line 1", null)]
            :
            [
                .. lines
                    .Skip(1)
                    .Where(l => l.Text.Length > 0)
                    .Select(l => (FormattableString.Invariant($"line {l.Number}"), RowOf(l.Text))),
            ];
    }

    private static CalendarNoticeRow? RowOf(string line) =>
        line.Split(',') is [var date, var kind, var name, var basis]
            ? new CalendarNoticeRow
            {
                Date = DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                    ? day
                    : null,
                Kind = Enum.GetValues<CalendarDayKind>()
                    .Select(k => (CalendarDayKind?)k)
                    .FirstOrDefault(k => JsonNamingPolicy.CamelCase.ConvertName($"{k}") == kind),
                Name = name,
                Basis = basis,
            }
            : null;

    private static (IReadOnlyList<CalendarDay>, int, ProblemHttpResult?) Judge(List<(string Place, CalendarNoticeRow? Row)> rows)
    {
        var year = rows.Max(r => r.Row?.Date?.Year) ?? 0;
        var named = new HashSet<DateOnly>();
        var flaws = new Flaws().If(rows.Count == 0, "days", "required", "日期: at least one is needed.");
        foreach (var (place, row) in rows)
        {
            flaws.If(row is null, place, "row", $"not {Header}");
            if (row is not null)
            {
                row.Check(place, year, flaws);
                flaws.If(row.Date is { } day && !named.Add(day), place + ".date", "twice", "this day is named twice");
            }
        }
        flaws.If(
            flaws.List.Count == 0 && !named.Any(d => d.Year == year && d.Month < 12),
            "days",
            "year",
            $"no day before December: this is not the notice of {year}"
        );
        return flaws.List.Count == 0
            ? ([.. rows.Select(r => r.Row!.ToDay()).OrderBy(d => d.Date)], year, null)
            : ([], 0, Problems.Of(Refusal.Invalid("calendar-notice", "The notice cannot be loaded.", flaws.List)));
    }
}

/// <summary>One day of a notice.</summary>
internal sealed record CalendarNoticeRow
{
    public DateOnly? Date { get; init; }

    public CalendarDayKind? Kind { get; init; }

    /// <summary>节日</summary>
    public string? Name { get; init; }

    /// <summary>文号 of the State Council's notice.</summary>
    public string? Basis { get; init; }

    public void Check(string place, int year, Flaws flaws) =>
        flaws
            .If(Date is null, place + ".date", "date", "not a date as yyyy-MM-dd")
            .If(
                Date is { } day && day.Year != year && !(day.Year == year - 1 && day.Month == 12),
                place + ".date",
                "year",
                $"the notice of {year} names days of {year} and of the December before it"
            )
            .If(Kind is null, place + ".kind", "value", "holiday or workday")
            .Need(Name, place + ".name", "节日")
            .Need(Basis, place + ".basis", "文号")
            .If(Name?.Contains('\uFFFD', StringComparison.Ordinal) == true, place + ".name", "bytes", "bytes that are not UTF-8");

    public CalendarDay ToDay() => new(Date!.Value, Kind!.Value, Name!, Basis!);
}
