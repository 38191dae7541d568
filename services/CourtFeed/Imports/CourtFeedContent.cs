using System.Text.Json.Serialization;
using Exchange.Contracts;
using Exchange.CourtFeed.Cases;
using Exchange.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Exchange.CourtFeed.Imports;

/// <summary>What the courts' database holds: nothing, only the played sample, or records that a court really sent.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<CourtFeedContent>))]
public enum CourtFeedContent
{
    Empty,
    Sample,
    Real,
}

/// <summary>In development: the door at which a play asks whether it may play here.</summary>
public static class CourtFeedContents
{
    /// <summary>The name under which the sample is uploaded.</summary>
    public const string SampleUploader = "sample";

    internal static void MapContents(this IEndpointRouteBuilder app)
    {
        if (app.ServiceProvider.GetRequiredService<IConfiguration>().GetValue<bool>("Access:Development"))
        {
            app.MapGet(
                    "/dev/court-content",
                    async (Documents<CaseDocument> cases, Documents<CaseImport> imports, CancellationToken cancellation) =>
                        TypedResults.Ok(new ContentBody(await Of(cases, imports, cancellation)))
                )
                .WithSummary("Whether the courts' store is empty, holds the sample, or real records (development)");
        }
    }

    private static async Task<CourtFeedContent> Of(
        Documents<CaseDocument> cases,
        Documents<CaseImport> imports,
        CancellationToken cancellation
    )
    {
        if ((await cases.Query(new DocumentQuery { Limit = 1 }, cancellation)).Count == 0)
        {
            return CourtFeedContent.Empty;
        }
        var query = new DocumentQuery { Limit = 200 };
        while (await imports.Query(query, cancellation) is { Count: > 0 } page)
        {
            if (page.Any(i => i.Value.UploadedBy != SampleUploader))
            {
                return CourtFeedContent.Real;
            }
            query = query with { After = new QueryPosition(null, page[^1].Value.Id) };
        }
        // A case that no announcement names was pushed by itself, which the sample never does.
        var pushed = new DocumentQuery { Where = [Condition.Equal("announcement", null)], Limit = 1 };
        return (await cases.Query(pushed, cancellation)).Count > 0 ? CourtFeedContent.Real : CourtFeedContent.Sample;
    }

    internal sealed record ContentBody(CourtFeedContent Content);
}
