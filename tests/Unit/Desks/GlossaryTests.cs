using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.CourtFeed;
using Exchange.CreditRepair;
using Exchange.Desks;
using Exchange.Desks.Kit;
using Exchange.PoliceReferral;
using Exchange.ProcuratorateIntake;
using Exchange.Storage;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Desks;

/// <summary>Whatever the doors show or ask for has a name in Chinese at the desk.</summary>
public sealed class GlossaryTests
{
    /// <summary>What pages leave out or show in a way of their own.</summary>
    private static readonly string[] NotShown = ["judgedFrom", "said", "stateName", "turns"];

    private static readonly Type[] NotLookedInto = [typeof(StatutoryClock), typeof(UnsentMessage), typeof(DossierEntry)];

    [Fact]
    public void Fields_and_words_of_everything_that_is_shown_or_asked_for_have_a_name()
    {
        var things = new[]
        {
            typeof(CourtFeedModule),
            typeof(ProcuratorateIntakeModule),
            typeof(PoliceReferralModule),
            typeof(CreditRepairModule),
        }
            .SelectMany(module => module.Assembly.GetTypes())
            .Where(type => !type.IsAbstract && (type.IsSubclassOf(typeof(Aggregate)) || type.IsSubclassOf(typeof(ActBody))))
            .ToList();
        things.Count.ShouldBeGreaterThan(50);
        var (seen, nameless) = (new HashSet<Type>(), new SortedSet<string>(StringComparer.Ordinal));
        foreach (var thing in things)
        {
            Look(thing, seen, nameless);
        }
        nameless.ShouldBeEmpty();
    }

    [Fact]
    public void Every_message_that_is_heard_has_a_name_in_Chinese()
    {
        var spoken = typeof(ExchangeEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ExchangeEvent)) && !type.IsAbstract);
        spoken.Where(type => !type.Namespace!.EndsWith("Contracts", StringComparison.Ordinal)).ShouldNotBeEmpty();
        spoken
            .Select(type => type.Name)
            .Where(name => !IsChinese(Words.Act(name)))
            .Where(name => !name.StartsWith("Case", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    private static void Look(Type type, HashSet<Type> seen, SortedSet<string> nameless)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        foreach (var part in type.IsArray ? [type.GetElementType()!] : type.GetGenericArguments())
        {
            Look(part, seen, nameless);
        }
        if (type.Namespace?.StartsWith("Exchange", StringComparison.Ordinal) != true || NotLookedInto.Contains(type) || !seen.Add(type))
        {
            return;
        }
        if (type.IsEnum)
        {
            nameless.UnionWith(
                Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName).Where(word => !IsChinese(Words.Any(word)))
            );
            return;
        }
        if (type.IsGenericType || type.GetCustomAttribute<JsonConverterAttribute>() is not null)
        {
            return;
        }
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            if (property.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition == JsonIgnoreCondition.Always || IsNotShown(name))
            {
                continue;
            }
            if (!IsChinese(Words.Field(name)))
            {
                nameless.Add($"{name} of {type.Name}");
            }
            Look(property.PropertyType, seen, nameless);
        }
    }

    private static bool IsNotShown(string name) => NotShown.Contains(name) || name != "state" && !FieldList.IsShown(name);

    private static bool IsChinese(Text text) => text.Zh.Any(letter => letter is >= '\u4e00' and <= '\u9fff');
}
