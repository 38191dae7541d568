using System.Globalization;
using Exchange.Access;
using Exchange.Contracts;

namespace Exchange.Tests.EndToEnd;

/// <summary>
/// An exchange to play a story on, seen through its doors only: all services in this process, or, when EXCHANGE_RUN says
/// <c>processes</c>, each in its own over the real broker and store.
/// </summary>
public abstract class ExchangeRun : IAsyncDisposable
{
    private const string LawDay = "/dev/law-day";
    private readonly List<Desk> desks = [];

    /// <summary>Trait <c>Knows=Doors</c>: a test that looks at doors only, and so is run on the four processes as well.</summary>
    public const string Knows = "Knows";
    public const string Doors = "Doors";

    /// <summary>Trait <c>Needs=Servers</c>: a test of the processes themselves, over the real broker and store only.</summary>
    public const string Needs = "Needs";
    public const string Servers = "Servers";

    /// <summary>The law day as it was at the start, or to which it was last moved here.</summary>
    public DateOnly Today { get; private set; }

    /// <summary>Where this path is asked for.</summary>
    public abstract Uri Door(string path);

    public abstract ValueTask DisposeAsync();

    /// <summary>With nothing in its stores.</summary>
    public static async Task<ExchangeRun> Start(DateOnly? lawDay = null) =>
        ProcessRun.IsAsked ? await ProcessRun.Alone(lawDay) : await LocalRun.Start(lawDay);

    /// <summary>Perhaps one on which other stories have been told before, none of them at the same time: quicker to be had.</summary>
    public static async Task<ExchangeRun> Shared(DateOnly lawDay) =>
        ProcessRun.IsAsked ? await ProcessRun.InTurn(lawDay) : await LocalRun.Start(lawDay);

    /// <summary>Makes it that day for all services and lets the clocks act.</summary>
    public async Task MoveTo(DateOnly day) => Today = DayOf(await Anybody().Put(LawDay, new { day }));

    /// <summary>A desk of this role; without an office that of exactly this division.</summary>
    public Desk As(string role, string division, string? office = null, string? name = null) =>
        AsBearer(Desk.TokenOf(role, division, office, name));

    /// <summary>The clerk of the court that this case number names.</summary>
    public Desk AsCourtOf(string caseNumber, string role = Roles.CourtClerk)
    {
        var number = CaseNumber.Parse(caseNumber);
        var division = Jurisdictions.OfCase(number, "", Today)!.Division;
        return As(role, division.Value, Offices.Court(CourtCode.Parse(number.CourtCode)));
    }

    /// <summary>Somebody who shows no token.</summary>
    public Desk AsNobody() => AsBearer(null);

    /// <summary>Somebody who shows this token, whatever it is worth.</summary>
    public Desk AsBearer(string? token)
    {
        var desk = new Desk(Door, token);
        desks.Add(desk);
        return desk;
    }

    /// <summary>What day it is there, asked when it has come up.</summary>
    protected async Task LookAtTheDay() => Today = DayOf(await Anybody().Get(LawDay));

    protected void CloseDesks()
    {
        desks.ForEach(desk => desk.Dispose());
        desks.Clear();
    }

    private Desk Anybody() => As(Roles.Operator, "000000");

    private static DateOnly DayOf(Answer answer) =>
        DateOnly.ParseExact(answer.Ok()["day"].GetValue<string>(), "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
