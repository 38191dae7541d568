using System.Text.Json.Nodes;
using Exchange.Access;
using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd.Doors;

/// <summary>Bodies that are JSON of the right names with values at the edge, put to things that exist: accepted or refused, never our error.</summary>
public sealed class WrongContentTests(BusyExchange exchange) : IClassFixture<BusyExchange>
{
    private static readonly string[] Edges =
    [
        "null",
        "\"\"",
        "\" \"",
        "0",
        "-1",
        "1e18",
        "true",
        "[]",
        "[null]",
        "[\"\"]",
        "[{}]",
        "{}",
        "\"0001-01-01\"",
        "\"1900-01-31\"",
        "\"9999-12-31\"",
        "\"2026-07-01\"",
        "\"nonsense\"",
    ];

    [Fact]
    public async Task No_value_at_the_edge_is_our_error_at_any_door()
    {
        var description = (await exchange.Run.AsNobody().Get("/openapi/v1.json")).Ok().Body!;
        var tried = 0;
        var wrong = new List<string>();
        foreach (var door in DoorTable.Taking.Where(door => door.Method is "POST"))
        {
            var desk = door.Roles[0] == Roles.Bank ? null : exchange.As(door.Roles[^1]);
            if (desk is null || SchemaOf(description, door) is not { } schema)
            {
                continue;
            }
            foreach (var property in schema)
            {
                foreach (var edge in Edges)
                {
                    var answer = await desk.PostText(door.Path(IdFor(door)), $"{{\"{property}\":{edge}}}");
                    tried++;
                    if (answer.Status >= 500)
                    {
                        wrong.Add($"{door.Key} {property}={edge}: {answer}");
                    }
                }
            }
        }
        wrong.ShouldBeEmpty();
        tried.ShouldBeGreaterThan(1000);
    }

    private string IdFor(Door door) =>
        exchange.Shelves.Where(shelf => door.Route.StartsWith(shelf.Path + "/")).Select(shelf => shelf.Id).FirstOrDefault(Door.Nowhere);

    private static List<string>? SchemaOf(JsonNode description, Door door)
    {
        var schema = description["paths"]?[door.Route]?["post"]?["requestBody"]?["content"]?["application/json"]?["schema"];
        if (schema?["$ref"]?.GetValue<string>() is { } reference)
        {
            schema = description["components"]!["schemas"]![reference.Split('/')[^1]];
        }
        return schema?["properties"]?.AsObject().Select(property => property.Key).ToList();
    }
}
