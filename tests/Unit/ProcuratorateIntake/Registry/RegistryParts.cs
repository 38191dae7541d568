using Exchange.Acts;
using Exchange.Messaging;
using Exchange.ProcuratorateIntake.Feeds;
using Exchange.ProcuratorateIntake.Leads;
using Exchange.ProcuratorateIntake.Models;
using Exchange.ProcuratorateIntake.Registry;
using Exchange.Storage;

namespace Exchange.Tests.Unit.ProcuratorateIntake.Registry;

/// <summary>The registry with all that it needs beside the cases themselves, on one store.</summary>
internal static class RegistryParts
{
    public static CollectionShape[] Shapes =>
        [
            FactEntry.Collection.Shape,
            FeedsDelivered.Collection.Shape,
            CourtTally.Collection.Shape,
            ModelResult.Collection.Shape,
            EarlierRevision.Collection.Shape,
        ];

    public static CaseRegistry Registry(
        IDocumentStore store,
        Acts<Lead> acts,
        LawTime time,
        CalendarInForce calendar,
        SetAside setAside,
        ModelsInForce? models = null,
        params IWatchCases[] watches
    )
    {
        var cases = new Documents<RegisteredCase>(RegisteredCase.Collection, store);
        var links = new CaseLinks(cases);
        models ??= new ModelsInForce();
        var circle = new Circle(Facts(store));
        var siblings = new Siblings(cases, links);
        var contexts = new Contexts(circle, siblings, time, calendar, models);
        var trials = Trials(store);
        var leads = new ScreenedLeads(acts, trials);
        var debtors = new DebtorLeads(circle, links, acts, time, calendar, models, trials);
        var courts = new CourtTallies(new Documents<CourtTally>(CourtTally.Collection, store), time);
        var touched = new TouchedCases(cases, links, circle, contexts, leads, debtors, courts);
        return new CaseRegistry(
            cases,
            contexts,
            siblings,
            touched,
            leads,
            debtors,
            courts,
            new Documents<EarlierRevision>(EarlierRevision.Collection, store),
            watches,
            time,
            setAside
        );
    }

    public static ModelTrials Trials(IDocumentStore store) => new(new Documents<ModelResult>(ModelResult.Collection, store));

    public static FactBook Facts(IDocumentStore store) =>
        new(new Documents<FactEntry>(FactEntry.Collection, store), new Documents<FeedsDelivered>(FeedsDelivered.Collection, store));
}
