using System.Text.Json.Serialization;
using Exchange.Contracts;
using Exchange.Contracts.Procuratorate;
using Exchange.ProcuratorateIntake.Leads;
using Exchange.ProcuratorateIntake.Registry;
using Exchange.ProcuratorateIntake.Screening;
using Exchange.Storage;

namespace Exchange.ProcuratorateIntake.Models;

/// <summary>What a version that does not count says of a case, a respondent or an officer, beside the one that does; apart from the working list.</summary>
internal sealed record ModelResult
{
    /// <summary>The model and its version, such as <c>PrematureEnding@330600/2</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The lead that there is, or would be.</summary>
    public required string LeadId { get; init; }

    public required CaseNumber CaseNumber { get; init; }

    public required DivisionCode Division { get; init; }

    /// <summary>Null: neither of them fires any more.</summary>
    public required ResultKind? Kind { get; init; }

    /// <summary>What holds by it.</summary>
    public required IReadOnlyList<string> Causes { get; init; }

    public required JudgedFrom JudgedFrom { get; init; }

    public const string VersionField = "version";
    public const string KindField = "kind";

    public static Collection<ModelResult> Collection { get; } =
        new(
            ProcuratorateIntakeModule.Service,
            "modelResults",
            result => IdOf(result.Version, result.LeadId),
            new IndexField<ModelResult>(VersionField, result => result.Version),
            new IndexField<ModelResult>(KindField, result => NameOf(result.Kind)) { IsSearched = false }
        );

    public static string VersionOf(Model model, int number) => FormattableString.Invariant($"{model.Id}/{number}");

    public static string IdOf(string version, string leadId) => $"{version}|{leadId}";

    /// <summary>Null: neither fires.</summary>
    public static ResultKind? KindOf(bool byCandidate, bool byActive) =>
        (byCandidate, byActive) switch
        {
            (true, true) => ResultKind.Same,
            (true, false) => ResultKind.New,
            (false, true) => ResultKind.Gone,
            _ => null,
        };

    public static string? NameOf(ResultKind? kind) => kind?.ToString().ToLowerInvariant();
}

/// <summary>How the two compare.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ResultKind>))]
internal enum ResultKind
{
    /// <summary>It fires by this version only.</summary>
    New,

    /// <summary>By the active one only.</summary>
    Gone,

    Same,
}

/// <summary>Judges cases by versions that do not count, and keeps how that differs.</summary>
internal sealed class ModelTrials(Documents<ModelResult> results)
{
    /// <summary>All versions on trial, for cases that have just been judged.</summary>
    public Task Compare(IReadOnlyList<JudgedCase> judged, CancellationToken cancellation) =>
        Keep([.. judged.SelectMany(one => one.Trials.Select(trial => Compared(trial.Model, trial.Version, one)))], cancellation);

    /// <summary>One version, for cases that are judged for nothing else.</summary>
    public Task Compare(Model model, ModelVersion version, IReadOnlyList<JudgedCase> judged, CancellationToken cancellation) =>
        Keep([.. judged.Select(one => Compared(model, version, one))], cancellation);

    private static ModelResult Compared(Model model, ModelVersion version, JudgedCase judged)
    {
        var rule = Rules.Get(model.Rule);
        var record = judged.Row.Record;
        var candidate = ModelBook.By(version, rule, record, judged.Context);
        var active = judged.Verdicts.First(v => v.Rule.Id == rule.Id).Verdict;
        return new ModelResult
        {
            Version = ModelResult.VersionOf(model, version.Number),
            LeadId = LoopIds.Lead(rule.Id, judged.Row.Id),
            CaseNumber = record.CaseNumber,
            Division = record.Division,
            Kind = ModelResult.KindOf(candidate.Answer == Answer.Fires, active.Answer == Answer.Fires),
            Causes = [.. candidate.Causes.Select(cause => cause.Code)],
            JudgedFrom = new JudgedFrom(judged.Row.Revision, judged.Row.FactsVersion, judged.AsOf),
        };
    }

    /// <summary>What neither finds is kept only where something was found before.</summary>
    public async Task Keep(IReadOnlyList<ModelResult> compared, CancellationToken cancellation)
    {
        var open = compared.ToDictionary(r => ModelResult.IdOf(r.Version, r.LeadId), StringComparer.Ordinal);
        while (open.Count > 0)
        {
            var known = await results.Find(open.Keys, cancellation);
            var changes = open.Select(one => (Found: known.GetValueOrDefault(one.Key), Result: one.Value))
                .Where(c => c.Found is null ? c.Result.Kind is not null : !c.Result.JudgedFrom.IsOlderThan(c.Found.Value.JudgedFrom))
                .Select(c => new Change<ModelResult>(c.Result, c.Found?.Version ?? 0, []))
                .ToList();
            var written = changes.Count == 0 ? [] : await results.Write(changes, cancellation);
            open = changes
                .Where((_, i) => !written[i])
                .ToDictionary(c => ModelResult.IdOf(c.Value.Version, c.Value.LeadId), c => c.Value, StringComparer.Ordinal);
        }
    }
}
