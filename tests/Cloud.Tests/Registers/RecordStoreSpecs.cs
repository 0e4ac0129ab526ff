using Cloud.Platform.Registers;
using Cloud.Storage.Registers;
using TestKit.Records;
using TestKit.Registers;
using static Cloud.Tests.Records.RecordPlace;

namespace Cloud.Tests.Registers;

public sealed class SqliteRecordStoreSpecs() : RecordStoreContract(
    Sqlite<IRecordStore>(d => new RecordStore(d, new RecordAuditTrail(d)), RecordStore.Schema, RecordAuditTrail.Schema));

public sealed class PostgreSqlRecordStoreSpecs(PostgreSqlServer server) : RecordStoreContract(
    PostgreSql<IRecordStore>(server, d => new RecordStore(d, new RecordAuditTrail(d)), RecordStore.Schema, RecordAuditTrail.Schema));

public sealed class SqliteRecordRightsSpecs() : RecordRightsContract(
    Sqlite<IRecordStore>(d => new RecordStore(d, new RecordAuditTrail(d)), RecordStore.Schema, RecordAuditTrail.Schema));

public sealed class PostgreSqlRecordRightsSpecs(PostgreSqlServer server) : RecordRightsContract(
    PostgreSql<IRecordStore>(server, d => new RecordStore(d, new RecordAuditTrail(d)), RecordStore.Schema, RecordAuditTrail.Schema));
