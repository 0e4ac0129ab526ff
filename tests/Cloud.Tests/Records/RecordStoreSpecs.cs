using Cloud.Platform.Identity;
using Cloud.Platform.Notifications;
using Cloud.Storage.Records;
using Cloud.Telemetry.Projects;
using Cloud.Telemetry.Warnings;
using Orleans.Storage;
using TestKit.Records;
using static Cloud.Tests.Records.RecordPlace;

namespace Cloud.Tests.Records;

public sealed class SqliteDirectorySpecs() : DirectoryContract(Sqlite<IDirectory>(d => new RecordDirectory(d), RecordDirectory.Schema));

public sealed class PostgreSqlDirectorySpecs(PostgreSqlServer server) : DirectoryContract(
    PostgreSql<IDirectory>(server, d => new RecordDirectory(d), RecordDirectory.Schema));

public sealed class SqliteGrainStorageSpecs() : GrainStorageContract(Sqlite<IGrainStorage>(d => new RecordGrainStorage(d), RecordGrainStorage.Schema));

public sealed class PostgreSqlGrainStorageSpecs(PostgreSqlServer server) : GrainStorageContract(
    PostgreSql<IGrainStorage>(server, d => new RecordGrainStorage(d), RecordGrainStorage.Schema));

public sealed class SqliteUserStoreSpecs() : UserStoreContract(Sqlite<IUserStore>(d => new RecordUserStore(d, Changes(d)), UserSchema.Schema));

public sealed class PostgreSqlUserStoreSpecs(PostgreSqlServer server) : UserStoreContract(
    PostgreSql<IUserStore>(server, d => new RecordUserStore(d, Changes(d)), UserSchema.Schema));

public sealed class SqliteGrantStoreSpecs() : GrantStoreContract(Sqlite<IGrantStore>(d => new RecordGrantStore(d, Changes(d)), UserSchema.Schema));

public sealed class PostgreSqlGrantStoreSpecs(PostgreSqlServer server) : GrantStoreContract(
    PostgreSql<IGrantStore>(server, d => new RecordGrantStore(d, Changes(d)), UserSchema.Schema));

public sealed class SqliteNotificationStoreSpecs() : NotificationStoreContract(
    Sqlite<INotificationStore>(d => new RecordNotificationStore(d), NotificationSchema.Schema));

public sealed class PostgreSqlNotificationStoreSpecs(PostgreSqlServer server) : NotificationStoreContract(
    PostgreSql<INotificationStore>(server, d => new RecordNotificationStore(d), NotificationSchema.Schema));

public sealed class SqliteWarningStoreSpecs() : WarningStoreContract(Sqlite<IWarningStore>(d => new RecordWarningStore(d), WarningSchema.Schema));

public sealed class PostgreSqlWarningStoreSpecs(PostgreSqlServer server) : WarningStoreContract(
    PostgreSql<IWarningStore>(server, d => new RecordWarningStore(d), WarningSchema.Schema));

public sealed class SqliteResponsibleChainsSpecs() : ResponsibleChainsContract(
    Sqlite<IResponsibleChains>(d => new RecordResponsibleChains(d, TimeProvider.System), WarningSchema.Schema));

public sealed class PostgreSqlResponsibleChainsSpecs(PostgreSqlServer server) : ResponsibleChainsContract(
    PostgreSql<IResponsibleChains>(server, d => new RecordResponsibleChains(d, TimeProvider.System), WarningSchema.Schema));

public sealed class SqliteRuleOverridesSpecs() : RuleOverridesContract(Sqlite<IRuleOverrides>(d => new RecordRuleOverrides(d), WarningSchema.Schema));

public sealed class PostgreSqlRuleOverridesSpecs(PostgreSqlServer server) : RuleOverridesContract(
    PostgreSql<IRuleOverrides>(server, d => new RecordRuleOverrides(d), WarningSchema.Schema));
