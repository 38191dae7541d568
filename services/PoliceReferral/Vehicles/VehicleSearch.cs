using System.Text.Json;
using System.Text.Json.Serialization;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Police;
using Exchange.Contracts.Procuratorate;

namespace Exchange.PoliceReferral.Vehicles;

/// <summary>Cars that the police are to find and impound (车辆协查), as they work on it.</summary>
internal sealed record VehicleSearch : Aggregate
{
    public required VehicleSearchState State { get; init; }

    public required VehicleSearchAsked Asked { get; init; }

    public VehicleSearchPoliceSide? Police { get; init; }

    /// <summary>What the court has fetched.</summary>
    public IReadOnlyList<VehicleCollected> Collected { get; init; } = [];

    public long HeardProcuratorate { get; init; }

    public long HeardCourt { get; init; }

    public string? RecalledBecause { get; init; }

    public override string StateName => JsonNamingPolicy.CamelCase.ConvertName(State.ToString());

    public override IReadOnlyList<string> AllowedActs =>
        State switch
        {
            VehicleSearchState.Received => ["acknowledge"],
            VehicleSearchState.Searching => ["impound", "not-found"],
            _ => [],
        };

    public static Decision<VehicleSearch> Hear(VehicleSearch? known, VehicleSearchRequested said, Moment moment)
    {
        if (known is not null)
        {
            return said.Sequence <= known.HeardProcuratorate ? Decision<VehicleSearch>.NothingNew
                : said.RecalledOn is null || known.State is VehicleSearchState.Answered ? known with { HeardProcuratorate = said.Sequence }
                : new Accepted<VehicleSearch>(
                    known with
                    {
                        State = VehicleSearchState.Recalled,
                        HeardProcuratorate = said.Sequence,
                        RecalledBecause = said.RecalledBecause,
                        Clocks = known.Stopped(moment.Today),
                    },
                    [],
                    said.RecalledBecause
                );
        }
        var office = Offices.Police(said.Asked.Police);
        return new VehicleSearch
        {
            Id = said.RequestId,
            Correlation = said.Correlation,
            Division = said.Asked.Police,
            Office = office,
            State = said.RecalledOn is null ? VehicleSearchState.Received : VehicleSearchState.Recalled,
            Asked = said.Asked,
            HeardProcuratorate = said.Sequence,
            RecalledBecause = said.RecalledBecause,
            Clocks = said.RecalledOn is null
                ? [StatutoryClock.Start(StatutoryClocks.VehicleReceipt, said.Asked.RequestedOn, office, moment.Calendar)]
                : [],
        };
    }

    public static Decision<VehicleSearch> Hear(VehicleSearch? known, VehiclesCollected said) =>
        known is null || said.Sequence <= known.HeardCourt
            ? Decision<VehicleSearch>.NothingNew
            : known with
            {
                Collected = said.Vehicles,
                HeardCourt = said.Sequence,
            };

    /// <summary>协查回执</summary>
    public Decision<VehicleSearch> Acknowledge(AcknowledgeSearchBody body, Moment moment)
    {
        if (State is not VehicleSearchState.Received)
        {
            return NotNow("acknowledge");
        }
        var side = new VehicleSearchPoliceSide { ReceiptNumber = body.ReceiptNumber!, AcknowledgedOn = moment.On };
        return Say(
            this with
            {
                State = VehicleSearchState.Searching,
                Police = side,
                Clocks = [.. Stopped(moment.On), StatutoryClock.Start(StatutoryClocks.VehicleSearch, moment.On, Office, moment.Calendar)],
            }
        );
    }

    /// <summary>扣押</summary>
    public Decision<VehicleSearch> Impound(ImpoundBody body, Moment moment) =>
        Answer(
            "impound",
            body.Plate!,
            new VehicleFound(body.Plate!, moment.On, body.ImpoundedOn ?? moment.On, body.Place, body.Number, null),
            moment
        );

    /// <summary>未查获, with the reason.</summary>
    public Decision<VehicleSearch> NotFound(NotFoundBody body, Moment moment) =>
        Answer("not-found", body.Plate!, new VehicleFound(body.Plate!, moment.On, null, null, null, body.Reason), moment);

    private Decision<VehicleSearch> Answer(string act, string plate, VehicleFound found, Moment moment)
    {
        if (State is not VehicleSearchState.Searching)
        {
            return NotNow(act);
        }
        if (!Asked.Plates.Contains(plate, StringComparer.Ordinal))
        {
            return Refusal.Invalid(
                "plate",
                "Nobody asked for this car.",
                new Flaw("plate", "unknown", $"asked for: {string.Join(", ", Asked.Plates)}")
            );
        }
        if (Police!.Vehicles.Any(v => v.Plate == plate))
        {
            return NotNow(act, $"{plate} is answered.");
        }
        var side = Police with { Vehicles = [.. Police.Vehicles, found] };
        var isDone = Asked.IsAnsweredBy(side);
        return Say(
            this with
            {
                Police = side,
                State = isDone ? VehicleSearchState.Answered : State,
                Clocks = isDone ? Stopped(moment.On) : Clocks,
            }
        );
    }

    private static Accepted<VehicleSearch> Say(VehicleSearch next) =>
        new(next, [new VehicleSearchAnswered { RequestId = next.Id, Side = next.Police! }]);
}

[JsonConverter(typeof(CamelCaseEnumConverter<VehicleSearchState>))]
internal enum VehicleSearchState
{
    /// <summary>待回执</summary>
    Received,

    /// <summary>查找中</summary>
    Searching,

    /// <summary>已反馈</summary>
    Answered,

    /// <summary>已撤回</summary>
    Recalled,
}

internal sealed record AcknowledgeSearchBody : ActBody
{
    /// <summary>回执编号</summary>
    public string? ReceiptNumber { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(ReceiptNumber, "receiptNumber", "回执编号").List;
}

internal sealed record ImpoundBody : ActBody
{
    public string? Plate { get; init; }

    /// <summary>Default: the day of the act.</summary>
    public DateOnly? ImpoundedOn { get; init; }

    /// <summary>Where it stands.</summary>
    public string? Place { get; init; }

    /// <summary>扣押清单编号</summary>
    public string? Number { get; init; }

    public override IReadOnlyList<Flaw> Check() =>
        new Flaws().Need(Plate, "plate", "号牌").Need(Place, "place", "停放地点").Need(Number, "number", "扣押清单编号").List;
}

internal sealed record NotFoundBody : ActBody
{
    public string? Plate { get; init; }

    public string? Reason { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(Plate, "plate", "号牌").Need(Reason, "reason", "未查获原因").List;
}
