using Exchange.Contracts;

namespace Exchange.Tests.Unit.Contracts;

internal static class Reading
{
    /// <summary>A text is refused without an exception, or its canonical value reads as the same thing again.</summary>
    public static bool IsSafe<T>(string? text)
        where T : Identifier<T>, IIdentifier<T> =>
        !Identifier<T>.TryParse(text, out var value) || value == Identifier<T>.Parse(value.Value);
}
