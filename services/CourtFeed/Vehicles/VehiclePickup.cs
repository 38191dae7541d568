using System.Text.Json;
using System.Text.Json.Serialization;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Police;
using Exchange.Contracts.Procuratorate;

namespace Exchange.CourtFeed.Vehicles;

/// <summary>Cars of a case that the police impound and the court collects (车辆移交接收).</summary>
internal sealed record VehiclePickup : Aggregate
{
    public required VehiclePickupState State { get; init; }

    /// <summary>Null while only the police have been heard.</summary>
    public VehicleSearchAsked? Asked { get; init; }

    public long HeardProcuratorate { get; init; }

    public VehicleSearchPoliceSide? Police { get; init; }

    public long HeardPolice { get; init; }

    public IReadOnlyList<VehicleCollected> Collected { get; init; } = [];

    public override string StateName => JsonNamingPolicy.CamelCase.ConvertName(State.ToString());

    public override IReadOnlyList<string> AllowedActs => State is VehiclePickupState.ToCollect ? ["collect"] : [];

    public static Decision<VehiclePickup> Hear(VehiclePickup? known, VehicleSearchRequested said, Moment moment) =>
        said.Sequence <= (known?.HeardProcuratorate ?? 0)
            ? Decision<VehiclePickup>.NothingNew
            : (
                (known ?? New(said.RequestId, said.Correlation, said.Asked.Police)) with
                {
                    Asked = said.Asked,
                    HeardProcuratorate = said.Sequence,
                    Division = Jurisdictions.Of(said.Asked.Court, moment.Today)?.Division ?? said.Asked.Police,
                    Office = Offices.Court(said.Asked.Court),
                    State =
                        said.RecalledOn is not null && known?.State is null or VehiclePickupState.Searched
                            ? VehiclePickupState.Recalled
                            : known?.State ?? VehiclePickupState.Searched,
                }
            ).Settle(moment);

    public static Decision<VehiclePickup> Hear(VehiclePickup? known, VehicleSearchAnswered said, Moment moment) =>
        said.Sequence <= (known?.HeardPolice ?? 0)
            ? Decision<VehiclePickup>.NothingNew
            : (
                (known ?? New(said.RequestId, said.Correlation, said.Division)) with
                {
                    Police = said.Side,
                    HeardPolice = said.Sequence,
                }
            ).Settle(moment);

    /// <summary>接收车辆, with a receipt.</summary>
    public Decision<VehiclePickup> Collect(CollectBody body, Moment moment)
    {
        if (State is not VehiclePickupState.ToCollect)
        {
            return NotNow("collect");
        }
        if (!Waiting.Contains(body.Plate, StringComparer.Ordinal))
        {
            return Refusal.Invalid(
                "plate",
                "This car does not wait to be collected.",
                new Flaw("plate", "unknown", $"waiting: {string.Join(", ", Waiting)}")
            );
        }
        var next = this with { Collected = [.. Collected, new VehicleCollected(body.Plate!, moment.On, body.ReceiptNumber!)] };
        return new Accepted<VehiclePickup>(
            next.Settle(moment),
            [new VehiclesCollected { RequestId = Id, Vehicles = next.Collected }],
            $"{body.Plate} {body.ReceiptNumber}"
        );
    }

    /// <summary>Impounded and not collected.</summary>
    private IReadOnlyList<string> Waiting =>
        [.. (Police?.Vehicles ?? []).Where(v => v.ImpoundedOn is not null && !Collected.Any(c => c.Plate == v.Plate)).Select(v => v.Plate)];

    private VehiclePickup Settle(Moment moment)
    {
        if (Asked is null || State is VehiclePickupState.Recalled && Waiting.Count == 0)
        {
            return this;
        }
        if (Waiting.Count > 0)
        {
            return this with
            {
                State = VehiclePickupState.ToCollect,
                Clocks = Clock(StatutoryClocks.VehicleCollection) is null
                    ? [.. Clocks, StatutoryClock.Start(StatutoryClocks.VehicleCollection, moment.Today, Office, moment.Calendar)]
                    : Clocks,
            };
        }
        return this with
        {
            State = Asked.IsAnsweredBy(Police) ? VehiclePickupState.Done : VehiclePickupState.Searched,
            Clocks = Stopped(moment.Today),
        };
    }

    /// <summary>Until the request is heard nobody knows whose it is.</summary>
    private static VehiclePickup New(string id, string correlation, DivisionCode police) =>
        new()
        {
            Id = id,
            Correlation = correlation,
            Division = police,
            Office = "court:",
            State = VehiclePickupState.Searched,
        };
}

[JsonConverter(typeof(CamelCaseEnumConverter<VehiclePickupState>))]
internal enum VehiclePickupState
{
    /// <summary>公安查找中</summary>
    Searched,

    /// <summary>待接收</summary>
    ToCollect,

    /// <summary>已接收 or 未查获</summary>
    Done,

    Recalled,
}

internal sealed record CollectBody : ActBody
{
    public string? Plate { get; init; }

    /// <summary>移交回执编号</summary>
    public string? ReceiptNumber { get; init; }

    public override IReadOnlyList<Flaw> Check() =>
        new Flaws().Need(Plate, "plate", "号牌").Need(ReceiptNumber, "receiptNumber", "移交回执编号").List;
}
