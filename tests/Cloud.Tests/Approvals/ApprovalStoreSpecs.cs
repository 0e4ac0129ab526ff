using Cloud.Platform.Approvals;
using Cloud.Storage.Approvals;
using Cloud.Storage.Registers;
using TestKit.Approvals;
using TestKit.Records;
using static Cloud.Tests.Records.RecordPlace;

namespace Cloud.Tests.Approvals;

public sealed class SqliteApprovalStoreSpecs() : ApprovalStoreContract(
    Sqlite<IApprovalStore>(d => new ApprovalStore(d, new RecordAuditTrail(d)), RecordStore.Schema, RecordAuditTrail.Schema, ApprovalStore.Schema));

public sealed class PostgreSqlApprovalStoreSpecs(PostgreSqlServer server) : ApprovalStoreContract(
    PostgreSql<IApprovalStore>(server, d => new ApprovalStore(d, new RecordAuditTrail(d)), RecordStore.Schema, RecordAuditTrail.Schema, ApprovalStore.Schema));
