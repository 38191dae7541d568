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
        if (asked["division"] is [{ } division, ..])
        {
            if (!DivisionCode.TryParse(division, out var code))
            {
                return Bad("division", "six digits");
            }
            where.Add(AggregateCollection.ReadableBy(Divisions.PathOf(code)));
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
        foreach (var (name, condition) in new (string, Func<string, object, Condition>)[] { ("from", Condition.AtLeast), ("to", Condition.AtMost) })
        {
            if (asked[name] is [{ } day, ..])
            {
                if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
                {
                    return Bad(name, "a date as yyyy-MM-dd");
                }
                where.Add(condition(AggregateCollection.BeganOn, day));
            }
        }
        where.AddRange(filters.Where(f => asked.ContainsKey(f)).Select(f => Condition.In(f, asked[f].ToString().Split(','))));
        var limit = 50;
        if (asked["limit"] is [{ } text, ..] && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > 500))
        {
            return Bad("limit", "a number from 1 to 500");
        }
        return (new DocumentQuery { Where = where, Limit = limit }, null);
    }

    private static (DocumentQuery?, ProblemHttpResult) Bad(string parameter, string expected) =>
        (null, Problems.BadRequest("query", $"The query parameter '{parameter}' must be {expected}.", new Flaw(parameter, "query", expected)));
}
