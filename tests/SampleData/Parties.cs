using Exchange.Contracts;
using Exchange.Contracts.Court;

namespace Exchange.SampleData;

/// <summary>Persons and companies that do not exist, with numbers whose check characters are right.</summary>
/// <remarks>Nobody's number is given twice in a file: who stands in two cases is meant to, and no rule fires by chance.</remarks>
internal sealed class Parties(string city, long seed)
{
    private const int FirstBirthYear = 1952;
    private const int LastBirthYear = 2003;
    private const int DaysOfAYear = 365;
    private const int SerialsOfADay = 999;

    /// <summary>So many persons, and so many companies, may come out of one case and its feeds.</summary>
    private const int PartiesPerCase = 16;

    /// <summary>All birthdays with all serials; a prime that does not divide their number scatters them, each once.</summary>
    private const long Numbers = (LastBirthYear - FirstBirthYear + 1) * DaysOfAYear * SerialsOfADay;
    private const long Companies = 31L * 31 * 31 * 31 * 31 * 31;
    private const long Scatter = 7_368_787;
    private const string Registered = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /// <summary>County divisions of the city as they were when someone was born: numbers keep the code of their day.</summary>
    private readonly string[][] areas =
    [
        .. Enumerable.Range(FirstBirthYear, LastBirthYear - FirstBirthYear + 1).Select(year => AreasIn(city, year)),
    ];

    private readonly string place = PlaceName(city);

    /// <summary>Another seed gives other numbers.</summary>
    private readonly long first = new Dice(seed, 'n').Roll((int)Numbers);

    /// <param name="index">Of the case in the file.</param>
    /// <param name="which">Of the case's persons.</param>
    public Respondent Person(Dice dice, long index, int which) =>
        new() { Name = Names.OfPerson(dice), Id = CitizenNumber(dice, Party(index, which)) };

    /// <inheritdoc cref="Person"/>
    public Respondent Company(Dice dice, DivisionCode division, long index, int which) =>
        new() { Name = Names.OfCompany(dice, place), Id = CompanyNumber(division, Party(index, which)) };

    /// <summary>The name of a city without its 市.</summary>
    public static string PlaceName(string city) =>
        Divisions.Find(DivisionCode.Parse(city), new DateOnly(2020, 1, 1))?.Name.TrimEnd('市') ?? "本市";

    private static long Party(long index, int which) => index * PartiesPerCase + which;

    private PartyNumber CitizenNumber(Dice dice, long person)
    {
        var number = (person + first) % Numbers * Scatter % Numbers;
        var (birthday, serial) = Math.DivRem(number, SerialsOfADay);
        var (year, day) = Math.DivRem((int)birthday, DaysOfAYear);
        var born = new DateOnly(FirstBirthYear + year, 1, 1).AddDays(day);
        var first17 = $"{dice.Pick(areas[year])}{born:yyyyMMdd}{serial + 1:000}";
        return PartyNumber.Parse(first17 + CitizenId.CheckCharacter(first17));
    }

    private PartyNumber CompanyNumber(DivisionCode division, long company)
    {
        Span<char> body = stackalloc char[6];
        var number = (company + first) % Companies * Scatter % Companies;
        foreach (ref var sign in body)
        {
            sign = Registered[(int)(number % Registered.Length)];
            number /= Registered.Length;
        }
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
