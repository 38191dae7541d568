using System.Globalization;
using Exchange.Contracts.Court;
using Exchange.Storage;

namespace Exchange.ProcuratorateIntake.Registry;

/// <summary>A record that had raised leads and was replaced since (历史版本): by it a judgment can be made again as it was made.</summary>
internal sealed record EarlierRevision(long Revision, CaseRecord Record)
{
    public static Collection<EarlierRevision> Collection { get; } =
        new(ProcuratorateIntakeModule.Service, "earlierRevisions", earlier => IdOf(earlier.Record.CaseNumber.Value, earlier.Revision));

    public static string IdOf(string caseNumber, long revision) => string.Create(CultureInfo.InvariantCulture, $"{caseNumber}@{revision}");
}
