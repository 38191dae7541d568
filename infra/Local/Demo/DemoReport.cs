using System.Text.Json.Nodes;
using Spectre.Console;

namespace Exchange.Local.Demo;

/// <summary>Shows a demo's outcome as tables.</summary>
internal static class DemoReport
{
    private static readonly (string Field, string Title)[] Steps =
    [
        ("records", "案件 records"),
        ("leads", "线索 leads"),
        ("opinions", "检察建议 opinions"),
        ("adopted", "采纳 adopted"),
        ("resumed", "恢复执行 resumed"),
        ("recovered", "到位金额 recovered (yuan)"),
        ("transferred", "移送 transferred"),
        ("filed", "立案 filed"),
        ("persons", "人 persons"),
        ("lifted", "解除惩戒 lifted"),
    ];

    public static void Print(DemoOutcome outcome, IAnsiConsole console)
    {
        var import = outcome.Import;
        console.MarkupLineInterpolated(
            $"Import: received {import["received"]}, accepted {import["accepted"]}, unchanged {import["unchanged"]}, rejected {import["rejected"]}; {outcome.Leads.Count} leads on {outcome.AsOf:yyyy-MM-dd}; played until {outcome.PlayedUntil:yyyy-MM-dd}."
        );
        console.MarkupLineInterpolated(
            $"Planted {outcome.Planted.Count}, found {outcome.Leads.Count}, missing {outcome.Missing.Count}, unexpected {outcome.Unexpected.Count}."
        );
        var funnel = new Table().Title("漏斗 The funnel").AddColumns("步骤 step", "数 count");
        foreach (var (field, title) in Steps)
        {
            funnel.AddRow(title, (outcome.Funnel[field] as JsonValue)?.ToString() ?? "-");
        }
        console.Write(funnel);

        var waiting = new Table()
            .Title("谁有下一步 Who has the next step")
            .AddColumns("什么 what", "状态 state", "责任人 owner", "期限 clock", "件 count", "逾期 overdue");
        var groups = outcome
            .Loops.Where(l => !l.Ended)
            .GroupBy(l => (l.Kind, l.State, Owner: l.Owner?.Split(':')[0] ?? "nobody", l.Clock))
            .OrderBy(g => g.Key.Kind, StringComparer.Ordinal);
        foreach (var group in groups)
        {
            waiting.AddRow(
                group.Key.Kind,
                group.Key.State,
                group.Key.Owner,
                group.Key.Clock ?? "-",
                group.Count().ToString(),
                group.Count(l => l.Overdue).ToString()
            );
        }
        console.Write(waiting);
        console.MarkupLineInterpolated(
            $"{outcome.Loops.Count(l => l.Ended)} ended, {outcome.Loops.Count(l => !l.Ended)} wait on a named owner with a clock."
        );
        foreach (var lost in outcome.Unowned)
        {
            console.MarkupLineInterpolated($"[red]In silence: {lost.Kind} {lost.Id} in state {lost.State}[/]");
        }
    }
}
