using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Exchange.Contracts;

/// <summary>Every period of the exchange, once, with its article: the law's and, marked so, our own targets.</summary>
/// <remarks>A target may be set otherwise per installation (<c>rule with { Amount = 5 }</c>); what the law sets may not.</remarks>
public static partial class StatutoryClocks
{
    /// <summary>All rules, in the order of the sections: opinion, referral, credit repair, lead, alert and petition.</summary>
    public static IReadOnlyList<ClockRule> All => Registry.All;

    /// <summary>The rule of that code.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static ClockRule Get(string code) => Registry.ByCode[code];

    private static ClockRule Law(
        string name,
        int amount,
        ClockUnit unit,
        string basis,
        DateOnly from,
        [CallerMemberName] string code = ""
    ) =>
        new()
        {
            Code = JsonNamingPolicy.CamelCase.ConvertName(code),
            Name = name,
            Amount = amount,
            Unit = unit,
            Basis = basis,
            IsLegal = true,
            EffectiveFrom = from,
            MovesToWorkingDay = unit is ClockUnit.Days or ClockUnit.Months,
        };

    private static ClockRule Analogy(
        string name,
        int amount,
        ClockUnit unit,
        string basis,
        DateOnly from,
        [CallerMemberName] string code = ""
    ) => Law(name, amount, unit, $"参照{basis}", from, code) with { IsLegal = false };

    private static ClockRule Target(string name, int amount, ClockUnit unit, [CallerMemberName] string code = "") =>
        Law(name, amount, unit, ClockRule.InternalBasis, DateOnly.MinValue, code) with
        {
            IsLegal = false,
        };

    private static class Registry
    {
        public static readonly IReadOnlyList<ClockRule> All =
        [
            .. typeof(StatutoryClocks)
                .GetFields(BindingFlags.Public | BindingFlags.Static)
                .Where(field => field.FieldType == typeof(ClockRule))
                .OrderBy(field => field.MetadataToken)
                .Select(field => (ClockRule)field.GetValue(null)!),
        ];

        public static readonly Dictionary<string, ClockRule> ByCode = All.ToDictionary(rule => rule.Code);
    }

    /// <summary>The instruments, each with the day its cited text came into force.</summary>
    private static class Since
    {
        public static readonly DateOnly CreditBureau = new(2013, 3, 15);
        public static readonly DateOnly SeizureTerms = new(2015, 2, 4);
        public static readonly DateOnly CaseAcceptance = new(2015, 11, 4);
        public static readonly DateOnly JointRule = new(2017, 1, 1);
        public static readonly DateOnly Listing = new(2017, 5, 1);
        public static readonly DateOnly EconomicCrime = new(2018, 1, 1);
        public static readonly DateOnly Suggestions = new(2019, 2, 26);
        public static readonly DateOnly CriminalProcedureRules = new(2019, 12, 30);
        public static readonly DateOnly PoliceProcedure = new(2020, 9, 1);
        public static readonly DateOnly CivilSupervision = new(2021, 8, 1);
        public static readonly DateOnly CivilProcedureReading = new(2022, 4, 10);
        public static readonly DateOnly RefusalToPerform = new(2025, 7, 1);
    }
}
