using System.Text.Json.Nodes;
using Spectre.Console;

namespace Exchange.Local;

/// <summary>Failed messages for people to read.</summary>
internal static class FailureReport
{
    private static readonly string[] Fields =
    [
        "id",
        "state",
        "waitingFor",
        "type",
        "messageId",
        "division",
        "queue",
        "attempts",
        "firstFailedAt",
        "failedAt",
        "reason",
    ];

    public static void List(JsonObject page, FailurePaper paper) =>
        paper.Write(
            page,
            console =>
            {
                var items = page["items"]!.AsArray();
                var table = new Table().AddColumns("id", "state", "type", "attempts", "failed at", "waiting for", "reason");
                foreach (var failed in items.Select(item => item!.AsObject()))
                {
                    table.AddRow([
                        .. ((string[])["id", "state", "type", "attempts", "failedAt", "waitingFor", "reason"]).Select(field =>
                            Markup.Escape(field == "type" ? ShortName(Text(failed, field)) : Text(failed, field))
                        ),
                    ]);
                }
                console.Write(table);
                console.WriteLine(page["next"] is { } next ? $"More: --cursor {next}" : $"{items.Count} failed messages.");
            }
        );

    public static void One(JsonObject failed, FailurePaper paper) =>
        paper.Write(
            failed,
            console =>
            {
                var table = new Table().HideHeaders().AddColumns("", "");
                foreach (var field in Fields.Where(failed.ContainsKey))
                {
                    table.AddRow(Markup.Escape(field), Markup.Escape(Text(failed, field)));
                }
                if (failed["asked"] is JsonObject asked)
                {
                    table.AddRow("asked", Markup.Escape($"{asked["by"]} asked to {asked["act"]} at {asked["at"]}: {asked["reason"]}"));
                }
                table.AddRow(
                    "may be",
                    Markup.Escape(string.Join(", ", failed["allowedActs"]!.AsArray().Select(a => a!.GetValue<string>())))
                );
                console.Write(table);
                console.WriteLine(Text(failed, "body"));
                if (failed["asked"]?["body"] is { } mended)
                {
                    console.WriteLine("Mended:");
                    console.WriteLine(mended.GetValue<string>());
                }
                foreach (var entry in failed["log"]!.AsArray())
                {
                    console.WriteLine($"{entry!["at"]} {entry["by"]} {entry["what"]} {entry["why"]}".TrimEnd());
                }
            }
        );

    public static void Acted(JsonObject answer, FailurePaper paper) =>
        paper.Write(
            answer,
            console =>
                console.WriteLine(
                    answer["waitingFor"] is { } who
                        ? $"{answer["id"]}: asked for; it waits for {who}."
                        : $"{answer["id"]}: {answer["state"]}."
                )
        );

    private static string Text(JsonObject failed, string field) => failed[field]?.ToString() ?? "";

    private static string ShortName(string type) => type[(type.LastIndexOf('.') + 1)..];
}
