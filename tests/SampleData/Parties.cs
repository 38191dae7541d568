using Exchange.Contracts;
using Exchange.Contracts.Court;

namespace Exchange.SampleData;

/// <summary>Persons and companies that do not exist, with numbers whose check characters are right.</summary>
internal sealed class Parties(string city)
{
    private const int FirstBirthYear = 1952;
    private const int LastBirthYear = 2003;
    private const string Registered = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /// <summary>County divisions of the city as they were when someone was born: numbers keep the code of their day.</summary>
    private readonly string[][] areas =
    [
        .. Enumerable.Range(FirstBirthYear, LastBirthYear - FirstBirthYear + 1).Select(year => AreasIn(city, year)),
    ];

    private readonly string place = PlaceName(city);

    public Respondent Person(Dice dice) => new() { Name = Names.OfPerson(dice), Id = CitizenNumber(dice) };

    public Respondent Company(Dice dice, DivisionCode division) =>
        new() { Name = Names.OfCompany(dice, place), Id = CompanyNumber(dice, division) };

    /// <summary>The name of a city without its 市.</summary>
    public static string PlaceName(string city) =>
        Divisions.Find(DivisionCode.Parse(city), new DateOnly(2020, 1, 1))?.Name.TrimEnd('市') ?? "本市";

    private PartyNumber CitizenNumber(Dice dice)
    {
        var year = dice.Between(FirstBirthYear, LastBirthYear);
        var born = new DateOnly(year, 1, 1).AddDays(dice.Roll(365));
        var first17 = $"{dice.Pick(areas[year - FirstBirthYear])}{born:yyyyMMdd}{dice.Between(1, 999):000}";
        return PartyNumber.Parse(first17 + CitizenId.CheckCharacter(first17));
    }

    private static PartyNumber CompanyNumber(Dice dice, DivisionCode division)
    {
        Span<char> body = stackalloc char[6];
        foreach (ref var sign in body)
            sign = Registered[dice.Roll(Registered.Length)];
        var organisation = $"MA{body}";
        var first17 = $"91{division}{organisation}{OrganisationCode.CheckCharacter(organisation)}";
        return PartyNumber.Parse(first17 + CreditCode.CheckCharacter(first17));
    }

    private static string[] AreasIn(string city, int birthYear)
    {
        // Numbers were first given out in 1984.
        var day = new DateOnly(Math.Max(birthYear, 1985), 7, 1);
        string[] inForce =
        [
            .. Enumerable
                .Range(1, 99)
                .Select(county => $"{city.AsSpan(0, 4)}{county:00}")
                .Where(code => Divisions.Find(DivisionCode.Parse(code), day) is not null),
        ];
        return inForce.Length > 0 ? inForce : [city];
    }
}
