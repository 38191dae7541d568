using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Exchange.Access;
using Exchange.Contracts;

namespace Exchange.Desks;

/// <summary>What the words of the doors are called at the desk. In English they speak for themselves once they are taken apart.</summary>
public static partial class Words
{
    private static readonly Dictionary<string, string> States = Glossary("states");
    private static readonly Dictionary<string, string> Acts = Glossary("acts");
    private static readonly Dictionary<string, string> Fields = Glossary("fields");
    private static readonly Dictionary<string, string> Others = Glossary("words");
    private static readonly Dictionary<string, string> Flaws = Glossary("flaws");

    public static Text State(string? code) => Find(States, code ?? "");

    /// <summary>An act by its door's name or by that of the message that was heard.</summary>
    public static Text Act(string code) => Find(Acts, code.Length > 0 ? char.ToLowerInvariant(code[0]) + code[1..] : code);

    /// <param name="place">As doors name it; of a place such as <c>suspects[].name</c> the last part counts.</param>
    public static Text Field(string place)
    {
        var steps = place.Split('.').Select(step => step.Split('[')[0]).ToList();
        var last = steps[^1];
        // The number of a suspect is another thing than that of a document.
        return steps.Count > 1 && Fields.TryGetValue($"{steps[^2]}.{last}", out var known)
            ? new(known, Spaced(last))
            : Find(Fields, last.Length > 0 ? last : place);
    }

    /// <summary>What is wrong with something: in Chinese by what is missing or by the code, in English as the door says it.</summary>
    public static Text Flaw(string code, string reason) =>
        new(
            Missing().Match(reason) is { Success: true } missing
                ? "缺少" + missing.Groups["what"].Value.Trim()
                : Flaws.GetValueOrDefault(code, reason),
            reason
        );

    /// <summary>A place in a record or in a feed's row: <c>respondents[0].listedOn</c> is 被执行人1 纳入失信日期, <c>travel.席别</c> 乘机乘车 席别.</summary>
    public static Text FieldAt(string place)
    {
        var path = place.Split('.');
        var steps = path.Select((step, i) => (Name: Field(string.Join('.', path[..(i + 1)])), Number: Position().Match(step))).ToList();
        return new(
            string.Join(' ', steps.Select(step => step.Name.Zh + NumberOf(step.Number))),
            string.Join(' ', steps.Select(step => step.Name.En + (step.Number.Success ? " " : "") + NumberOf(step.Number)))
        );

        // People count from one.
        static string NumberOf(Match position) =>
            position.Success
                ? (int.Parse(position.Groups["at"].ValueSpan, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture)
                : "";
    }

    /// <summary>A word of any kind: what nobody knows stands as it is.</summary>
    public static Text Any(string code) =>
        Others.TryGetValue(code, out var other) ? new(other, Spaced(code))
        : States.TryGetValue(code, out var state) ? new(state, Spaced(code))
        : new(code, code);

    /// <summary>The clock's own name; in English its code taken apart.</summary>
    public static Text Clock(JsonObject clock) => new(clock.At("name") ?? "", Spaced(clock.At("code") ?? ""));

    public static Text Role(string role) =>
        role switch
        {
            Roles.CourtSystem => new("法院系统", "court system"),
            Roles.CourtClerk => new("法院书记员", "court clerk"),
            Roles.Procurator => new("检察官", "procurator"),
            Roles.ChiefProcurator => new("检察长", "chief procurator"),
            Roles.PoliceOfficer => new("民警", "police officer"),
            Roles.CreditOfficer => new("信用修复专员", "credit officer"),
            Roles.Bank => new("银行", "bank"),
            Roles.Operator => new("运维人员", "operator"),
            Roles.Auditor => new("审计人员", "auditor"),
            _ => new(role, role),
        };

    /// <summary>What stands in a field, as people read it: places and courts by name, moments in China's time.</summary>
    public static string Value(string field, JsonNode? value, Language language)
    {
        var text = value?.ToString() ?? "";
        return field switch
        {
            "court" or "courtCode" when CourtCode.TryParse(text, out var court) => Courts.Find(court)?.Name ?? text,
            "senderOffice" when text.Contains(':', StringComparison.Ordinal) => Office(text, language),
            "division"
            or "procuratorate"
            or "police"
            or "policeOrgan"
            or "organ"
            or "senderDivision"
            or "senderOffice" when DivisionCode.TryParse(text, out var division) => Place(division),
            "rule" => text,
            "by" or "proposedBy" => Person(text, "", language),
            _ when value is JsonValue json && json.TryGetValue<bool>(out var isSo) => isSo
                ? new Text("是", "yes").In(language)
                : new Text("否", "no").In(language),
            _ when text.Length > 19 && text[10] == 'T' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var moment) =>
                moment.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
            _ => Any(text).In(language),
        };
    }

