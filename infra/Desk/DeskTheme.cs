using MudBlazor;

namespace Exchange.Desks;

/// <summary>Colours with enough contrast for a day's work, and the fonts that the machine has: nothing is fetched from elsewhere.</summary>
internal static class DeskTheme
{
    private static readonly string[] Fonts =
    [
        "Noto Sans CJK SC",
        "Noto Sans SC",
        "Source Han Sans SC",
        "PingFang SC",
        "Microsoft YaHei",
        "system-ui",
        "sans-serif",
    ];

    public static MudTheme Theme { get; } =
        new()
        {
            PaletteLight = new PaletteLight
            {
                Primary = "#14508c",
                Secondary = "#6a3d00",
                AppbarBackground = "#123a63",
                Background = "#f4f6f8",
                TextPrimary = "#1b1f24",
                TextSecondary = "#48515c",
                Error = "#a8201a",
                Warning = "#8a5300",
                Success = "#1c6b35",
                Info = "#14508c",
            },
            Typography = new Typography
            {
                Default = new DefaultTypography { FontFamily = Fonts, FontSize = "0.9rem" },
            },
        };
}
