using Cloud.Platform.Audit;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Permissions;
using Cloud.Platform.Persons;
using Cloud.Platform.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Cloud.Storage.Records;

/// <summary>Accounts, organisations and persons in the record store.</summary>
public static class UserStorageServices
{
    /// <summary>Adds them and their schema; the composition opens the <see cref="RecordDatabase"/> with all registered schemas.</summary>
    public static IServiceCollection AddRecordUsers(this IServiceCollection services) => services
        .AddSingleton(UserSchema.Schema)
        .AddSingleton<IIdentityVersion, RecordIdentityVersion>()
        .AddSingleton<IUserStore, RecordUserStore>().AddSingleton<IGrantStore, RecordGrantStore>().AddSingleton<ISessionStore, RecordSessionStore>()
        .AddSingleton<IOrganisationStore, RecordOrganisationStore>().AddSingleton<IPersonStore, RecordPersonStore>()
        .AddSingleton<IProjectScopeStore, RecordProjectScopes>().AddSingleton<IApiKeyStore, RecordApiKeyStore>()
        .AddSingleton<ICredentialStore, RecordCredentialStore>().AddSingleton<IAuditReader, RecordAuditReader>()
        .AddSingleton<RecordSecurityStore>()
        .AddSingleton<ISecurityItemStore>(s => s.GetRequiredService<RecordSecurityStore>())
        .AddSingleton<ISettingStore>(s => s.GetRequiredService<RecordSecurityStore>());
}
