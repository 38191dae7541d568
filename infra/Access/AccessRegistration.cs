using System.Net;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace Exchange.Access;

public static class AccessRegistration
{
    /// <summary>
    /// Bearer tokens on every door. With <c>Access:Authority</c> from that OIDC issuer; with <c>Access:Development</c> from
    /// the development issuer, accepted from loopback only.
    /// </summary>
    public static IServiceCollection AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        var development = configuration.GetValue<bool>("Access:Development");
        services.AddSingleton<KnownTokens>();
        services
            .AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
            .AddJwtBearer(bearer =>
            {
                bearer.MapInboundClaims = false;
                bearer.TokenValidationParameters.NameClaimType = "name";
                bearer.TokenValidationParameters.RoleClaimType = Actor.RoleClaim;
                if (development)
                {
                    bearer.TokenValidationParameters.ValidIssuer = DevelopmentIssuer.Name;
                    bearer.TokenValidationParameters.ValidAudience = DevelopmentIssuer.Audience;
                    bearer.TokenValidationParameters.IssuerSigningKey = DevelopmentIssuer.Key();
                    bearer.TokenValidationParameters.ValidAlgorithms = [SecurityAlgorithms.HmacSha256];
                }
                else
                {
                    bearer.Authority = configuration["Access:Authority"];
                    bearer.Audience = configuration["Access:Audience"] ?? DevelopmentIssuer.Audience;
                }
                bearer.Events = new JwtBearerEvents
                {
                    OnMessageReceived = token =>
                    {
                        if (Known(token.HttpContext).Find(token.Request) is { } person && (!development || IsLoopback(token.HttpContext)))
                        {
                            token.Principal = person;
                            token.Success();
                        }
                        return Task.CompletedTask;
                    },
                    OnTokenValidated = token =>
                    {
                        if (development && !IsLoopback(token.HttpContext))
                        {
                            token.Fail("Development tokens count on loopback only.");
                        }
                        else if (!HasDivision(token.Principal!))
                        {
                            token.Fail("The token names no division (claim 'division', six digits).");
                        }
                        else
                        {
                            Known(token.HttpContext).Keep(token.Request, token.Principal!, token.SecurityToken.ValidTo);
                        }
                        return Task.CompletedTask;
                    },
                };
            });
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        return services;
    }

    /// <summary>The door opens to these roles only.</summary>
    public static TBuilder RequireRoles<TBuilder>(this TBuilder door, params IReadOnlyList<string> roles)
        where TBuilder : IEndpointConventionBuilder => door.RequireAuthorization(policy => policy.RequireRole(roles));

    public static bool IsLoopback(HttpContext context) =>
        context.Connection.RemoteIpAddress is not { } remote || IPAddress.IsLoopback(remote);

    private static KnownTokens Known(HttpContext context) => context.RequestServices.GetRequiredService<KnownTokens>();

    private static bool HasDivision(System.Security.Claims.ClaimsPrincipal user) =>
        Contracts.DivisionCode.TryParse(user.FindFirst(Actor.DivisionClaim)?.Value, out _);
}
