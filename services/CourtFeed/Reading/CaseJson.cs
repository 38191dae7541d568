using System.Text.Json;
using System.Text.Unicode;
using Exchange.Contracts;
using Exchange.Sheets;

namespace Exchange.CourtFeed.Reading;

/// <summary>Reads a pushed record: the body of the single-record door, or a line of NDJSON.</summary>
internal static class CaseJson
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>Places are paths like <c>respondents[1].id</c>, the row is 1.</summary>
    public static RowVerdict Read(ReadOnlyMemory<byte> utf8Json, DateOnly receivedOn, DivisionCode scope) =>
        Read(utf8Json, row: 1, new CourtPlaces(receivedOn, scope));

    public static RowVerdict Read(ReadOnlyMemory<byte> utf8Json, int row, CourtPlaces courts)
    {
        var problems = new RowProblems(row);
        if (!Utf8.IsValid(utf8Json.Span))
        {
            problems.Reject("", RowCodes.Encoding, "不是有效的 UTF-8 文本 (not valid UTF-8)");
            return new RowVerdict.Rejected(problems.Errors);
        }
        try
        {
            using var document = JsonDocument.Parse(utf8Json, Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return CaseReading.Read(new CaseObject(document.RootElement, problems, courts.ReceivedOn), courts);
            problems.Reject("", RowCodes.Json, $"应为 JSON 对象 (an object is expected, not {document.RootElement.ValueKind})");
        }
        catch (JsonException broken)
        {
            problems.Reject(
                broken.Path ?? "",
                RowCodes.Json,
                $"不是有效的 JSON，第 {broken.LineNumber + 1} 行第 {broken.BytePositionInLine + 1} 字节 ({broken.Message})"
            );
        }
        catch (InvalidOperationException)
        {
            // A name or text with half a surrogate pair is JSON by its grammar, and no text.
            problems.Reject("", RowCodes.Encoding, "含有不成对的代理字符 (a text with half a surrogate pair)");
        }
        return new RowVerdict.Rejected(problems.Errors);
    }
}
