using System.Text.Json.Nodes;
using Exchange.Tests.EndToEnd.Doors;
using Shouldly;

namespace Exchange.Tests.EndToEnd.Loops;

/// <summary>Listing and restriction of the one respondent of a case, as the court's record has them.</summary>
internal static class Sanctions
{
    /// <summary>All is paid, and both are still in force, the listing without a term.</summary>
    public static void Performed(JsonObject record, string on)
    {
        record["performedOn"] = on;
        Set(record, "listingEndsOn", null);
        Set(record, "delistedOn", null);
        Set(record, "restrictionLiftedOn", null);
    }

    /// <summary>All is paid, and only the listing is still in force, without a term.</summary>
    public static void PerformedAndListed(JsonObject record, string on)
    {
        Performed(record, on);
        Set(record, "restrictionLiftedOn", on);
    }

    public static void Set(JsonObject record, string field, string? day) =>
        SampleRecord.Set(record, $"respondents[0].{field}", day is null ? "null" : $"\"{day}\"");

    /// <summary>The desk's repair of that kind.</summary>
    public static async Task<string> RepairOf(this County county, string number, string kind = "listing")
    {
        var path = $"/credit/v1/repairs?caseNumber={Uri.EscapeDataString(number)}&kind={kind}";
        var page = await county.Credit.Until(path, found => found.Items.Count > 0);
        return page.Items.ShouldHaveSingleItem().Text("id")!;
    }

    /// <summary>A listing of a debtor who performed on Monday 2 March, found on Friday 6 March when the third working day was over.</summary>
    public static async Task<(string Number, string Repair)> Found(this County county)
    {
        var number = await county.Delivered(1, record => PerformedAndListed(record, County.Monday));
        var repair = await county.RepairOf(number);
        await county.ItIs("2026-03-06");
        await county.Credit.Sees(RepairAt(repair), "found", [Breached, "信用修复建议 credit:330602 2026-03-13 param"]);
        return (number, repair);
    }

    /// <summary>The desk has asked the procuratorate, which reviews.</summary>
    public static async Task<(string Number, string Repair)> ProposedToProcuratorate(this County county)
    {
        var (number, repair) = await county.Found();
        (await county.Credit.Post(RepairAt(repair) + "/propose", new { facts = "已全部履行", proof = new[] { "结案证明" } })).Ok();
        await county.Credit.Sees(RepairAt(repair), "proposed", Breached, "信用修复审查 procuratorate:330602 2026-03-23 param");
        await county.Procurator.Sees(
            $"/procuratorate/v1/repairs/{repair}",
            "proposed",
            "信用修复审查 procuratorate:330602 2026-03-23 param"
        );
        return (number, repair);
    }

    /// <summary>The court lifts on Monday 9 March; its record shows it to desk and procuratorate.</summary>
    public static async Task<(string Number, string Repair)> Lifted(this County county)
    {
        var (number, repair) = await county.ProposedToProcuratorate();
        await county.ItIs("2026-03-09");
        await county.Corrected(number, record => Set(record, "delistedOn", "2026-03-09"));
        await county.Credit.Sees(RepairAt(repair), "lifted", "公示信息清除 credit:330602 2026-03-12 param");
        await county.Procurator.Sees($"/procuratorate/v1/repairs/{repair}", "closed");
        return (number, repair);
    }

    public const string Breached = "失信信息删除 court:浙0602 2026-03-05 legal";

    public static string RepairAt(string id) => $"/credit/v1/repairs/{id}";
}
