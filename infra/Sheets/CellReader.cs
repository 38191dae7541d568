using System.Globalization;
using Exchange.Contracts;

namespace Exchange.Sheets;

/// <summary>Reads single values, and says of those that cannot be read where they stand and why. Null is an absent column, empty is none.</summary>
public sealed class CellReader(RowProblems problems, DateOnly receivedOn)
{
    /// <summary>What a cell of a spreadsheet can hold.</summary>
    public const int LongestCell = 32_767;

    /// <summary>No case has more persons, assets or vehicles; a file that says so has been put together wrongly.</summary>
    public const int LongestList = 2_000;

    private const int MostDays = 1_000_000;

    public static Field<string> Text(string? text) =>
        text is null ? Field<string>.Unknown
        : text.Length == 0 ? Field<string>.None
        : text;

    public Field<DateOnly> Date(string? text, string place, bool mayLieAhead)
    {
        if (text is null)
            return Field<DateOnly>.Unknown;
        if (text.Length == 0)
            return Field<DateOnly>.None;
        if (!CellDates.TryRead(text, out var day))
            problems.Reject(place, RowCodes.Date, "日期无法识别或不存在 (not a date that exists)", text);
        else if (day > receivedOn && !mayLieAhead)
            problems.Reject(place, RowCodes.FutureDate, $"日期晚于接收日 {receivedOn:yyyy-MM-dd} (later than the day of receipt)", text);
        else
            return day;
        return Field<DateOnly>.Unknown;
    }

    public Field<Money> Amount(string? text, string place)
    {
        if (text is null)
            return Field<Money>.Unknown;
        if (text.Length == 0)
            return Field<Money>.None;
        if (Money.TryParse(text, out var amount, out var reason))
            return amount;
        problems.Reject(place, RowCodes.Amount, $"金额无效 ({reason})", text);
        return Field<Money>.Unknown;
    }

    public Field<int> Count(string? text, string place)
    {
        if (text is null)
            return Field<int>.Unknown;
        if (text.Length == 0)
            return Field<int>.None;
        var isNumber = decimal.TryParse(
            CellText.Compact(text),
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands,
            CultureInfo.InvariantCulture,
            out var number
        );
        var reason =
            !isNumber || number >= MostDays ? "not a number"
            : number < 0 ? "negative"
            : decimal.Truncate(number) != number ? "not a whole number"
            : null;
        if (reason is null)
            return (int)number;
        problems.Reject(place, RowCodes.Number, $"数目无效 ({reason})", text);
        return Field<int>.Unknown;
    }

    public Field<bool> YesNo(string? text, string place)
    {
        switch (text is null ? null : CellText.Compact(text))
        {
            case null:
                return Field<bool>.Unknown;
            case "":
                return Field<bool>.None;
            case "是":
                return true;
            case "否":
                return false;
            default:
                problems.Reject(place, RowCodes.Value, "应为 是 或 否 (not 是 or 否)", text);
                return Field<bool>.Unknown;
        }
    }

    public Field<PartyNumber> Id(string? text, string place)
    {
        if (text is null)
            return Field<PartyNumber>.Unknown;
        if (text.Length == 0)
            return Field<PartyNumber>.None;
        if (PartyNumber.TryParse(text, out var number, out var reason))
            return number;
        problems.Reject(place, RowCodes.InvalidId, $"证件号无效 ({reason})", text);
        return Field<PartyNumber>.Unknown;
    }

    public Field<CaseNumber> CaseNumber(string? text, string place)
    {
        if (text is null)
            return Field<CaseNumber>.Unknown;
        if (text.Length == 0)
            return Field<CaseNumber>.None;
        if (Contracts.CaseNumber.TryParse(text, out var number, out var reason))
            return number;
        problems.Reject(place, RowCodes.CaseNumber, $"案号无效 ({reason})", text);
        return Field<CaseNumber>.Unknown;
    }

    public bool IsTooMany(int count, string place)
    {
        if (count > LongestList)
            problems.Reject(place, RowCodes.Value, $"超过 {LongestList} 项 (too many items)");
        return count > LongestList;
    }

    public bool IsTooLong(string text, string place)
    {
        if (text.Length > LongestCell)
            problems.Reject(place, RowCodes.Value, $"超过 {LongestCell} 字 (too long)", text);
        return text.Length > LongestCell;
    }
}
