using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Shouldly;

namespace Exchange.Tests.EndToEnd.Loops;

/// <summary>A bank's own address, to which notices are posted; it confirms each.</summary>
internal sealed class ListeningBank : IAsyncDisposable
{
    public const string Name = "中国工商银行";
    public const string Secret = "只有银行和信用部门知道";

    private readonly Channel<Post> posts = Channel.CreateUnbounded<Post>();
    private readonly WebApplication app;

    private ListeningBank(WebApplication app) => this.app = app;

    public string Url => app.Urls.First() + "/notices";

    /// <summary>How many posts came that nobody has looked at.</summary>
    public int Unread => posts.Reader.Count;

    public static async Task<ListeningBank> Open()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var bank = new ListeningBank(builder.Build());
        bank.app.MapPost("/notices", bank.Take);
        await bank.app.StartAsync();
        return bank;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    /// <summary>The next notice, whose signature is right.</summary>
    public async Task<JsonNode> Next()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var post = await posts.Reader.ReadAsync(patience.Token);
        var signed = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{post.Timestamp}.{post.Body}"));
        post.Signature.ShouldBe("sha256=" + Convert.ToHexStringLower(signed));
        return JsonNode.Parse(post.Body)!;
    }

    private async Task<IResult> Take(HttpRequest request)
    {
        var body = await new StreamReader(request.Body).ReadToEndAsync();
        posts.Writer.TryWrite(new Post(body, request.Headers["X-Exchange-Timestamp"]!, request.Headers["X-Exchange-Signature"]!));
        return Results.NoContent();
    }

    private sealed record Post(string Body, string Timestamp, string Signature);
}
