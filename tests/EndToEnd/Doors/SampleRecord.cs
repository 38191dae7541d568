using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Exchange.Tests.EndToEnd.Doors;

/// <summary>A plain record of a case that ended for now, and how to spoil it.</summary>
internal static partial class SampleRecord
{
    public const string PersonNumber = "11010519491231002X";
    public const string CompanyNumber = "91350100M000100Y43";

    public static string NumberOf(int serial, string court = "浙0602") => FormattableString.Invariant($"（2025）{court}执{serial}号");

    /// <summary>Ended within three months and with 3,000 yuan at a bank: PrematureEnding and EndedWithAssets fire.</summary>
    public static JsonObject Of(string number, string court = "绍兴市越城区人民法院") =>
        new()
        {
            ["caseNumber"] = number,
            ["court"] = court,
            ["applicants"] = new JsonArray(new JsonObject { ["name"] = "绍兴某某公司", ["id"] = CompanyNumber }),
            ["respondents"] = new JsonArray(
                new JsonObject
                {
                    ["name"] = "张三",
                    ["id"] = PersonNumber,
                    ["restrictedOn"] = "2025-01-10",
                    ["listedOn"] = "2025-01-10",
                }
            ),
            ["filedOn"] = "2025-01-06",
            ["basis"] = "（2024）浙0602民初1号民事判决书",
            ["claim"] = 120000,
            ["recovered"] = 0,
            ["endedOn"] = "2025-03-03",
            ["ending"] = "endedForNow",
            ["noticeSentOn"] = "2025-01-08",
            ["reportOrderedOn"] = "2025-01-08",
            ["queriedOn"] = "2025-02-10",
            ["queriedChannels"] = new JsonArray("银行存款", "证券"),
            ["assets"] = new JsonArray(new JsonObject { ["kind"] = "银行存款", ["amount"] = 3000 }),
            ["vehicles"] = new JsonArray(new JsonObject { ["plate"] = "浙D12345", ["sealedOn"] = "2025-02-01" }),
        };

    /// <summary>Puts this JSON at a place like <c>respondents[0].id</c>; "absent" takes it away.</summary>
    public static void Set(JsonObject record, string place, string json)
    {
        JsonNode at = record;
        var steps = Step().Matches(place);
        foreach (Match step in steps)
        {
            var isLast = step.Index + step.Length == place.Length;
            if (step.Groups["index"] is { Success: true } index)
            {
                var position = int.Parse(index.ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
                if (isLast)
                {
                    at.AsArray()[position] = JsonNode.Parse(json);
                    return;
                }
                at = at[position]!;
            }
            else if (!isLast)
            {
                at = at[step.Value.Trim('.')]!;
            }
            else if (json == "absent")
            {
                at.AsObject().Remove(step.Value.Trim('.'));
            }
            else
            {
                at[step.Value.Trim('.')] = JsonNode.Parse(json);
            }
        }
    }

    [GeneratedRegex(@"\[(?<index>\d+)\]|\.?\w+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Step();
}
