using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Feeds;
using Exchange.ProcuratorateIntake.Screening;

namespace Exchange.ProcuratorateIntake.Leads;

/// <summary>Draws records and facts one after another, until there is more than a person can look at.</summary>
internal sealed class GraphDrawing
{
    private const int MostNodes = 150;
    private const int MostEdges = 400;

    private readonly Dictionary<string, GraphNode> nodes = new(StringComparer.Ordinal);
    private readonly HashSet<GraphEdge> edges = [];
    private bool isCut;

    public Graph Finish(bool wasCut, int elsewhere) => new([.. nodes.Values], [.. edges], isCut || wasCut, elsewhere);

    public void Lead(Lead lead) =>
        Connect(Node(lead.Id, GraphNodeKind.Lead, Rules.Get(lead.Rule).Name), CaseOf(lead.CaseNumber), "线索", null, lead.Id);

    public void Record(CaseRecord record)
    {
        var (at, source) = (CaseOf(record.CaseNumber), record.CaseNumber.Value);
        foreach (var respondent in record.Respondents)
        {
            Connect(Party(respondent.Name, NumberOf(respondent.Id), source), at, "被执行人", record.FiledOn, source);
        }
        foreach (var applicant in record.Applicants)
        {
            Connect(Party(applicant.Name, NumberOf(applicant.Id), source), at, "申请执行人", record.FiledOn, source);
        }
        foreach (var plate in record.Vehicles.Or([]).Select(vehicle => vehicle.Plate.Or("")).Where(plate => plate.Length > 0))
        {
            Connect(at, Vehicle(FeedRow.PlateOf(plate)), "查封车辆", null, source);
        }
    }

    public void Fact(Fact fact)
    {
        switch (fact)
        {
            case Relation tie:
                Connect(Party(tie.Subject, tie.SubjectId), Party(tie.Other, tie.OtherId), tie.Kind, tie.From, tie.Source);
                break;
            case Payment paid:
                Connect(
                    Party(paid.Payer, paid.PayerId),
                    Party(paid.Payee, paid.PayeeId),
                    $"付款{paid.Amount}元 {paid.Purpose}".TrimEnd(),
                    paid.On,
                    paid.Source
                );
                break;
            case EquityHeld share:
                Connect(Party(share.Holder, share.HolderId), Party(share.Company, share.CompanyId), "持有股权", share.From, share.Source);
                if (share.ToId is not null)
                    Connect(
                        Party(share.Holder, share.HolderId),
                        Party(share.To, share.ToId),
                        $"转让股权{share.Price}",
                        share.Until,
                        share.Source
                    );
                break;
            case PropertyHeld thing:
                var property = Node(
                    $"{thing.Kind}|{thing.Number ?? thing.Location ?? thing.Id}",
                    GraphNodeKind.Property,
                    $"{thing.Kind} {thing.Location}".TrimEnd()
                );
                Connect(Party(thing.Owner, thing.OwnerId), property, "登记所有", thing.AcquiredOn, thing.Source);
                if (thing.ToId is not null)
                    Connect(property, Party(thing.To, thing.ToId), $"转让{thing.Price}", thing.LostOn, thing.Source);
                break;
            case CivilCase civil:
                var lawsuit = Node(civil.Number.Value, GraphNodeKind.CivilCase, civil.Number.Value);
                Connect(Party(civil.Plaintiff, civil.PlaintiffId, civil.Number.Value), lawsuit, "原告", civil.FiledOn, civil.Source);
                Connect(Party(civil.Defendant, civil.DefendantId), lawsuit, "被告", civil.FiledOn, civil.Source);
                if (civil.Enforcement is not null)
                    Connect(lawsuit, CaseOf(civil.Enforcement), "执行依据", civil.EndedOn, civil.Source);
                break;
            case AuctionRound { Buyer: not null } sale:
                Connect(Party(sale.Buyer, sale.BuyerId, sale.Case.Value), CaseOf(sale.Case), $"买受{sale.Lot}", sale.SaleOn, sale.Source);
                break;
            case Agent agent:
                Connect(
                    Party(agent.Name, agent.NumberOfAgent, agent.Case.Value),
                    CaseOf(agent.Case),
                    $"代理{agent.Party}（{agent.Role}）",
                    agent.ActedOn,
                    agent.Source
                );
                break;
            default:
                // What is about one alone connects nothing.
                break;
        }
    }

    private static PartyNumber? NumberOf(Field<PartyNumber> number) => number.Has(out var known) ? known : null;

    private GraphNode? CaseOf(CaseNumber number) => Node(number.Value, GraphNodeKind.Case, number.Value);

    private GraphNode? Vehicle(string plate) => Node(plate, GraphNodeKind.Vehicle, plate);

    /// <summary>One by number; without one, only within the case that names it.</summary>
    private GraphNode? Party(string? name, PartyNumber? number, string within = "")
    {
        var isPerson = number is null
            ? PartyNumber.KindByName(name ?? "") != PartyKind.Organisation
            : number.Kind == PartyKind.NaturalPerson;
        var key = number is { IsMasked: false } ? number.Value : $"{within}|{name}";
        var node = Node(key, isPerson ? GraphNodeKind.Person : GraphNodeKind.Organisation, name ?? "（未提供姓名）");
        return node is null || number is null || node.Number is not null ? node : nodes[key] = node with { Number = number };
    }

    /// <summary>Null: there are enough.</summary>
    private GraphNode? Node(string key, GraphNodeKind kind, string label)
    {
        if (nodes.TryGetValue(key, out var known))
        {
            return known;
        }
        if (nodes.Count == MostNodes)
        {
            isCut = true;
            return null;
        }
        return nodes[key] = new GraphNode(FormattableString.Invariant($"n{nodes.Count + 1}"), kind, label);
    }

    private void Connect(GraphNode? from, GraphNode? to, string why, DateOnly? on, string source)
    {
        if (from is null || to is null)
        {
            return;
        }
        if (edges.Count == MostEdges)
        {
            isCut = true;
            return;
        }
        edges.Add(new GraphEdge(from.Id, to.Id, why, on, source));
    }
}
