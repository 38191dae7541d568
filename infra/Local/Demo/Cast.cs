using Exchange.Access;
using Exchange.Contracts;

namespace Exchange.Local.Demo;

/// <summary>Which story is told on which lead; a small sample tells fewer.</summary>
internal static class Cast
{
    /// <param name="times">How often the whole cast plays, each time on other leads.</param>
    public static async Task<IReadOnlyList<Func<Task>>> Of(Stage stage, DivisionCode city, int times = 1)
    {
        var supervision = new SupervisionStories(stage);
        var criminal = new CriminalStories(stage);
        var credit = new CreditStories(stage);
        await stage.Desk(Roles.CreditOfficer, city).Post("/credit/v1/subscriptions", new { name = CreditStories.Bank });
        (string Rule, Func<LeadOnStage, Task> Story)[] cast =
        [
            ("PrematureEnding", supervision.AdoptedAndCorrected),
            ("RestrictionNotLifted", credit.RestoredAndAnswered),
            ("EndedWithAssets", criminal.FiledAndSentenced),
            ("FabricatedDebt", criminal.FalseLitigation),
            ("IncompleteInvestigation", supervision.ExtendedThenRefused),
            ("PaperVehicleSeizure", supervision.AnsweredLate),
            ("EndedWithAssets", supervision.UnansweredAndEscalated),
            ("PrematureEnding", supervision.WrongAndNotPursued),
            ("EndedWithAssets", CriminalStories.ReturnedAndCompleted),
            ("EndedWithAssets", criminal.DeclinedAndDirected),
            ("EndedWithAssets", criminal.CorrectionNoticed),
            ("PrematureEnding", CriminalStories.DeclinedAndAccepted),
            ("EndedWithAssets", criminal.HandedOver),
            ("PrematureEnding", criminal.CourtTransfers),
            ("RestrictionNotLifted", CreditStories.ProposedAndDeclined),
            ("PaperVehicleSeizure", SupervisionStories.Dismissed),
            ("PaperVehicleSeizure", supervision.CarFoundAndCollected),
            ("RestrictionNotLifted", credit.LiftedAndWaiting),
            ("IncompleteInvestigation", SupervisionStories.WaitingForReceipt),
            ("PrematureEnding", SupervisionStories.WaitingForDecision),
        ];
        return
        [
            .. Enumerable
                .Repeat(cast, times)
                .SelectMany(all => all)
                .Select(c => (c.Story, Lead: stage.Take(c.Rule)))
                .Where(c => c.Lead is not null)
                .Select(c => (Func<Task>)(() => c.Story(c.Lead!))),
        ];
    }
}
