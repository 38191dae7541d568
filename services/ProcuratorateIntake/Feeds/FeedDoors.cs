using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Hosting;
using Exchange.Sheets;
using Exchange.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Exchange.ProcuratorateIntake.Feeds;

/// <summary>The doors by which feeds come in (数据接入): taken, watched, their bad rows.</summary>
internal static class FeedDoors
{
    private static readonly string[] Workers = [Roles.Procurator, Roles.ChiefProcurator];
    private static readonly string[] Readers = [.. Workers, Roles.Auditor];

    public static void AddFeeds(this IServiceCollection services)
    {
        services
            .AddCollection(FactEntry.Collection)
            .AddCollection(FeedsDelivered.Collection)
            .AddCollection(FeedUpload.Collection)
            .AddCollection(FeedChunk.Collection)
            .AddCollection(FeedReject.Collection);
        services.AddSingleton(p => new KnownCollection(
            ProcuratorateIntakeModule.Service,
            Spool.Shape,
            p.GetRequiredService<IStores>().Of(ProcuratorateIntakeModule.Service)
        ));
        services.AddSingleton<FactBook>();
        services.AddSingleton<Circle>();
        services.AddSingleton<FeedSpool>();
        services.AddSingleton<FeedWorker>();
        services.AddHostedService(p => p.GetRequiredService<FeedWorker>());
    }

    public static void MapFeeds(this IEndpointRouteBuilder app)
    {
        var doors = app.MapGroup("/procuratorate/v1/feeds").WithTags("Feeds 数据接入");
        doors
            .MapPost("/{kind}", Take)
            .RequireRoles(Workers)
            .Accepts<string>("text/csv", "application/x-ndjson")
            .WithSummary("Take a feed: CSV (UTF-8 or GB18030) or NDJSON with the same column names as keys");
        app.MapGet("/procuratorate/v1/feed-kinds", Kinds)
            .RequireRoles(Readers)
            .WithTags("Feeds 数据接入")
            .WithSummary("The kinds of feed with their columns");
        doors.MapGet("", List).RequireRoles(Readers).WithSummary("Uploads of feeds, state and counts");
        doors.MapGet("/{id}", Status).RequireRoles(Readers).WithSummary("State and counts of an upload");
        doors.MapGet("/{id}/errors", Errors).RequireRoles(Readers).WithSummary("Rejected rows with column and reason");
    }

