using Exchange.Contracts;
using Exchange.Contracts.Court;

namespace Exchange.ProcuratorateIntake.Screening;

/// <summary>小额存款: deposits and online money together, which count as property only above a sum (END-3c(6)).</summary>
internal static class PettyMoney
{
    public static bool IsMoney(Asset asset) => asset.Kind is "银行存款" or "网络资金";

    /// <summary>
    /// Whether the money among these assets counts. More money is never pettier: what is surely there decides that it does, and all that may
    /// be there decides that it does not.
    /// </summary>
    /// <param name="isThere">Whether an asset is to be looked at; null: that is unknown.</param>
    public static bool? Counts(CaseRecord record, RuleParameters parameters, Func<Asset, bool?> isThere)
    {
        var (sure, possible) = (default(Purse), default(Purse));
        foreach (var asset in record.Assets.Or([]))
        {
            if (!IsMoney(asset))
                continue;
            var there = isThere(asset);
            if (there is true)
                sure.Put(asset.Amount);
            if (there is not false)
                possible.Put(asset.Amount);
        }
        return sure.Counts(record.Claim, parameters) ? true
            : possible.Counts(record.Claim, parameters) ? null
            : false;
    }

    private struct Purse
    {
        private decimal _sum;
        private bool _hasUnknown;
        private bool _hasAny;

        public void Put(Field<Money> amount)
        {
            _hasAny = true;
            _hasUnknown |= !amount.HasValue;
            _sum += amount.Or(Money.Zero).Yuan;
        }

        /// <summary>There is money, and it is not petty: petty is under the limit, and at most the share of the claim.</summary>
        public readonly bool Counts(Money claim, RuleParameters parameters) =>
            _hasAny && (_hasUnknown || _sum >= parameters.Petty || _sum * 100 > parameters.PettyShare * claim.Yuan);
    }
}
