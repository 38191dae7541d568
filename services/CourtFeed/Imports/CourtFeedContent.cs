using Exchange.CourtFeed.Cases;
using Exchange.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Exchange.CourtFeed.Imports;

/// <summary>What the courts' database holds: nothing, only the played sample, or records that a court really sent.</summary>
public enum CourtFeedContent
{
    Empty,
    Sample,
    Real,
}

public static class CourtFeedContents
{
    /// <summary>The name under which the sample is uploaded.</summary>
    public const string SampleUploader = "sample";

    public static async Task<CourtFeedContent> Of(IServiceProvider services, CancellationToken cancellation)
    {
        var cases = services.GetRequiredService<Documents<CaseDocument>>();
        if ((await cases.Query(new DocumentQuery { Limit = 1 }, cancellation)).Count == 0)
        {
            return CourtFeedContent.Empty;
        }
        var imports = services.GetRequiredService<Documents<CaseImport>>();
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
}
