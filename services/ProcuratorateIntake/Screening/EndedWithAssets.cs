using Exchange.Contracts;
using Exchange.Contracts.Court;

namespace Exchange.ProcuratorateIntake.Screening;

/// <summary>带财终本: ended although property was known that could have been disposed of.</summary>
/// <remarks>
/// Taken away are, in this order: what was found after the ending, what is worth 0, what has an obstacle, vehicles that are all sealed on paper only
/// (<see cref="PaperVehicleSeizure"/>), and petty deposits and online money. Only what is still there after the first three counts into the petty sum.
/// An amount that is none or was never delivered is an asset of unknown worth; an obstacle that was never delivered leaves the asset open.
/// </remarks>
internal static class EndedWithAssets
{
    public static readonly Rule Rule = new()
    {
        Id = nameof(EndedWithAssets),
        Name = "带财终本",
        NameEn = "Ended with property left",
        Version = 1,
        Basis = [Law.EndingForNow.Article(1, "第3项"), Law.EndingForNow.Article(4), Law.SelfCheck(6)],
        StartPriority = Priority.High,
        Parameters = ["petty", "pettyShare"],
        Inputs =
        [
            "endedOn",
            "ending",
            "claim",
            "assets",
            "assets[].amount",
            "assets[].foundOn",
            "assets[].obstacle",
            "vehicles",
            "vehicles[].sealedOn",
            "vehicles[].impoundedOn",
        ],
        Judge = Judge,
    };

    private static readonly string[] Articles = [.. Rule.Basis.Select(article => article.Citation)];

    private static Verdict Judge(CaseRecord record, RuleContext context)
    {
        var applies = record.RestsAfterEnding();
        if (applies is false || record.Assets.IsEmpty() is true)
            return Verdict.Clean;

        var found = new Findings(record, applies);
        if (record.Assets.IsUnknown)
            found.Show(condition: null, record.Assets.As("assets"));
        else if (IsLeft(record, context) is null)
            NoteMissing(record, context, found);
        else if (found.Show(IsLeft(record, context)))
            found.Add(DisposableAsset(record, context));
        return found.ToVerdict();
    }

    /// <summary>Whether an asset is left at the ending that could have been disposed of.</summary>
    public static bool? IsLeft(CaseRecord record, RuleContext context)
    {
        if (record.Assets.IsUnknown)
            return null;
        bool? left = false;
        foreach (var asset in record.Assets.Or([]))
        {
            if (!PettyMoney.IsMoney(asset))
                left |= IsDisposable(asset, record, context.Facts);
        }
        return left | IsMoneyLeft(record, context);
    }

    private static bool? IsMoneyLeft(CaseRecord record, RuleContext context) =>
        PettyMoney.Counts(record, context.Parameters, asset => IsDisposable(asset, record, context.Facts));

    /// <summary>Whether the asset, looked at alone, was there at the ending and could be disposed of.</summary>
    private static bool? IsDisposable(Asset asset, CaseRecord record, Surroundings facts)
    {
        if (asset.Amount.Has(out var amount) && amount == Money.Zero)
            return false;
        var wasThere = !asset.FoundOn.HasValue ? true : !asset.FoundOn.After(record.EndedOn);
        var couldBeTaken = asset.Kind == "车辆" ? !PaperVehicleSeizure.AreAllOnPaper(record, facts) : true;
        return wasThere & !asset.Obstacle.IsThere() & couldBeTaken;
    }

    private static void NoteMissing(CaseRecord record, RuleContext context, Findings found)
    {
        var moneyIsOpen = IsMoneyLeft(record, context) is null;
        foreach (var asset in record.Assets.Or([]))
        {
            if (IsDisposable(asset, record, context.Facts) is not null || (PettyMoney.IsMoney(asset) && !moneyIsOpen))
                continue;
            found.Show(condition: null, asset.Obstacle.As("assets[].obstacle"));
            if (asset.Kind == "车辆" && PaperVehicleSeizure.AreAllOnPaper(record, context.Facts) is null)
                NoteVehicles(record, context.Facts, found);
        }
    }

    private static void NoteVehicles(CaseRecord record, Surroundings facts, Findings found)
    {
        found.Show(condition: null, record.Vehicles.As("vehicles"));
        foreach (var vehicle in record.Vehicles.Or([]))
        {
            if (PaperVehicleSeizure.IsOnPaper(vehicle, record.EndedOn, facts) is null)
                found.Show(condition: null, vehicle.SealedOn.As("vehicles[].sealedOn"), vehicle.ImpoundedOn.As("vehicles[].impoundedOn"));
        }
    }

    private static Cause DisposableAsset(CaseRecord record, RuleContext context)
    {
        var moneyIsLeft = IsMoneyLeft(record, context) is true;
        var left = record
            .Assets.Value.Select((asset, position) => (Asset: asset, Position: position))
            .Where(one => IsDisposable(one.Asset, record, context.Facts) is true && (moneyIsLeft || !PettyMoney.IsMoney(one.Asset)))
            .ToList();
        return new()
        {
            Code = "disposable-asset",
            Text = $"{record.EndedOn.Zh()}终本时有可处置财产：{string.Join('、', left.Select(one => Zh(one.Asset)))}。",
            TextEn =
                $"Property that could be disposed of at the ending on {record.EndedOn.Iso()}: {string.Join(", ", left.Select(one => Cell(one.Asset)))}.",
            Facts =
            [
                .. left.Select(one => new FactUsed($"assets[{one.Position}]", Cell(one.Asset))),
                FactUsed.Of("endedOn", record.EndedOn),
            ],
            Articles = Articles,
            WouldNotFireIf =
                $"每项财产均注明不可处置原因、在终本后才查明或者价值为零，或者仅有存款和网络资金且合计不足{context.Parameters.Petty:0.##}元、不超过执行标的的{context.Parameters.PettyShare:0.##}%。",
        };
    }

    public static string Zh(Asset asset) => asset.Amount.Has(out var amount) ? $"{asset.Kind}{amount}元" : $"{asset.Kind}（价值不明）";

    /// <summary>As the court's file writes it: <c>kind:amount</c>.</summary>
    public static string Cell(Asset asset) => asset.Amount.Has(out var amount) ? $"{asset.Kind}:{amount}" : asset.Kind;
}
