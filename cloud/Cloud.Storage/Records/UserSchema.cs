namespace Cloud.Storage.Records;

/// <summary>Tables of accounts, grants, sessions, organisations, persons, keys and what is odd.</summary>
public static class UserSchema
{
    /// <summary>The scripts.</summary>
    public static RecordSchema Schema { get; } = new("users",
    [
        """
        CREATE TABLE user_account (
          id TEXT PRIMARY KEY, user_name TEXT NOT NULL UNIQUE COLLATE NOCASE, display_name TEXT NOT NULL, role TEXT NOT NULL,
          password_hash TEXT NOT NULL, must_change INTEGER NOT NULL, stamp TEXT NOT NULL,
          failures INTEGER NOT NULL, first_failure_at INTEGER, locked_until INTEGER) WITHOUT ROWID
        """,
        """
        ALTER TABLE user_account ADD COLUMN state TEXT NOT NULL DEFAULT 'Active';
        ALTER TABLE user_account ADD COLUMN organisation TEXT;
        ALTER TABLE user_account ADD COLUMN person TEXT;
        ALTER TABLE user_account ADD COLUMN details TEXT;
        CREATE INDEX user_account_organisation ON user_account (organisation);
        CREATE INDEX user_account_person ON user_account (person);
        CREATE TABLE user_grant (
          id TEXT PRIMARY KEY, account TEXT NOT NULL, role TEXT NOT NULL, body TEXT NOT NULL, withdrawn_at INTEGER) WITHOUT ROWID;
        CREATE INDEX user_grant_account ON user_grant (account);
        CREATE INDEX user_grant_role ON user_grant (role);
        INSERT INTO user_grant (id, account, role, body)
          SELECT id, id, 'administrator',
            '{"id":"' || id || '","account":"' || id || '","grant":{"role":"administrator","area":"210000","disciplines":3,"secrecy":1},"reason":"升级","givenBy":"00000000-0000-0000-0000-000000000000","givenAt":"2026-11-23T00:00:00+00:00"}'
          FROM user_account WHERE role = 'administrator';
        ALTER TABLE user_account DROP COLUMN role;
        CREATE TABLE user_session (
          id TEXT PRIMARY KEY, account TEXT NOT NULL, stamp TEXT NOT NULL, method TEXT NOT NULL, began_at INTEGER NOT NULL,
          seen_at INTEGER NOT NULL, address TEXT, device TEXT, ended_at INTEGER) WITHOUT ROWID;
        CREATE INDEX user_session_account ON user_session (account, seen_at);
        CREATE TABLE organisation (
          id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, credit_code TEXT NOT NULL, area TEXT NOT NULL, state TEXT NOT NULL,
          version INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
        CREATE UNIQUE INDEX organisation_credit_code ON organisation (credit_code) WHERE state <> 'Cancelled';
        CREATE INDEX organisation_area ON organisation (area);
        CREATE TABLE person (
          id TEXT PRIMARY KEY, name TEXT NOT NULL, id_digest TEXT NOT NULL UNIQUE, organisation TEXT, version INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX person_organisation ON person (organisation);
        CREATE TABLE project_party (
          project TEXT NOT NULL, organisation TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (project, organisation, kind)) WITHOUT ROWID;
        CREATE TABLE api_key (
          id TEXT PRIMARY KEY, account TEXT NOT NULL, body TEXT NOT NULL, used_at INTEGER, revoked_at INTEGER) WITHOUT ROWID;
        CREATE INDEX api_key_account ON api_key (account);
        CREATE TABLE credential (
          kind TEXT NOT NULL, issuer TEXT NOT NULL, subject TEXT NOT NULL, account TEXT NOT NULL, label TEXT NOT NULL, linked_at INTEGER NOT NULL,
          PRIMARY KEY (kind, issuer, subject)) WITHOUT ROWID;
        CREATE INDEX credential_account ON credential (account);
        CREATE TABLE security_item (
          id TEXT PRIMARY KEY, rule TEXT NOT NULL, body TEXT NOT NULL, closed_at INTEGER) WITHOUT ROWID;
        CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE identity_version (id INTEGER NOT NULL, version INTEGER NOT NULL);
        INSERT INTO identity_version (id, version) VALUES (1, 0);
        """,
        """
        ALTER TABLE credential ADD COLUMN revoked_at INTEGER;
        ALTER TABLE credential ADD COLUMN revoked_why TEXT;
        """,
    ]);
}
