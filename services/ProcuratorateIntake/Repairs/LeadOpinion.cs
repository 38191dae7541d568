using Exchange.Contracts.Procuratorate;
using Exchange.Storage;

namespace Exchange.ProcuratorateIntake.Repairs;

/// <summary>The latest opinion on a lead RestrictionNotLifted, so that a proposal that comes later joins it (C1).</summary>
internal sealed record LeadOpinion(string LeadId, string OpinionId, bool IsOpen, DateOnly? IssuedOn)
{
    public static Collection<LeadOpinion> Collection { get; } = new(RepairDoors.Service, "leadOpinions", o => o.LeadId);

    public static LeadOpinion Of(string leadId, string opinionId, ProcuratorateOpinionSide side) =>
        new(leadId, opinionId, side.ClosedOn is null && side.WithdrawnOn is null, side.IssuedOn);
}
