using System.Globalization;
using Exchange.Acts;
using Exchange.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Exchange.CourtFeed.Cases;

/// <summary><c>?asOf=</c>: as of which day a file or a record speaks; default the day of receipt.</summary>
internal static class AsOf
{
    public static (DateOnly Day, ProblemHttpResult? Problem) Read(IQueryCollection query, DateOnly today)
    {
        if (query["asOf"] is not [{ } text, ..])
        {
            return (today, null);
        }
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return (today, Problems.BadRequest("query", "asOf must be a date as yyyy-MM-dd.", new Flaw("asOf", "date", text)));
        }
        return day > today
            ? (today, Problems.BadRequest("query", "asOf lies in the future.", new Flaw("asOf", "future-date", text)))
            : (day, null);
    }
}
