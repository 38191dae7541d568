using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Exchange.Contracts;
using Exchange.Contracts.Credit;

namespace Exchange.CreditRepair.Notices;

/// <summary>Posts one notice to one bank, signed when a secret is set. It follows no redirects and says nothing of the content in what it returns.</summary>
internal sealed class NoticePost(IHttpClientFactory clients, NoticeTargets targets, TimeProvider machine)
{
    public const string Client = "notices";

    public async Task<DeliveryAttempt> Send(Notice notice, Subscription? subscription, CancellationToken cancellation)
    {
        if (subscription?.Url is not { } url || !targets.Allows(url))
        {
            return Result(false, "no address that is allowed");
        }
        try
        {
            using var request = Request(notice, url, subscription.Secret);
            using var client = clients.CreateClient(Client);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return Result(response.IsSuccessStatusCode, ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture));
        }
        catch (HttpRequestException e)
        {
            return Result(false, e.HttpRequestError.ToString());
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Result(false, "timeout");
        }
    }

    private HttpRequestMessage Request(Notice notice, Uri url, string? secret)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(NoticeContent.Of(notice), ExchangeJson.Options);
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        var timestamp = machine.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        request.Headers.Add("X-Exchange-Notice", notice.Id);
        request.Headers.Add("X-Exchange-Timestamp", timestamp);
        if (secret is not null)
        {
            request.Headers.Add("X-Exchange-Signature", "sha256=" + Sign(secret, timestamp, body));
        }
        return request;
    }

    /// <summary>HMAC-SHA256 over "timestamp.body", in hexadecimal.</summary>
    public static string Sign(string secret, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.UTF8.GetBytes(timestamp + "."));
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private DeliveryAttempt Result(bool confirmed, string result) => new(machine.GetUtcNow(), confirmed, result);
}

/// <summary>What a bank gets to read.</summary>
internal sealed record NoticeContent(
    string NoticeId,
    NoticeKind Kind,
    CaseNumber CaseNumber,
    CourtCode Court,
    string RespondentName,
    PartyNumber? RespondentId,
    IReadOnlyList<string> AlsoNamed,
    SanctionKind Sanction,
    int Generation,
    DateOnly? LiftedOn,
    DateOnly? RestoredOn,
    DateOnly? RetractedOn,
    string AnswerAt
)
{
    public static NoticeContent Of(Notice n) =>
        new(
            n.Id,
            n.Kind,
            n.CaseNumber,
            n.Court,
            n.RespondentName,
            n.RespondentId,
            n.AlsoNamed,
            n.Sanction,
            n.Generation,
            n.LiftedOn,
            n.RestoredOn,
            n.RetractedOn,
            $"/credit/v1/notices/{n.Id}/answer"
        );
}
