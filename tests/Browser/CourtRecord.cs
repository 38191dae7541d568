using System.Globalization;
using System.Text.Json.Nodes;

namespace Exchange.Tests.Browser;

/// <summary>What a court delivers of a case that it has ended for now.</summary>
internal static class CourtRecord
{
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>Ended within three months, which the law does not allow before the measures are taken.</summary>
    public static JsonObject Of(string number, string respondent, string court = "绍兴市越城区人民法院") =>
        new()
        {
            ["caseNumber"] = number,
            ["court"] = court,
            ["applicants"] = new JsonArray(new JsonObject { ["name"] = "绍兴某某公司", ["id"] = "91350100M000100Y43" }),
            ["respondents"] = new JsonArray(
                new JsonObject
                {
                    ["name"] = "李某",
                    ["id"] = respondent,
                    ["restrictedOn"] = "2025-01-10",
                    ["listedOn"] = "2025-01-10",
                    ["listingEndsOn"] = null,
                    ["delistedOn"] = null,
                    ["restrictionLiftedOn"] = null,
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
        };

    /// <summary>Somebody's number (公民身份号码, GB 11643), another for each serial.</summary>
    public static string Person(int serial)
    {
        var born = new DateOnly(1960, 1, 1).AddDays(serial % 10_000);
        var number = string.Create(CultureInfo.InvariantCulture, $"320102{born:yyyyMMdd}{serial / 10_000:D3}");
        return number + "10X98765432"[number.Zip(Weights, (digit, weight) => (digit - '0') * weight).Sum() % 11];
    }
}
