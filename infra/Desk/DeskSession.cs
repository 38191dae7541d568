using System.Security.Claims;
using Exchange.Access;

namespace Exchange.Desks;

/// <summary>Who sits at the desk, and in which language: one for each open browser window.</summary>
public sealed class DeskSession
{
    /// <summary>The claim that holds the bearer token by which the doors are asked.</summary>
    internal const string TokenClaim = "desk-token";

    private ClaimsPrincipal? user;

    public Language Language { get; private set; }

    public Actor Actor => Exchange.Access.Actor.From(user!);

    internal string? Token => user?.FindFirstValue(TokenClaim);

    public string Say(string zh, string en) => Language == Language.English ? en : zh;

    public string Say(Text text) => text.In(Language);

    public bool MayOpen(MenuItem item) => Actor.IsAny(item.Roles);

    internal void Begin(ClaimsPrincipal who, Language language) => (user, Language) = (who, language);
}
