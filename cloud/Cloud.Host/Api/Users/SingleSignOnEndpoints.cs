using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Platform.Security;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Cloud.Host.Api;

/// <summary>The systems that let our people in by single sign-on.</summary>
public static class SingleSignOnEndpoints
{
    /// <summary>A system.</summary>
    public sealed record ClientView(string Id, string Name, IReadOnlyList<string> RedirectUris);

    /// <summary>A system as somebody enters it.</summary>
    public sealed record ClientDraft([property: Required, StringLength(60, MinimumLength = 2)] string Name, IReadOnlyList<string> RedirectUris);

    /// <summary>A system with its secret, told this once.</summary>
    public sealed record NewClient(ClientView Client, string Secret);

    /// <summary>Maps <c>/api/single-sign-on/clients</c>.</summary>
    public static void MapSingleSignOnClients(this IEndpointRouteBuilder routes)
    {
        var clients = routes.MapGroup("/api/single-sign-on/clients").WithTags("single-sign-on").Needs(Rights.ManageSecurity, Rights.ManageSecurity);
        clients.MapGet("", ListAsync).WithSummary("接入单点登录的系统").Produces<IReadOnlyList<ClientView>>();
        clients.MapPost("", AddAsync).WithSummary("新增接入系统").Produces<NewClient>(StatusCodes.Status201Created);
        clients.MapDelete("{id}", RemoveAsync).WithSummary("移除接入系统").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> ListAsync(IOpenIddictApplicationManager clients, CancellationToken cancel)
    {
        var views = new List<ClientView>();
        await foreach (var client in clients.ListAsync(200, 0, cancel))
            views.Add(new ClientView(
                (await clients.GetClientIdAsync(client, cancel))!, await clients.GetDisplayNameAsync(client, cancel) ?? "", await clients.GetRedirectUrisAsync(client, cancel)));
        return TypedResults.Ok(views);
    }

    private static async Task<IResult> AddAsync(ClientDraft body, Actor actor, IOpenIddictApplicationManager clients, SecurityJournal journal, CancellationToken cancel)
    {
        var faults = Fields.Faults(body);
        if (body.RedirectUris.Count is < 1 or > 10 || body.RedirectUris.Any(text => !Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http") || uri.Fragment.Length > 0))
            faults["redirectUris"] = ["请填写1至10个完整的回调地址（http 或 https，不带 #）"];
        if (faults.Count > 0)
            return Problems.Invalid(faults);
        var (id, secret) = ($"client-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
        var client = new OpenIddictApplicationDescriptor
        {
            ClientId = id, ClientSecret = secret, DisplayName = body.Name.Trim(), ClientType = ClientTypes.Confidential, ConsentType = ConsentTypes.Implicit,
        };
        client.RedirectUris.UnionWith(body.RedirectUris.Select(text => new Uri(text)));
        client.Permissions.UnionWith(
        [
            Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.EndSession, Permissions.Endpoints.Introspection,
            Permissions.Endpoints.Revocation, Permissions.GrantTypes.AuthorizationCode, Permissions.GrantTypes.RefreshToken, Permissions.ResponseTypes.Code,
            Permissions.Scopes.Profile, Permissions.Scopes.Roles,
        ]);
        client.Requirements.Add(Requirements.Features.ProofKeyForCodeExchange);
        await clients.CreateAsync(client, cancel);
        await journal.WriteAsync(actor, "single-sign-on.client.add", $"client/{id}", new { client.DisplayName, body.RedirectUris }, cancel);
        return TypedResults.Created($"/api/single-sign-on/clients/{id}", new NewClient(new ClientView(id, client.DisplayName, body.RedirectUris), secret));
    }

    private static async Task<IResult> RemoveAsync(string id, Actor actor, IOpenIddictApplicationManager clients, SecurityJournal journal, CancellationToken cancel)
    {
        if (await clients.FindByClientIdAsync(id, cancel) is not { } client)
            return Problems.NotFound("接入系统");
        await clients.DeleteAsync(client, cancel);
        await journal.WriteAsync(actor, "single-sign-on.client.remove", $"client/{id}", null, cancel);
        return TypedResults.NoContent();
    }
}
