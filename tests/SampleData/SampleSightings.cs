using System.Globalization;
using System.Text;

namespace Exchange.SampleData;

/// <summary>A car seen by a camera.</summary>
public sealed record SampleSighting(string Plate, DateTime SeenAt, string Place);

/// <summary>The feed of sightings (号牌, 时间, 地点) that goes with a quarter.</summary>
public static class SampleSightings
{
    /// <summary>Their cars were sealed on paper and drive on: the cause <c>seen-on-the-road</c> holds as well.</summary>
    private static readonly string[] SeenAfterSealing = ["sealed-not-impounded", "car-sealed-on-paper-only"];

    /// <summary>Their cars were seen before they were sealed only, or were impounded: no cause holds because of it.</summary>
    private static readonly string[] SeenInVain = ["sealed-on-ending-day", "near-impounded-on-ending-day"];

    private static readonly string[] Crossings =
    [
        "解放路与胜利路口",
        "中兴大道收费站",
        "迎恩门地下停车场",
        "104国道卡口",
        "高铁站落客平台",
    ];

    public static IEnumerable<SampleSighting> Generate(SampleOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach (var (row, index) in SampleQuarter.Generate(options).Select((row, index) => (row, index)))
        {
            var after = SeenAfterSealing.Contains(row.Scenario);
            if (!after && !SeenInVain.Contains(row.Scenario))
                continue;
            foreach (var vehicle in row.Record.Vehicles.Or([]))
            {
                var dice = new Dice(options.Seed, index, 'r');
                var day = vehicle.SealedOn.Value.AddDays(dice.Between(1, 8) * (after ? 1 : -1));
                yield return new(
                    vehicle.Plate.Value,
                    day.ToDateTime(new TimeOnly(dice.Between(6, 22), dice.Roll(60))),
                    dice.Pick(Crossings)
                );
            }
        }
    }

    /// <summary>As CSV in UTF-8.</summary>
    public static void Write(SampleOptions options, string outFile)
    {
        using var writer = new StreamWriter(outFile, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true))
        {
            NewLine = "\n",
        };
        writer.WriteLine("号牌,时间,地点");
        foreach (var seen in Generate(options))
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seen.Plate},{seen.SeenAt:yyyy-MM-dd HH:mm:ss},{seen.Place}"));
    }
}
