using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Procuratorate;
using Exchange.ProcuratorateIntake.Feeds;

namespace Exchange.ProcuratorateIntake.Leads;

/// <content>What comes of a lead: opinions and referrals, side by side, any number, each decided by the chief.</content>
internal sealed partial record Lead
{
    /// <summary>Outcomes from best to least; what is not named stands in the middle.</summary>
    private static readonly string[] Better =
    [
        "resumed",
        "rulingRevoked",
        "moneyReturned",
        "redistributed",
        "sanctionLifted",
        "retrialOpened",
        "corrected",
        "settled",
        "measureTaken",
        "normMade",
        "concluded",
        "partlyCorrected",
    ];

    private static readonly string[] Lesser =
    [
        "reasonsAccepted",
        "dropped",
        "notFiled",
        "moot",
        "notPursued",
        "superseded",
        "withdrawn",
        Returned,
    ];

    private const string Returned = "returned";

    /// <summary>
    /// Proposes an opinion (呈批检察建议), alone, for several leads of the case (L5; 监督规则 art 108), or for a class of cases at one court (类案, art 117).
    /// </summary>
    /// <param name="others">The other leads named, as far as they are there.</param>
    /// <param name="records">The cases as registered: what was recovered before the opinion is not its merit (O10).</param>
    public Decision<Lead> ProposeOpinion(OpinionBody body, IReadOnlyList<Lead> others, IReadOnlyList<CaseRecord> records, Moment moment)
    {
        if (IsProposed(body.Key))
        {
            return Decision<Lead>.NothingNew;
        }
        if (!Allows("opinion"))
        {
            return NotNow("opinion");
        }
        var asked = (body.AlsoLeads ?? []).Where(id => id != Id).Distinct(StringComparer.Ordinal).ToList();
        if (Unfit(asked, others) is { Count: > 0 } flaws)
        {
            return Refusal.Invalid("also-leads", "An opinion takes along open leads of the same court.", flaws);
        }
        var addressee = (Procuratorate, Court);
        if (body.Court is { } higher && higher != Court)
        {
            if (body.Kind != OpinionKind.Governance || Above(higher, moment) is not { } counterpart)
            {
                return Refusal.Invalid(
                    "court",
                    "Only a governance opinion goes to another court, and only to one above the case's.",
                    new Flaw("court", "not-above", $"{higher} is not addressed by this")
                );
            }
            addressee = (counterpart, higher);
        }
        var id = LoopIds.Opinion(Id, Children.Count(c => c.Kind == WorkKind.Opinion) + 1);
        var causes = others.Prepend(this).SelectMany(lead => lead.Explanation.Causes).ToList();
        return new Accepted<Lead>(
            With(new LeadWork(id, WorkKind.Opinion, Open: true, Outcome: null, Heard: 0, body.Key), moment),
            [
                new OpinionProposed
                {
                    OpinionId = id,
                    Kind = body.Kind,
                    Procuratorate = addressee.Procuratorate,
                    Court = addressee.Court,
                    Cases =
                    [
                        .. others
                            .Where(lead => asked.Contains(lead.Id, StringComparer.Ordinal))
                            .OrderBy(lead => asked.IndexOf(lead.Id))
                            .Prepend(this)
                            .GroupBy(lead => lead.CaseNumber)
                            .Select(of => new OpinionCase
                            {
                                CaseNumber = of.Key,
                                LeadIds = [.. of.Select(lead => lead.Id)],
                                RecoveredAtIssue = RecoveredIn(records.FirstOrDefault(record => record.CaseNumber == of.Key)),
                            }),
                    ],
                    Facts = string.IsNullOrWhiteSpace(body.Facts) ? string.Join('\n', causes.Select(cause => cause.Text)) : body.Facts,
                    Request = body.Request!,
                    Articles = body.Articles is { Count: > 0 } articles
                        ? articles
                        : [.. causes.SelectMany(cause => cause.Articles).Distinct()],
                    ProposedBy = moment.By,
                    ProposedOn = moment.On,
                },
            ],
            id
        );
    }

    /// <summary>The procuratorate that speaks to a court above the case's; null: it is not above it.</summary>
    private DivisionCode? Above(CourtCode higher, Moment moment) =>
        Jurisdictions.Of(higher, moment.Today) is { } place && place.Division != Division && Divisions.IsWithin(Division, place.Division)
            ? place.Procuratorate
            : null;

