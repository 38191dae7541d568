using Microsoft.AspNetCore.Http;

namespace Exchange.Desks;

/// <summary>Chinese, unless somebody has switched.</summary>
internal static class LanguageCookie
{
    private const string Name = "exchange-language";

    public static Language Of(HttpRequest request) => request.Cookies[Name] == "en" ? Language.English : Language.Chinese;

    public static void Keep(HttpResponse response, string? language) =>
        response.Cookies.Append(
            Name,
            language == "en" ? "en" : "zh",
            new CookieOptions
            {
                SameSite = SameSiteMode.Lax,
                HttpOnly = true,
                IsEssential = true,
                MaxAge = TimeSpan.FromDays(365),
            }
        );
}