    /// <summary>A line of a dossier, word by word where it is made of words: <c>reasonsAccepted: 理由成立</c>.</summary>
    public static Text Note(string note)
    {
        var said = Text.OfNote(note);
        if (said.Zh != note)
        {
            return said;
        }
        var parts = note.Split(": ", 2).Select(Any).ToList();
        return new(string.Join('：', parts.Select(part => part.Zh)), string.Join(": ", parts.Select(part => part.En)));
    }

    /// <summary>A day as documents write it, 2026年3月5日; open where there is none yet.</summary>
    public static string LongDay(DateOnly? day) => day is { } known ? $"{known.Year}年{known.Month}月{known.Day}日" : "　　年　　月　　日";

    /// <summary>The division's name.</summary>
    public static string Place(DivisionCode division) => Divisions.Find(division, Today)?.Name ?? division.Value;

    /// <summary>A division with all that lies below it; of the country its provinces only.</summary>
    public static IReadOnlyList<DivisionCode> PlacesWithin(DivisionCode root) =>
        [root, .. Divisions.Below(root, Today).SelectMany(below => root == DivisionCode.Country ? [below.Code] : PlacesWithin(below.Code))];

    /// <summary>Who did something, as people say it beside the office: nothing where only the office is known.</summary>
    /// <param name="office">Empty: it is not said beside.</param>
    public static string Person(string by, string office, Language language)
    {
        var (role, rest) = by.Split(' ', 2) is [var first, var second] ? (first, second) : (by, "");
        return office.Split(':')[0] == by ? ""
            : Role(role) is var named && named.Zh == role ? by
            : rest.Length == 0 || office.Length > 0 && office.EndsWith(rest, StringComparison.Ordinal) ? named.In(language)
            : $"{named.In(language)} {rest}";
    }

    /// <summary>An office as people say it: <c>court:浙0602</c> is 绍兴市越城区人民法院.</summary>
    public static string Office(string office, Language language)
    {
        var (kind, code) = office.Split(':', 2) is [var k, var c] ? (k, c) : (office, "");
        if (kind == "court")
        {
            return CourtCode.TryParse(code, out var court) && Courts.Find(court) is { } known
                ? known.Name
                : new Text("法院", "court").In(language);
        }
        var agency = kind switch
        {
            "procuratorate" => new Text("人民检察院", "procuratorate"),
            "police" => new Text("公安局", "police"),
            "credit" => new Text("信用修复", "credit desk"),
            "screening" => new Text("规则筛查", "screening"),
            "petitioner" => new Text("申请人", "petitioner"),
            "otherParty" => new Text("其他当事人", "other party"),
            "bank" => new Text(code, code),
            _ => new Text(office, office),
        };
        return DivisionCode.TryParse(code, out var division)
            ? Place(division) + (language == Language.English ? " " : "") + agency.In(language)
            : agency.In(language);
    }

    private static DateOnly Today => ChinaTime.DayOf(TimeProvider.System.GetUtcNow());

    private static Text Find(Dictionary<string, string> known, string code) =>
        new(known.GetValueOrDefault(code, Spaced(code)), Spaced(code));

    private static string Spaced(string code) => Humps().Replace(code, " $0").Replace('-', ' ').ToLowerInvariant();

    /// <summary>A line each: the code, a blank, what it is called.</summary>
    private static Dictionary<string, string> Glossary(string name)
    {
        using var lines = new StreamReader(typeof(Words).Assembly.GetManifestResourceStream($"{name}.txt")!);
        return lines
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', 2))
            .ToDictionary(pair => pair[0], pair => pair[1].Trim(), StringComparer.Ordinal);
    }

    [GeneratedRegex(@"\[(?<at>\d+)\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Position();

    [GeneratedRegex(@"^(?<what>\p{IsCJKUnifiedIdeographs}[^(]*)(\(.*\))? is missing\.", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Missing();

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]", RegexOptions.None, 1000)]
    private static partial Regex Humps();
}
