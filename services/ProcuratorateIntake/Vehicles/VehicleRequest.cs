using System.Text.Json;
using System.Text.Json.Serialization;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Police;
using Exchange.Contracts.Procuratorate;

namespace Exchange.ProcuratorateIntake.Vehicles;

/// <summary>A request that the police find and impound cars and the court collect them (车辆查扣协作), as the procuratorate follows it to its end.</summary>
internal sealed record VehicleRequest : Aggregate
{
    public required VehicleRequestState State { get; init; }

    public required string LeadId { get; init; }

    public required VehicleSearchAsked Asked { get; init; }

    public VehicleSearchPoliceSide? Police { get; init; }

    public long HeardPolice { get; init; }

    public IReadOnlyList<VehicleCollected> Collected { get; init; } = [];

    public long HeardCourt { get; init; }

    public DateOnly? RecalledOn { get; init; }

    /// <summary>collected, notFound or recalled.</summary>
    public string? Outcome { get; init; }

    public override string StateName => JsonNamingPolicy.CamelCase.ConvertName(State.ToString());

    public override IReadOnlyList<string> AllowedActs => State is VehicleRequestState.Closed ? [] : ["recall"];

    public static Decision<VehicleRequest> Propose(
        VehicleRequest? known,
        VehicleSearchProposed said,
        DivisionCode procuratorate,
        Moment moment
    )
    {
        if (known is not null)
        {
            return Decision<VehicleRequest>.NothingNew;
        }
        var request = new VehicleRequest
        {
            Id = said.RequestId,
            Correlation = said.LeadId,
            Division = procuratorate,
            Office = Offices.Procuratorate(procuratorate),
            State = VehicleRequestState.Requested,
            LeadId = said.LeadId,
            Asked = said.Asked,
            Clocks =
            [
                StatutoryClock.Start(
                    StatutoryClocks.VehicleReceipt,
                    said.Asked.RequestedOn,
                    Offices.Police(said.Asked.Police),
                    moment.Calendar
                ),
            ],
        };
        return new Accepted<VehicleRequest>(request, [request.Says()], said.Asked.Facts);
    }

    /// <summary>The cars need not be found any more.</summary>
    public Decision<VehicleRequest> Recall(RecallVehiclesBody body, Moment moment)
    {
        if (State is VehicleRequestState.Closed)
        {
            return NotNow("recall");
        }
        var recalled = this with { RecalledOn = moment.On };
        return recalled.End("recalled", moment.On, recalled.Says(body.Reason), body.Reason);
    }

    public static Decision<VehicleRequest> Hear(VehicleRequest? known, VehicleSearchAnswered said, Moment moment) =>
        known is null || said.Sequence <= known.HeardPolice
            ? Decision<VehicleRequest>.NothingNew
            : (known with { Police = said.Side, HeardPolice = said.Sequence }).Settle(moment);

    public static Decision<VehicleRequest> Hear(VehicleRequest? known, VehiclesCollected said, Moment moment) =>
        known is null || said.Sequence <= known.HeardCourt
            ? Decision<VehicleRequest>.NothingNew
            : (known with { Collected = said.Vehicles, HeardCourt = said.Sequence }).Settle(moment);

    /// <summary>Where it stands by what police and court have said, in whatever order that came.</summary>
    private Decision<VehicleRequest> Settle(Moment moment)
    {
        if (State is VehicleRequestState.Closed || Police is not { } police)
        {
            return this;
        }
        var impounded = police.Vehicles.Where(v => v.ImpoundedOn is not null).ToList();
        var isAnswered = Asked.IsAnsweredBy(police);
        var isCollected = impounded.TrueForAll(v => Collected.Any(c => c.Plate == v.Plate));
        if (isAnswered && isCollected)
        {
            return End(impounded.Count > 0 ? "collected" : "notFound", moment.Today, null, null);
        }
        var (rule, from, owner) = !isAnswered
            ? (StatutoryClocks.VehicleSearch, police.AcknowledgedOn, Offices.Police(Asked.Police))
            : (StatutoryClocks.VehicleCollection, police.Vehicles.Max(v => v.AnsweredOn), Offices.Court(Asked.Court));
        return this with
        {
            State = isAnswered ? VehicleRequestState.Impounded : VehicleRequestState.Searching,
            Clocks = Clock(rule) is null ? [.. Stopped(moment.Today), StatutoryClock.Start(rule, from, owner, moment.Calendar)] : Clocks,
        };
    }

    private Accepted<VehicleRequest> End(string outcome, DateOnly on, VehicleSearchRequested? said, string? note)
    {
        var ended = new LeadWorkEnded
        {
            LeadId = LeadId,
            WorkId = Id,
            Outcome = outcome,
            EndedOn = on,
        };
        return new Accepted<VehicleRequest>(
            this with
            {
                State = VehicleRequestState.Closed,
                Outcome = outcome,
                Clocks = Stopped(on),
            },
            said is null ? [ended] : [said, ended],
            note ?? outcome
        );
    }

    private VehicleSearchRequested Says(string? recalledBecause = null) =>
        new()
        {
            RequestId = Id,
            Asked = Asked,
            RecalledOn = RecalledOn,
            RecalledBecause = recalledBecause,
        };
}

[JsonConverter(typeof(CamelCaseEnumConverter<VehicleRequestState>))]
internal enum VehicleRequestState
{
    /// <summary>待公安回执</summary>
    Requested,

    /// <summary>公安查找中</summary>
    Searching,

    /// <summary>已扣押，待法院接收</summary>
    Impounded,

    Closed,
}
