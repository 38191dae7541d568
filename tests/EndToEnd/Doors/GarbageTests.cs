using System.Net.Http.Headers;
using System.Text;
using Exchange.Access;
using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd.Doors;

/// <summary>Whatever is posted to a door, the sender is told what was wrong and where; it is never our error.</summary>
public sealed class GarbageTests(QuietExchange exchange) : IClassFixture<QuietExchange>
{
    private const string FeedDoor = "POST /procuratorate/v1/feeds/{kind}";
    private static readonly string[] FileDoors = ["POST /court/v1/case-imports", FeedDoor];

    public static TheoryData<string, string> Garbage =>
        new()
        {
            { "an empty body", "" },
            { "blanks", "  \n " },
            { "null", "null" },
            { "a list", "[]" },
            { "a text", "\"x\"" },
            { "a number", "5" },
            { "a huge number", new string('9', 400) },
            { "an object cut off", "{\"expectedRevision\": 1, \"reason\": \"abc" },
            { "no JSON at all", "<xml/>" },
            { "a value of the wrong type", "{\"expectedRevision\": \"many\", \"actedOn\": 5, \"day\": {}, \"claim\": {}}" },
            { "a number out of range", "{\"expectedRevision\": 1e400, \"claim\": 1e400}" },
            { "a property that nobody knows", "{\"nonsense\": true}" },
            { "a date that does not exist", "{\"actedOn\": \"2026-02-30\", \"filedOn\": \"2026-02-30\"}" },
            { "half a surrogate pair", "{\"reason\": \"\\ud800\", \"basis\": \"\\ud800\"}" },
            { "depths without end", string.Concat(Enumerable.Repeat("{\"a\":", 200)) },
            { "the same property twice", "{\"nonsense\": 1, \"nonsense\": 2}" },
            { "a NUL", "{\"reason\": \"\0\"}" },
        };

