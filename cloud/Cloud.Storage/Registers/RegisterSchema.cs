using Cloud.Storage.Records;

namespace Cloud.Storage.Registers;

/// <summary>The tables that all registers share; each register has one more of its own, made by <see cref="RegisterTables"/>.</summary>
internal static class RegisterSchema
{
    public static RecordSchema Schema { get; } = new("registers",
    [
        """
        CREATE TABLE register_column (
          register TEXT NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, PRIMARY KEY (register, name)) WITHOUT ROWID;
        CREATE TABLE record_party (organisation TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (organisation, record)) WITHOUT ROWID;
        CREATE INDEX record_party_record ON record_party (record);
        CREATE TABLE record_assignee (person TEXT NOT NULL, record TEXT NOT NULL, register TEXT NOT NULL, PRIMARY KEY (person, record)) WITHOUT ROWID;
        CREATE INDEX record_assignee_record ON record_assignee (record);
        CREATE TABLE record_key (register TEXT NOT NULL, rule TEXT NOT NULL, key TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (register, rule, key)) WITHOUT ROWID;
        CREATE INDEX record_key_record ON record_key (record);
        CREATE TABLE record_series (series TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE record_replay (
          account TEXT NOT NULL, key TEXT NOT NULL, request_hash TEXT NOT NULL, register TEXT NOT NULL, record TEXT NOT NULL, at INTEGER NOT NULL,
          PRIMARY KEY (account, key)) WITHOUT ROWID;
        CREATE TABLE record_history (
          place INTEGER PRIMARY KEY, register TEXT NOT NULL, record TEXT NOT NULL, version INTEGER NOT NULL, at INTEGER NOT NULL, account TEXT NOT NULL,
          name TEXT NOT NULL, action TEXT NOT NULL, from_state TEXT, to_state TEXT NOT NULL, changes TEXT NOT NULL, note TEXT);
        CREATE INDEX record_history_record ON record_history (record, version);
        CREATE TABLE record_link (
          id TEXT PRIMARY KEY, from_register TEXT NOT NULL, from_record TEXT NOT NULL, to_register TEXT NOT NULL, to_record TEXT NOT NULL, kind TEXT NOT NULL,
          at INTEGER NOT NULL, account TEXT NOT NULL, name TEXT NOT NULL, removed_at INTEGER, removed_by TEXT) WITHOUT ROWID;
        CREATE INDEX record_link_from ON record_link (from_record);
        CREATE INDEX record_link_to ON record_link (to_record);
        CREATE TABLE record_comment (
          id TEXT PRIMARY KEY, register TEXT NOT NULL, record TEXT NOT NULL, at INTEGER NOT NULL, account TEXT NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX record_comment_record ON record_comment (record, at);
        CREATE TABLE saved_query (
          id TEXT PRIMARY KEY, register TEXT NOT NULL, account TEXT NOT NULL, organisation TEXT, name TEXT NOT NULL, shared INTEGER NOT NULL, query TEXT NOT NULL,
          owner_name TEXT NOT NULL, version INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX saved_query_register ON saved_query (register, account);
        CREATE TABLE record_reminder (
          register TEXT NOT NULL, record TEXT NOT NULL, due TEXT NOT NULL, stage TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (record, due, stage)) WITHOUT ROWID;
        CREATE TABLE search_document (
          document INTEGER PRIMARY KEY, register TEXT NOT NULL, id TEXT NOT NULL UNIQUE, project TEXT, area TEXT NOT NULL, owner TEXT, disciplines INTEGER NOT NULL,
          secrecy INTEGER NOT NULL, state TEXT NOT NULL, is_void INTEGER NOT NULL, title TEXT NOT NULL, at INTEGER NOT NULL, text TEXT NOT NULL);
        CREATE TABLE search_file (record TEXT NOT NULL, hash TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (record, hash)) WITHOUT ROWID;
        """,
        """
        CREATE TABLE record_task (account TEXT NOT NULL, record TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (account, record, reason)) WITHOUT ROWID;
        CREATE INDEX record_task_reason ON record_task (reason);
        """,
        """
        CREATE TABLE register_version (register TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID;
        """,
        // What names an organisation, in the order of making; RegisterTables moves what was there without a place.
        """
        ALTER TABLE record_party RENAME TO record_party_unplaced;
        CREATE TABLE record_party (
          organisation TEXT NOT NULL, register TEXT NOT NULL, place INTEGER NOT NULL, record TEXT NOT NULL, PRIMARY KEY (organisation, register, place)) WITHOUT ROWID;
        CREATE INDEX record_party_of ON record_party (record, organisation);
        """,
    ]);
}