    /// <summary>Proposes to hand a suspected crime to the police (移送涉嫌犯罪线索; 监督规则 art 120).</summary>
    /// <param name="record">The case as registered: whom it names when the body names nobody.</param>
    public Decision<Lead> ProposeTransfer(TransferBody body, CaseRecord? record, Moment moment)
    {
        if (IsProposed(body.Key))
        {
            return Decision<Lead>.NothingNew;
        }
        if (!Allows("transfer"))
        {
            return NotNow("transfer");
        }
        var suspects = Suspects(body, record);
        if (suspects.Count == 0 || suspects.DistinctBy(s => s.SuspectId).Count() < suspects.Count)
        {
            return Refusal.Invalid(
                "suspects",
                "Who is suspected must be told apart.",
                new Flaw("suspects", "suspects", "at least one, each suspectId once")
            );
        }
        var id = LoopIds.Referral(Id, Children.Count(c => c.Kind == WorkKind.Referral) + 1);
        var side = new ReferralSenderSide
        {
            Sender = Agency.Procuratorate,
            SenderOffice = Procuratorate.Value,
            SenderDivision = Procuratorate,
            Channel = ReferralChannel.Procuratorate,
            Crime = body.Crime!,
            CaseNumber = CaseNumber,
            LeadId = Id,
            Facts = body.Facts!,
            Evidence = body.Evidence!,
            Suspects = suspects,
            PoliceOrgan = Jurisdictions.Of(Court, moment.Today)?.Police ?? Division,
            TransferredOn = moment.On,
            TransferredAt = moment.Now,
            RecoveredAtTransfer = RecoveredIn(record),
        };
        return new Accepted<Lead>(
            With(new LeadWork(id, WorkKind.Referral, Open: true, Outcome: null, Heard: 0, body.Key), moment),
            [
                new ReferralProposed
                {
                    ReferralId = id,
                    Side = side,
                    ProposedBy = moment.By,
                },
            ],
            id
        );
    }

    /// <summary>Asks the police to find and impound the cars, and the court to collect them (车辆协查; 财产调查规定 art 16).</summary>
    /// <param name="record">The case as registered: which cars it has when the body names none.</param>
    public Decision<Lead> AskForVehicles(VehicleSearchBody body, CaseRecord? record, Moment moment)
    {
        if (IsProposed(body.Key))
        {
            return Decision<Lead>.NothingNew;
        }
        if (!Allows("vehicle-search"))
        {
            return NotNow("vehicle-search");
        }
        var sealedOnly = (record?.Vehicles.Or([]) ?? []).Where(car =>
            car.SealedOn.HasValue && !car.ImpoundedOn.HasValue && car.Plate.HasValue
        );
        IReadOnlyList<string> plates =
        [
            .. (body.Plates ?? [.. sealedOnly.Select(car => car.Plate.Value)]).Select(FeedRow.PlateOf).Distinct(StringComparer.Ordinal),
        ];
        if (plates.Count == 0 || plates.Contains("", StringComparer.Ordinal))
        {
            return Refusal.Invalid(
                "plates",
                "Which cars are to be found?",
                new Flaw("plates", "required", "号牌: at least one, none of them empty")
            );
        }
        var id = LoopIds.VehicleSearch(Id, Children.Count(c => c.Kind == WorkKind.VehicleSearch) + 1);
        return new Accepted<Lead>(
            With(new LeadWork(id, WorkKind.VehicleSearch, Open: true, Outcome: null, Heard: 0, body.Key), moment),
            [
                new VehicleSearchProposed
                {
                    RequestId = id,
                    LeadId = Id,
                    Asked = new VehicleSearchAsked
                    {
                        CaseNumber = CaseNumber,
                        Court = Court,
                        Police = Jurisdictions.Of(Court, moment.Today)?.Police ?? Division,
                        Plates = plates,
                        Facts = string.IsNullOrWhiteSpace(body.Facts)
                            ? string.Join('\n', Explanation.Causes.Select(cause => cause.Text))
                            : body.Facts,
                        RequestedOn = moment.On,
                    },
                },
            ],
            id
        );
    }

    private bool IsProposed(string? key) => key is not null && Children.Any(c => c.Key == key);

    /// <summary>Null when the court never said; nothing when it said that nothing came in.</summary>
    private static Money? RecoveredIn(CaseRecord? record) =>
        record is null || record.Recovered.IsUnknown ? null : record.Recovered.Or(Money.Zero);

    /// <summary>An opinion or referral has been proposed that names this lead: by itself, by another lead, or by an opinion that follows another.</summary>
    public Decision<Lead> HearProposed(string work, WorkKind kind, Moment moment) =>
        Children.Any(c => c.Id == work)
            ? Decision<Lead>.NothingNew
            : With(new LeadWork(work, kind, Open: true, Outcome: null, Heard: 0), moment);