    [Theory]
    [MemberData(nameof(Garbage))]
    public async Task Garbage_is_refused_with_its_place_at_every_door(string what, string body)
    {
        var wrong = new List<string>();
        foreach (var door in DoorTable.Taking.Where(door => !FileDoors.Contains(door.Key)))
        {
            var answer = await Desk(door).Send(new HttpMethod(door.Method), door.Path(), EndToEnd.Desk.Json(body));
            if (!IsProblem(answer) || answer.Status is not (400 or 422) || answer.Places.Count == 0)
            {
                wrong.Add($"{door.Key}: {answer}");
            }
        }
        wrong.ShouldBeEmpty(what);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused_at_every_door()
    {
        var wrong = new List<string>();
        foreach (var door in DoorTable.Taking.Where(door => !FileDoors.Contains(door.Key)))
        {
            var bytes = new ByteArrayContent([(byte)'{', (byte)'"', 0xFF, 0xFE, (byte)'"', (byte)':', (byte)'1', (byte)'}']);
            bytes.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            var answer = await Desk(door).Send(new HttpMethod(door.Method), door.Path(), bytes);
            if (!IsProblem(answer) || answer.Status is not (400 or 422))
            {
                wrong.Add($"{door.Key}: {answer}");
            }
        }
        wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData(null)]
    public async Task Another_media_type_is_refused_at_every_door(string? mediaType)
    {
        var wrong = new List<string>();
        foreach (var door in DoorTable.Taking)
        {
            var body = new ByteArrayContent("{}"u8.ToArray());
            body.Headers.ContentType = mediaType is null ? null : MediaTypeHeaderValue.Parse(mediaType);
            var answer = await Desk(door).Send(new HttpMethod(door.Method), PathOf(door), body);
            if (!IsProblem(answer) || answer.Status != 415)
            {
                wrong.Add($"{door.Key}: {answer}");
            }
        }
        wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_the_limit_is_refused_with_or_without_a_length(bool saysItsLength)
    {
        var wrong = new List<string>();
        foreach (var door in DoorTable.Taking)
        {
            var size = FileDoors.Contains(door.Key) ? QuietExchange.LargestFile : QuietExchange.LargestBody;
            var body = Encoding.ASCII.GetBytes("{" + new string(' ', size + 1) + "}");
            var answer = await SendTooMuch(door, body, saysItsLength);
            if (!IsProblem(answer) || answer.Status != 413)
            {
                wrong.Add($"{door.Key}: {answer}");
            }
        }
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_not_there_is_not_found_at_every_door_that_names_one_thing()
    {
        var wrong = new List<string>();
        foreach (var door in DoorTable.All.Where(door => door.NamesOne))
        {
            foreach (var id in (string[])[Door.Nowhere, "（2026）浙0602执999999号", "' OR 1=1 --", new string('x', 2000)])
            {
                var body =
                    door.Method is "GET" ? null
                    : door.Route.EndsWith("/withdraw") && door.Route.StartsWith("/court/") ? EndToEnd.Desk.Json("{\"reason\":\"误报\"}")
                    : EndToEnd.Desk.Json("{}", door.Key == FeedDoor ? "text/csv" : "application/json");
                var answer = await Desk(door).Send(new HttpMethod(door.Method), door.Path(id), body);
                if (!IsProblem(answer) || answer.Status != 404)
                {
                    wrong.Add($"{door.Key} {id}: {answer}");
                }
            }
        }
        wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("an empty file", "")]
    [InlineData("a header alone that is none", "x,y,z\n")]
    [InlineData("an object", "{}")]
    public async Task A_file_that_is_none_is_refused_as_a_whole(string what, string file)
    {
        var answer = await exchange.Run.As(Roles.CourtSystem, "330602").PostText("/court/v1/case-imports", file, "text/csv");
        answer.Status.ShouldBe(422, what);
        answer.Code.ShouldNotBeNull();
        answer.Places.ShouldNotBeEmpty();
        (await exchange.Run.As(Roles.CourtSystem, "330602").Get("/court/v1/case-imports")).Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("?asOf=yesterday", "asOf")]
    [InlineData("?asOf=2026-02-30", "asOf")]
    [InlineData("?asOf=2027-01-01", "asOf")]
    [InlineData("?history=perhaps", "history")]
    public async Task A_file_with_a_wrong_query_is_refused_with_the_parameter(string query, string place)
    {
        var answer = await exchange.Run.As(Roles.CourtSystem, "330602").PostText("/court/v1/case-imports" + query, "x", "text/csv");
        answer.Status.ShouldBe(400);
        answer.Places.ShouldBe([place]);
    }

    /// <summary>The server hangs up on what it does not read; a client that is still sending may miss the answer, and asks again.</summary>
    private async Task<Answer> SendTooMuch(Door door, byte[] bytes, bool saysItsLength)
    {
        for (var attempt = 1; ; attempt++)
        {
            var body = new ByteArrayContent(bytes);
            body.Headers.ContentType = new MediaTypeHeaderValue(FileDoors.Contains(door.Key) ? "application/x-ndjson" : "application/json");
            using var content = saysItsLength ? body : (HttpContent)new WithoutLength(body);
            try
            {
                return await Desk(door).Send(new HttpMethod(door.Method), PathOf(door), content);
            }
            catch (HttpRequestException) when (attempt < 5)
            {
                // Hung up while sending.
            }
        }
    }

    private static string PathOf(Door door) => door.Key == FeedDoor ? door.Path("travel") : door.Path();

    private Desk Desk(Door door) => exchange.Desk(door.Roles[0]);

    private static bool IsProblem(Answer answer) =>
        answer.Status is >= 400 and < 500 && answer.MediaType == "application/problem+json" && !string.IsNullOrEmpty(answer.Code);

    private sealed class WithoutLength : HttpContent
    {
        private readonly HttpContent inner;

        public WithoutLength(HttpContent inner)
        {
            this.inner = inner;
            Headers.ContentType = inner.Headers.ContentType;
        }

        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) => inner.CopyToAsync(stream);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
