using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.CourtFeed.Cases;
using Exchange.CourtFeed.Reading;
using Exchange.Hosting;
using Exchange.Sheets;
using Exchange.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Exchange.CourtFeed.Imports;

/// <summary>The quarterly file: taken, watched, its errors and rejects.</summary>
internal static class ImportDoors
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static readonly string[] Pushers = [Roles.CourtSystem, Roles.CourtClerk];

    public static void AddImports(this IServiceCollection services)
    {
        services.AddCollection(CaseImport.Collection);
        services.AddCollection(ImportChunk.Collection);
        services.AddSingleton<ImportProgress>();
        services.AddCollection(ImportRemark.Collection);
        services.AddSingleton(p => new KnownCollection(
            CourtFeedModule.Name,
            ImportSpool.Shape,
            p.GetRequiredService<IStores>().Of(CourtFeedModule.Name)
        ));
        services.AddSingleton<ImportSpool>();
        services.AddSingleton<ImportWorker>();
        services.AddHostedService(p => p.GetRequiredService<ImportWorker>());
    }

    public static void MapImports(this IEndpointRouteBuilder court)
    {
        court
            .MapPost("/case-imports", Take)
            .RequireRoles(Pushers)
            .Accepts<string>("text/csv", "application/x-ndjson", Xlsx)
            .WithSummary("Take a quarterly file: CSV (UTF-8 or GB18030), XLSX or NDJSON (?asOf=, ?history=true)");
        court.MapGet("/case-imports", List).RequireRoles([.. Pushers, Roles.Auditor]).WithSummary("Imports of one's own courts");
        court.MapGet("/case-imports/{id}", Status).RequireRoles([.. Pushers, Roles.Auditor]).WithSummary("State and counts of an import");
        court
            .MapGet("/case-imports/{id}/errors", Errors)
            .RequireRoles([.. Pushers, Roles.Auditor])
            .WithSummary("Row errors, warnings and notes");
        court
            .MapGet("/case-imports/{id}/rejects", Rejects)
            .RequireRoles(Pushers)
            .WithSummary("The uploader's own rejected rows as CSV (?purpose=)");
    }

    private static async Task<IResult> Take(
        HttpContext http,
        IConfiguration configuration,
        Documents<CaseImport> imports,
        ImportSpool spool,
        ImportWorker worker,
        LawTime time,
        CancellationToken cancellation
    )
    {
        var query = http.Request.Query;
        var (asOf, problem) = AsOf.Read(query, time.Today);
        if (problem is not null)
        {
            return problem;
        }
        var history = false;
        if (query["history"] is [{ } text, ..] && !bool.TryParse(text, out history))
        {
            return Problems.BadRequest("query", "history must be true or false.", new Flaw("history", "query", "true or false"));
        }
        if (FormatOf(http.Request.ContentType) is not { } format)
        {
            return Problems.At(StatusCodes.Status415UnsupportedMediaType, "media-type", $"Send text/csv, application/x-ndjson or {Xlsx}.");
        }
        if (TooLarge(http, configuration.GetValue("Limits:ImportBytes", 2L * 1024 * 1024 * 1024)) is { } tooLarge)
        {
            return tooLarge;
        }
        var actor = Actor.From(http.User);
        var id = "I" + Guid.CreateVersion7().ToString("N");
        var (file, pieces) = await spool.Take(id, http.Request.Body, cancellation);
        await using (file)
        {
            switch (await SheetReader.Open(file, format, CaseColumns.Form, cancellation))
            {
                case FileRefused refused:
                    await spool.Remove(id, pieces, cancellation);
                    return Problems.At(
                        StatusCodes.Status422UnprocessableEntity,
                        refused.Code,
                        refused.Message,
                        new Flaw(refused.Column ?? "file", refused.Code, refused.Message)
                    );
                case FileReady opened:
                    await using (opened.Reader)
                    {
                        var import = new CaseImport
                        {
                            Id = id,
                            State = ImportState.Running,
                            Format = format,
                            Division = actor.Division,
                            Office = actor.Office,
                            UploadedBy = actor.Name,
                            ReceivedOn = time.Today,
                            AsOf = asOf,
                            History = history,
                            Length = file.Length,
                            Pieces = pieces,
                            Header = opened.Reader.Header?.Cells,
                            UnknownColumns = opened.Reader.UnknownColumns,
                            TraceParent = Activity.Current?.Id,
                        };
                        await imports.Write(import, 0, [], cancellation);
                        worker.Nudge();
                        http.Response.Headers.Location = $"/court/v1/case-imports/{id}";
                        return Results.Json(
                            View(import, ImportCounts.None),
                            ExchangeJson.Options,
                            statusCode: StatusCodes.Status202Accepted
                        );
                    }
                default:
                    throw new InvalidOperationException("A file is opened or refused.");
            }
        }
    }

    private static SheetFormat? FormatOf(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
            ? type.MediaType.Value?.ToLowerInvariant() switch
            {
                "text/csv" => SheetFormat.Csv,
                "application/x-ndjson" or "application/ndjson" => SheetFormat.Ndjson,
                Xlsx => SheetFormat.Xlsx,
                _ => null,
            }
            : null;

    /// <summary>A body over the limit is refused before it is read, or at the limit when no length is sent.</summary>
    private static ProblemHttpResult? TooLarge(HttpContext http, long limit)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = limit;
        }
        return http.Request.ContentLength > limit
            ? Problems.At(
                StatusCodes.Status413PayloadTooLarge,
                "too-large",
                FormattableString.Invariant($"The file may have at most {limit} bytes.")
            )
            : null;
    }

    private static async Task<IResult> List(
        HttpContext http,
        Documents<CaseImport> imports,
        ImportProgress progress,
        CancellationToken cancellation
    )
    {
        var (limit, problem) = ListQuery.Page(http.Request.Query);
        if (problem is not null)
        {
            return problem;
        }
        var query = new DocumentQuery
        {
            Where = [Condition.StartsWith("path", Actor.From(http.User).Subtree)],
            Descending = true,
            Limit = limit,
        };
        var page = await imports.List(query, http.Request.Query["cursor"], cancellation);
        var items = new List<JsonNode>();
        foreach (var import in page.Items)
        {
            items.Add(Node(View(import, import.Final ?? await progress.Of(import.Id, cancellation))));
        }
        return Doors.Json(Doors.PageOf(items, page.Next));
    }

    private static async Task<IResult> Status(
        string id,
        HttpContext http,
        Documents<CaseImport> imports,
        ImportProgress progress,
        CancellationToken cancellation
    ) =>
        await Find(id, http, imports, cancellation) is { } import
            ? Results.Json(View(import, import.Final ?? await progress.Of(id, cancellation)), ExchangeJson.Options)
            : Problems.NotFound(id);

    private static async Task<IResult> Errors(
        string id,
        string? kind,
        HttpContext http,
        Documents<CaseImport> imports,
        Documents<ImportRemark> remarks,
        CancellationToken cancellation
    )
    {
        if (await Find(id, http, imports, cancellation) is null)
        {
            return Problems.NotFound(id);
        }
        var (limit, problem) = ListQuery.Page(http.Request.Query, usual: 100);
        if (problem is not null)
        {
            return problem;
        }
        var where = new List<Condition> { Condition.Equal("import", id) };
        if (kind is not null)
        {
            where.Add(Condition.In("kind", kind.Split(',')));
        }
        var page = await remarks.List(new DocumentQuery { Where = where, Limit = limit }, http.Request.Query["cursor"], cancellation);
        var items = page.Items.SelectMany(r =>
            r.Problems.Select(p =>
                Node(
                    new
                    {
                        row = p.Row,
                        column = p.Column,
                        code = p.Code,
                        message = p.Message,
                        value = MaskedValue(p.Value),
                        kind = r.Kind,
                    }
                )
            )
        );
        return Doors.Json(Doors.PageOf(items, page.Next));
    }

    private static async Task Rejects(
        string id,
        string? purpose,
        HttpContext http,
        Documents<CaseImport> imports,
        Documents<ImportRemark> remarks,
        ILoggerFactory logs,
        CancellationToken cancellation
    )
    {
        var actor = Actor.From(http.User);
        if (await Find(id, http, imports, cancellation) is not { } import || import.Office != actor.Office)
        {
            await Problems.NotFound(id).ExecuteAsync(http);
            return;
        }
        if (!Doors.Unmasked(actor, Pushers, purpose, logs, "rejects of import", id))
        {
            await Problems
                .BadRequest("purpose", "The file holds identity numbers: name a purpose.", new Flaw("purpose", "required", "is missing"))
                .ExecuteAsync(http);
            return;
        }
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{id}-rejects.csv\"";
        var header = import.Header is { } cells ? new SheetHeader(CaseColumns.Form, cells) : null;
        await using var csv = new RejectsCsv(http.Response.Body, header);
        var query = new DocumentQuery { Where = [Condition.Equal("import", id), Condition.Equal("kind", "error")], Limit = 200 };
        while (await remarks.Query(query, cancellation) is { Count: > 0 } page)
        {
            foreach (var remark in page)
            {
                await csv.Write(remark.Value.Raw(header), remark.Value.Problems);
            }
            query = query with { After = new QueryPosition(null, ImportRemark.IdOf(id, page[^1].Value.Row)) };
        }
    }

    private static async Task<CaseImport?> Find(string id, HttpContext http, Documents<CaseImport> imports, CancellationToken cancellation)
    {
        var found = await imports.Find(id, cancellation);
        return found is not null && Actor.From(http.User).MayRead(found.Value.Division) ? found.Value : null;
    }

    private static JsonNode Node(object item) => JsonSerializer.SerializeToNode(item, ExchangeJson.Options)!;

    private static object View(CaseImport import, ImportCounts counts) =>
        new
        {
            id = import.Id,
            state = import.State,
            received = counts.Received,
            accepted = counts.Accepted,
            unchanged = counts.Unchanged,
            rejected = counts.Rejected,
            published = counts.Published,
            receivedOn = import.ReceivedOn,
            asOf = import.AsOf,
            history = import.History,
            unknownColumns = import.UnknownColumns,
            reason = import.FailureReason,
        };

    /// <summary>A value that may be a number of a person is shown by its ends.</summary>
    private static string? MaskedValue(string? value) =>
        value is not null && value.Count(char.IsAsciiDigit) >= 8
            ? string.Concat(value.AsSpan(0, 3), "****", value.AsSpan(value.Length - 2))
            : value;
}