    /// <summary>An opinion or referral has ended; when all have, so has the lead, unless all were sent back.</summary>
    public Decision<Lead> HearEnded(LeadWorkEnded word, Moment moment)
    {
        if (Passed(word.WorkId, word.Sequence))
        {
            return Decision<Lead>.NothingNew;
        }
        var lead = this with
        {
            Children = Replaced(word.WorkId, work => work with { Open = false, Outcome = word.Outcome, Heard = word.Sequence }),
        };
        if (lead.Children.Any(c => c.Open))
        {
            return new Accepted<Lead>(lead with { State = LeadState.Acted }, [], word.Outcome);
        }
        if (lead.Children.All(c => c.Outcome == Returned))
        {
            return new Accepted<Lead>(lead with { State = LeadState.Reviewing, Clocks = lead.ReviewGoesOn(moment) }, [], word.Outcome);
        }
        var closed = lead with { State = LeadState.Closed, Outcome = Best(lead.Children), Clocks = lead.Stopped(word.EndedOn) };
        return closed.HasUndecidedCause && closed.FactsChanged is not null
            ? new Accepted<Lead>(
                closed.NewAgain(closed.History, moment),
                [],
                "Ended, and something holds that was not acted on (已办结，又有未曾处理的情况)"
            )
            : new Accepted<Lead>(closed, [], word.Outcome);
    }

    /// <summary>What had ended is open again, and so is the lead.</summary>
    public Decision<Lead> HearReopened(LeadWorkReopened word) =>
        Passed(word.WorkId, word.Sequence)
            ? Decision<Lead>.NothingNew
            : this with
            {
                State = LeadState.Acted,
                Outcome = null,
                Children = Replaced(word.WorkId, work => work with { Open = true, Outcome = null, Heard = word.Sequence }),
            };

    /// <summary>The review has ended with a proposal, and goes on where it was if that is sent back.</summary>
    private Lead With(LeadWork work, Moment moment) =>
        Decided() with
        {
            State = LeadState.Acted,
            Children = [.. Children, work],
            LapsedReason = null,
            Outcome = null,
            Clocks =
            [
                .. Clocks.Select(c =>
                    !c.IsRunning ? c
                    : c.Code == StatutoryClocks.LeadReview.Code ? c.Pause(moment.On)
                    : c.Stop(moment.On)
                ),
            ],
        };

    private IReadOnlyList<StatutoryClock> ReviewGoesOn(Moment moment) =>
        Clocks.Any(c => c.Code == StatutoryClocks.LeadReview.Code && c.StoppedOn is null)
            ? GoingOn(Clocks, moment)
            : [.. Clocks, StatutoryClock.Start(StatutoryClocks.LeadReview, moment.On, Office, moment.Calendar)];

    private List<Flaw> Unfit(List<string> asked, IReadOnlyList<Lead> others)
    {
        var known = others.ToDictionary(lead => lead.Id, StringComparer.Ordinal);
        return
        [
            .. asked
                .Where(id =>
                    known.GetValueOrDefault(id) is not { } lead
                    || lead.Court != Court
                    || lead.Office != Office
                    || !lead.IsUndecided && lead.State != LeadState.Acted
                )
                .Select(id => new Flaw("alsoLeads", "also-leads", $"{id} is no open lead of {CourtName}")),
        ];
    }

    private static IReadOnlyList<SuspectNamed> Suspects(TransferBody body, CaseRecord? record) =>
        body.Suspects is { Count: > 0 } named
            ?
            [
                .. named.Select(
                    (s, i) =>
                        new SuspectNamed
                        {
                            SuspectId = s.SuspectId ?? Ordinal(i),
                            Name = s.Name!,
                            Number = s.Number,
                        }
                ),
            ]
            :
            [
                .. (record?.Respondents ?? []).Select(
                    (r, i) =>
                        new SuspectNamed
                        {
                            SuspectId = Ordinal(i),
                            Name = r.Name,
                            Number = r.Id.Has(out var id) ? id : null,
                        }
                ),
            ];

    private static string Ordinal(int index) => FormattableString.Invariant($"{index + 1}");

    private bool Passed(string work, long sequence) => Children.Any(c => c.Id == work && c.Heard >= sequence);

    private IReadOnlyList<LeadWork> Replaced(string id, Func<LeadWork, LeadWork> change) =>
        Children.Any(c => c.Id == id)
            ? [.. Children.Select(c => c.Id == id ? change(c) : c)]
            : [.. Children, change(new LeadWork(id, KindOf(id), Open: true, Outcome: null, Heard: 0))];

    /// <summary>By its id: <see cref="LoopIds.Referral"/> ends in t and a number.</summary>
    private static WorkKind KindOf(string id) => id.LastIndexOf("-t", StringComparison.Ordinal) > 0 ? WorkKind.Referral : WorkKind.Opinion;

    private static string Best(IReadOnlyList<LeadWork> works) => works.Select(w => w.Outcome!).MinBy(Rank)!;

    private static int Rank(string outcome) =>
        Array.IndexOf(Better, outcome) is var better and >= 0 ? better
        : Array.IndexOf(Lesser, outcome) is var lesser and >= 0 ? Better.Length + 1 + lesser
        : Better.Length;
}
