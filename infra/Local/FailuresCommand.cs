using System.CommandLine;
using System.Text.Json.Nodes;
using Exchange.Access;
using Exchange.Contracts;

namespace Exchange.Local;

/// <summary>
/// <c>failures list | show ID | retry ID | edit ID | discard ID --service S [--at URL] [--token T | --name N]</c>: the operators' way out of
/// failed messages, through the doors of the service that could not handle them.
/// </summary>
/// <remarks>Ends with 0 when done or asked for, 1 when refused, 2 for wrong arguments, 3 when the service does not answer.</remarks>
internal static class FailuresCommand
{
    private static readonly string[] Services = ["court", "procuratorate", "police", "credit"];

    private static readonly Option<string> Service = new("--service")
    {
        Required = true,
        Recursive = true,
        Description = string.Join(", ", Services),
    };
    private static readonly Option<string> At = new("--at")
    {
        DefaultValueFactory = _ => "http://127.0.0.1:5080",
        Recursive = true,
        Description = "Where the service answers",
    };
    private static readonly Option<string?> Token = new("--token") { Recursive = true, Description = "An operator's token" };
    private static readonly Option<string> Name = new("--name")
    {
        DefaultValueFactory = _ => Environment.UserName,
        Recursive = true,
        Description = "On loopback, without a token: the operator's name in a development token",
    };
    private static readonly Option<bool> Json = new("--json") { Recursive = true, Description = "Print what the door answered" };
    private static readonly Argument<string> Id = new("id") { Description = "The failure's id" };
    private static readonly Option<string?> Reason = new("--reason") { Description = "Why; whoever agrees has a reason too" };

    static FailuresCommand() => Service.AcceptOnlyFromAmong(Services);

    public static Command Create() =>
        new("failures", "See failed messages, try them again, mend them, discard them")
        {
            Service,
            At,
            Token,
            Name,
            Json,
            ListCommand(),
            ShowCommand(),
            ActCommand("retry", "Try it again"),
            EditCommand(),
            ActCommand("discard", "Give it up; a second operator must agree by the same act"),
        };

    private static Command ListCommand()
    {
        var state = new Option<string?>("--state")
        {
            Description = "open, retrying, retried, discarded; by comma (default: open and retrying)",
        };
        var type = new Option<string?>("--type") { Description = "Names of messages, by comma" };
        var cursor = new Option<string?>("--cursor") { Description = "The 'next' of the page before" };
        var limit = new Option<int>("--limit") { DefaultValueFactory = _ => 50, Description = "From 1 to 500" };
        var command = new Command("list", "Failed messages, oldest failing first") { state, type, cursor, limit };
        command.SetAction(
            (parsed, cancellation) =>
                Open(
                    parsed,
                    async desk =>
                    {
                        var page = await desk.Get(
                            "",
                            [
                                ("state", parsed.GetValue(state)),
                                ("type", parsed.GetValue(type)),
                                ("cursor", parsed.GetValue(cursor)),
                                ("limit", FormattableString.Invariant($"{parsed.GetValue(limit)}")),
                            ],
                            cancellation
                        );
                        FailureReport.List(page, desk.Output);
                    }
                )
        );
        return command;
    }

    private static Command ShowCommand()
    {
        var purpose = new Option<string?>("--purpose") { Description = "What for: shows identity numbers whole, and is logged" };
        var command = new Command("show", "One failed message: why, what, who did what") { Id, purpose };
        command.SetAction(
            (parsed, cancellation) =>
                Open(
                    parsed,
                    async desk =>
                        FailureReport.One(
                            await desk.Get(parsed.GetRequiredValue(Id), [("purpose", parsed.GetValue(purpose))], cancellation),
                            desk.Output
                        )
                )
        );
        return command;
    }

    private static Command EditCommand()
    {
        var body = new Option<FileInfo>("--body")
        {
            Description = "File with the mended message; left out by whoever agrees to what was asked for",
        };
        var type = new Option<string?>("--type") { Description = "Full name of the message, where nobody could tell it" };
        body.AcceptExistingOnly();
        return ActCommand("edit", "Mend it and try it again; a second operator must agree by the same act", body, type);
    }

    private static Command ActCommand(string act, string summary, Option<FileInfo>? body = null, Option<string?>? type = null)
    {
        var command = new Command(act, summary) { Id, Reason };
        foreach (var option in new Option?[] { body, type }.OfType<Option>())
        {
            command.Add(option);
        }
        command.SetAction(
            (parsed, cancellation) =>
                Open(
                    parsed,
                    async desk =>
                    {
                        var id = parsed.GetRequiredValue(Id);
                        var mended =
                            body is not null && parsed.GetValue(body) is { } file
                                ? await File.ReadAllTextAsync(file.FullName, cancellation)
                                : null;
                        // What is agreed to is what is there now: should it change in between, the door says so.
                        var seen = await desk.Get(id, [], cancellation);
                        var answer = await desk.Post(
                            $"{id}/{act}",
                            new JsonObject
                            {
                                ["reason"] = parsed.GetValue(Reason),
                                ["body"] = mended,
                                ["type"] = type is null ? null : parsed.GetValue(type),
                                ["expectedRevision"] = seen["revision"]?.DeepClone(),
                            },
                            cancellation
                        );
                        FailureReport.Acted(answer, desk.Output);
                    }
                )
        );
        return command;
    }

    private static async Task<int> Open(ParseResult parsed, Func<OperatorDesk, Task> work)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        if (
            !Uri.TryCreate(parsed.GetValue(At), UriKind.Absolute, out var address)
            || !address.Scheme.StartsWith("http", StringComparison.Ordinal)
        )
        {
            await error.WriteLineAsync("--at: the service's URL, e.g. http://127.0.0.1:5080.");
            return 2;
        }
        if (parsed.GetValue(Token) is null && !address.IsLoopback)
        {
            await error.WriteLineAsync("--token is needed: development tokens count on loopback only.");
            return 2;
        }
        var token =
            parsed.GetValue(Token)
            ?? DevelopmentIssuer.Token(
                [Roles.Operator],
                DivisionCode.Country,
                null,
                parsed.GetValue(Name)!,
                TimeProvider.System.GetUtcNow()
            );
        using var desk = new OperatorDesk(
            new Uri(address, $"/{parsed.GetRequiredValue(Service)}/v1/failures/"),
            token,
            parsed.GetValue(Json),
            output
        );
        try
        {
            await work(desk);
            return 0;
        }
        catch (RefusedException refused)
        {
            await error.WriteLineAsync(refused.Message);
            return refused.Status < 500 ? 1 : 3;
        }
        catch (HttpRequestException e)
        {
            await error.WriteLineAsync($"{address} does not answer: {e.Message}");
            return 3;
        }
        catch (TaskCanceledException)
        {
            await error.WriteLineAsync($"{address} does not answer in time.");
            return 3;
        }
    }
}
