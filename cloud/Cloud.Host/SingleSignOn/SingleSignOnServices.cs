using System.Security.Cryptography;
using Cloud.Host.Composition;
using Cloud.Platform.Certificates;
using Cloud.Storage.SingleSignOn;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Client;
using OpenIddict.Client.AspNetCore;
using OpenIddict.Server;

namespace Cloud.Host.SingleSignOn;

/// <summary>OpenID Connect in both directions: authorization code with proof key, nothing weaker.</summary>
public static class SingleSignOnServices
{
    /// <summary>Where people are sent to be let in for another system.</summary>
    public const string AuthorizePath = "/sso/authorize";

    /// <summary>Adds provider and client.</summary>
    public static IServiceCollection AddSingleSignOn(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection("SingleSignOn").Get<SingleSignOnOptions>() ?? new SingleSignOnOptions();
        services.AddSingleSignOnStorage(s => Directory.CreateDirectory(s.GetRequiredService<IOptions<StorageOptions>>().Value.Folder).FullName);
        services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<SingleSignOnContext>())
            .AddServer(server => AddServer(server, options))
            .AddClient(client => AddClient(client, options))
            .AddValidation(validation =>
            {
                validation.UseLocalServer();
                validation.UseAspNetCore();
            });
        services.AddOptions<OpenIddictServerOptions>().Configure<IOptions<StorageOptions>>((server, storage) =>
        {
            var (signing, encryption) = Keys(storage.Value.Folder);
            server.SigningCredentials.Add(new SigningCredentials(signing, SecurityAlgorithms.RsaSha256));
            server.EncryptionCredentials.Add(new EncryptingCredentials(encryption, SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512));
        });
        services.AddOptions<OpenIddictClientAspNetCoreOptions>().Configure(client =>
        {
            // The way back is a plain link: Lax suffices, and behind plain http a browser would drop a cookie marked Secure.
            client.CookieBuilder.SameSite = SameSiteMode.Lax;
            client.CookieBuilder.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddOptions<OpenIddictClientOptions>().Configure<IOptions<StorageOptions>>((client, storage) =>
        {
            var (signing, encryption) = Keys(storage.Value.Folder);
            client.SigningCredentials.Add(new SigningCredentials(signing, SecurityAlgorithms.RsaSha256));
            client.EncryptionCredentials.Add(new EncryptingCredentials(encryption, SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512));
        });
        return services;
    }

    private static void AddServer(OpenIddictServerBuilder server, SingleSignOnOptions options)
    {
        server.SetAuthorizationEndpointUris("sso/authorize").SetTokenEndpointUris("sso/token").SetUserInfoEndpointUris("sso/userinfo")
            .SetEndSessionEndpointUris("sso/logout").SetIntrospectionEndpointUris("sso/introspect").SetRevocationEndpointUris("sso/revoke");
        server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().AllowRefreshTokenFlow();
        server.RegisterScopes(OpenIddictConstants.Scopes.Profile, OpenIddictConstants.Scopes.Roles);
        server.SetAccessTokenLifetime(TimeSpan.FromMinutes(15)).SetRefreshTokenLifetime(TimeSpan.FromHours(12));
        if (options.Issuer is { } issuer)
            server.SetIssuer(issuer);
        var web = server.UseAspNetCore().EnableAuthorizationEndpointPassthrough().EnableTokenEndpointPassthrough().EnableUserInfoEndpointPassthrough()
            .EnableEndSessionEndpointPassthrough();
        if (options.AllowHttp)
            web.DisableTransportSecurityRequirement();
    }

    private static void AddClient(OpenIddictClientBuilder client, SingleSignOnOptions options)
    {
        client.AllowAuthorizationCodeFlow();
        var web = client.UseAspNetCore().EnableRedirectionEndpointPassthrough();
        if (options.AllowHttp)
            web.DisableTransportSecurityRequirement();
        client.UseSystemNetHttp();
        client.SetRedirectionEndpointUris(options.Providers.Count == 0 ? ["sso/callback"] : [.. options.Providers.Select(provider => $"sso/callback/{provider.Name}")]);
        foreach (var provider in options.Providers)
        {
            var registration = new OpenIddictClientRegistration
            {
                RegistrationId = provider.Name, Issuer = provider.Issuer, ClientId = provider.ClientId, ClientSecret = provider.ClientSecret,
                RedirectUri = new Uri($"sso/callback/{provider.Name}", UriKind.Relative),
            };
            registration.Scopes.Add(OpenIddictConstants.Scopes.Profile);
            client.AddRegistration(registration);
        }
    }

    /// <summary>Keys of the tokens, made on the first start and kept with mode 0600.</summary>
    private static (RsaSecurityKey Signing, SymmetricSecurityKey Encryption) Keys(string folder)
    {
        var keys = Directory.CreateDirectory(Path.Combine(folder, "keys")).FullName;
        var (signingFile, encryptionFile) = (Path.Combine(keys, "single-sign-on.pem"), Path.Combine(keys, "single-sign-on.key"));
        if (!File.Exists(signingFile))
        {
            using var made = RSA.Create(2048);
            SecretFile.Write(signingFile, made.ExportPkcs8PrivateKeyPem() + "\n");
        }

        if (!File.Exists(encryptionFile))
            SecretFile.Write(encryptionFile, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + "\n");
        using var rsa = RSA.Create();
        rsa.ImportFromPem(File.ReadAllText(signingFile));
        var signing = new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: true));
        signing.KeyId = Convert.ToHexStringLower(SHA256.HashData(rsa.ExportSubjectPublicKeyInfo()))[..16];
        return (signing, new SymmetricSecurityKey(Convert.FromBase64String(File.ReadAllText(encryptionFile).Trim())));
    }
}
