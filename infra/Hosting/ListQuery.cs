using System.Globalization;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Exchange.Hosting;

/// <summary>The query string of a list as a query on index fields, within what the reader may see.</summary>
public static class ListQuery
{
    public static (DocumentQuery? Query, ProblemHttpResult? Problem) Of(
        IQueryCollection asked,
        Actor actor,
        DateOnly today,
        IReadOnlyList<string> filters
    )
    {
        var where = new List<Condition> { AggregateCollection.ReadableBy(actor.Subtree) };
        var (division, noDivision) = Division(asked);
        if (noDivision is not null)
        {
            return (null, noDivision);
        }
        if (division is not null)
        {
            where.Add(AggregateCollection.ReadableBy(Divisions.PathOf(division)));
        }
        if (asked["state"] is [{ } state, ..])
        {
            where.Add(Condition.In(AggregateCollection.State, state.Split(',')));
        }
        if (asked["overdue"] is [{ } overdue, ..])
        {
            if (!bool.TryParse(overdue, out var late))
            {
                return Bad("overdue", "true or false");
            }
            var yesterday = AggregateCollection.Day(today.AddDays(-1))!;
            where.Add(
                late
                    ? Condition.AtMost(AggregateCollection.DueOn, yesterday)
                    : Condition.Any(
                        Condition.AtLeast(AggregateCollection.DueOn, AggregateCollection.Day(today)!),
                        Condition.Equal(AggregateCollection.DueOn, null)
                    )
            );
        }
        foreach (
            var (name, condition) in new (string, Func<string, object, Condition>)[]
            {
                ("from", Condition.AtLeast),
                ("to", Condition.AtMost),
            }
        )
        {
            var (day, noDay) = Day(asked, name);
            if (noDay is not null)
            {
                return (null, noDay);
            }
            if (day is not null)
            {
                where.Add(condition(AggregateCollection.BeganOn, day));
            }
        }
        where.AddRange(filters.Where(f => asked.ContainsKey(f)).Select(f => Condition.In(f, asked[f].ToString().Split(','))));
        var (limit, problem) = Page(asked);
        return problem is null ? (new DocumentQuery { Where = where, Limit = limit }, null) : (null, problem);
    }

    /// <summary><c>limit</c> and <c>cursor</c>, which every list has.</summary>
    public static (int Limit, ProblemHttpResult? Problem) Page(IQueryCollection asked, int usual = 50)
    {
        var limit = usual;
        if (
            asked["limit"] is [{ } text, ..]
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > 500)
        )
        {
            return (usual, Bad("limit", "a number from 1 to 500").Item2);
        }
        return Cursor.IsReadable(asked["cursor"]) ? (limit, null) : (limit, Bad("cursor", "the 'next' of the page before").Item2);
    }

    /// <summary>The division to which a list is narrowed; null when it is not.</summary>
    public static (DivisionCode? Code, ProblemHttpResult? Problem) Division(IQueryCollection asked) =>
        asked["division"] is not [{ } division, ..] ? (null, null)
        : DivisionCode.TryParse(division, out var code) ? (code, null)
        : (null, Bad("division", "six digits").Item2);

    /// <summary>A day in the query; null when it does not name one.</summary>
    public static (string? Day, ProblemHttpResult? Problem) Day(IQueryCollection asked, string name) =>
        asked[name] is not [{ } day, ..] ? (null, null)
        : DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? (day, null)
        : (null, Bad(name, "a date as yyyy-MM-dd").Item2);

    private static (DocumentQuery?, ProblemHttpResult) Bad(string parameter, string expected) =>
        (
            null,
            Problems.BadRequest("query", $"The query parameter '{parameter}' must be {expected}.", new Flaw(parameter, "query", expected))
        );
}
