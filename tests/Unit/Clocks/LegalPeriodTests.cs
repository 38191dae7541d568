using Exchange.Contracts;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Clocks;

public class LegalPeriodTests
{
    [Theory]
    [InlineData("2026-01-15", 3, "2026-04-15")]
    [InlineData("2025-11-29", 3, "2026-02-28")]
    [InlineData("2025-11-30", 3, "2026-02-28")]
    [InlineData("2025-12-01", 3, "2026-03-01")]
    [InlineData("2023-11-29", 3, "2024-02-29")] // leap year
    [InlineData("2023-11-30", 3, "2024-02-29")]
    [InlineData("2024-02-29", 12, "2025-02-28")]
    [InlineData("2026-01-31", 1, "2026-02-28")]
    [InlineData("2026-05-31", -3, "2026-02-28")]
    [InlineData("2024-05-31", -3, "2024-02-29")]
    [InlineData("2026-03-28", -1, "2026-02-28")]
    [InlineData("2026-01-01", -1, "2025-12-01")]
    public void Months_end_on_the_same_day_number_or_the_last_day_of_the_month(string day, int months, string end) =>
        DateOnly.Parse(day).PlusMonths(months).ShouldBe(DateOnly.Parse(end));
}