    private static async Task<IResult> Take(
        string kind,
        HttpContext http,
        IConfiguration configuration,
        Documents<FeedUpload> uploads,
        FeedSpool spool,
        FeedWorker worker,
        LawTime time,
        CancellationToken cancellation
    )
    {
        if (FeedKinds.Find(kind) is not { } known)
        {
            return Problems.At(
                StatusCodes.Status404NotFound,
                "unknown-kind",
                $"There is no feed '{kind}'. There are: {string.Join(", ", FeedKinds.All.Select(k => k.Name))}."
            );
        }
        if (FormatOf(http.Request.ContentType) is not { } format)
        {
            return Problems.At(StatusCodes.Status415UnsupportedMediaType, "media-type", "Send text/csv or application/x-ndjson.");
        }
        var limit = configuration.GetValue("Limits:FeedBytes", 2L * 1024 * 1024 * 1024);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = limit;
        }
        if (http.Request.ContentLength > limit)
        {
            return Problems.At(
                StatusCodes.Status413PayloadTooLarge,
                "too-large",
                FormattableString.Invariant($"The file may have at most {limit} bytes.")
            );
        }
        var actor = Actor.From(http.User);
        var id = "F" + Guid.CreateVersion7().ToString("N");
        var (file, pieces) = await spool.Take(id, http.Request.Body, cancellation);
        await using (file)
        {
            switch (await SheetReader.Open(file, format, known.Form, cancellation))
            {
                case FileRefused refused:
                    await spool.Remove(id, pieces, cancellation);
                    return Problems.At(
                        StatusCodes.Status422UnprocessableEntity,
                        refused.Code,
                        refused.Message,
                        new Flaw(refused.Column ?? "file", refused.Code, refused.Message)
                    );
                case FileReady ready:
                    await using (ready.Reader)
                    {
                        var upload = new FeedUpload
                        {
                            Id = id,
                            Kind = known.Name,
                            State = FeedState.Running,
                            Format = format,
                            Division = actor.Division,
                            Office = actor.Office,
                            UploadedBy = actor.Name,
                            ReceivedOn = time.Today,
                            Pieces = pieces,
                            UnknownColumns = ready.Reader.UnknownColumns,
                        };
                        await uploads.Write(upload, 0, [], cancellation);
                        worker.Nudge();
                        http.Response.Headers.Location = $"/procuratorate/v1/feeds/{id}";
                        return Results.Json(View(upload, FeedCounts.None), ExchangeJson.Options, statusCode: StatusCodes.Status202Accepted);
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
                _ => null,
            }
            : null;

    private static IResult Kinds() =>
        Doors.Json(
            JsonSerializer
                .SerializeToNode(
                    new
                    {
                        items = FeedKinds.All.Select(kind => new
                        {
                            kind = kind.Name,
                            title = kind.Title,
                            trust = kind.Trust,
                            columns = kind.Form.Columns.Select(column => new { name = column.Header, required = column.IsRequired }),
                        }),
                    },
                    ExchangeJson.Options
                )!
                .AsObject()
        );

    private static async Task<IResult> List(
        HttpContext http,
        Documents<FeedUpload> uploads,
        Documents<FeedChunk> chunks,
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
            Where = [Condition.StartsWith(AggregateCollection.Path, Actor.From(http.User).Subtree)],
            Limit = limit,
        };
        var page = await uploads.List(query, http.Request.Query["cursor"], cancellation);
        var items = new List<JsonNode>();
        foreach (var upload in page.Items)
        {
            var counts = upload.Final ?? await FeedWorker.Counts(chunks, upload.Id, cancellation);
            items.Add(JsonSerializer.SerializeToNode(View(upload, counts), ExchangeJson.Options)!);
        }
        return Doors.Json(Doors.PageOf(items, page.Next));
    }

    private static async Task<IResult> Status(
        string id,
        HttpContext http,
        Documents<FeedUpload> uploads,
        Documents<FeedChunk> chunks,
        CancellationToken cancellation
    ) =>
        await Find(id, http, uploads, cancellation) is { } upload
            ? Results.Json(View(upload, upload.Final ?? await FeedWorker.Counts(chunks, id, cancellation)), ExchangeJson.Options)
            : Problems.NotFound(id);

    private static async Task<IResult> Errors(
        string id,
        HttpContext http,
        Documents<FeedUpload> uploads,
        Documents<FeedReject> rejects,
        CancellationToken cancellation
    )
    {
        if (await Find(id, http, uploads, cancellation) is null)
        {
            return Problems.NotFound(id);
        }
        var (limit, problem) = ListQuery.Page(http.Request.Query, usual: 100);
        if (problem is not null)
        {
            return problem;
        }
        var query = new DocumentQuery { Where = [Condition.Equal("upload", id)], Limit = limit };
        var page = await rejects.List(query, http.Request.Query["cursor"], cancellation);
        var items = page.Items.SelectMany(r =>
            r.Problems.Select(p =>
                JsonSerializer.SerializeToNode(
                    new
                    {
                        row = p.Row,
                        column = p.Column,
                        code = p.Code,
                        message = p.Message,
                        value = Masked(p.Value),
                    },
                    ExchangeJson.Options
                )!
            )
        );
        return Doors.Json(Doors.PageOf(items, page.Next));
    }

    private static async Task<FeedUpload?> Find(
        string id,
        HttpContext http,
        Documents<FeedUpload> uploads,
        CancellationToken cancellation
    ) => await uploads.Find(id, cancellation) is { } found && Actor.From(http.User).MayRead(found.Value.Division) ? found.Value : null;

    private static object View(FeedUpload upload, FeedCounts counts) =>
        new
        {
            id = upload.Id,
            kind = upload.Kind,
            state = upload.State,
            received = counts.Received,
            accepted = counts.Accepted,
            unchanged = counts.Unchanged,
            rejected = counts.Rejected,
            receivedOn = upload.ReceivedOn,
            unknownColumns = upload.UnknownColumns,
            reason = upload.FailureReason,
        };

    /// <summary>A value that may be a number of a person is shown by its ends.</summary>
    private static string? Masked(string? value) =>
        value is not null && value.Count(char.IsAsciiDigit) >= 8
            ? string.Concat(value.AsSpan(0, 3), "****", value.AsSpan(value.Length - 2))
            : value;
}
