namespace Cloud.Storage.Records;

/// <summary>Tables of warnings, their handling, chains and rule overrides.</summary>
public static class WarningSchema
{
    /// <summary>To be given to <see cref="RecordDatabase"/>.</summary>
    public static RecordSchema Schema { get; } = new("warnings",
    [
        """
        CREATE TABLE warning (
            id TEXT PRIMARY KEY,
            project TEXT NOT NULL,
            device TEXT NOT NULL,
            device_name TEXT NOT NULL,
            gateway TEXT NOT NULL,
            sensor_type TEXT NOT NULL,
            rule TEXT NOT NULL,
            title TEXT NOT NULL,
            title_en TEXT NOT NULL,
            level INTEGER NOT NULL,
            worst_level INTEGER NOT NULL,
            condition INTEGER NOT NULL,
            handling INTEGER NOT NULL,
            started_at INTEGER NOT NULL,
            recovered_at INTEGER,
            last_at INTEGER NOT NULL,
            count INTEGER NOT NULL,
            point TEXT NOT NULL,
            value REAL,
            peak REAL,
            unit TEXT NOT NULL,
            threshold TEXT,
            assignee TEXT,
            detail TEXT,
            late INTEGER NOT NULL,
            rung_level INTEGER,
            rung_at INTEGER,
            version INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX warning_list ON warning (started_at DESC, id DESC);
        CREATE INDEX warning_open ON warning (project, started_at DESC) WHERE handling < 7;
        CREATE INDEX warning_device ON warning (project, device, rule, started_at);
        CREATE TABLE warning_episode (
            id TEXT PRIMARY KEY,
            warning TEXT NOT NULL REFERENCES warning (id),
            started_at INTEGER NOT NULL,
            ended_at INTEGER,
            level INTEGER NOT NULL,
            peak REAL,
            late INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX warning_episode_of ON warning_episode (warning, ended_at);
        CREATE INDEX warning_episode_active ON warning_episode (warning) WHERE ended_at IS NULL;
        CREATE TABLE warning_mark (episode TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (episode, key)) WITHOUT ROWID;
        CREATE TABLE warning_log (
            id INTEGER PRIMARY KEY,
            warning TEXT NOT NULL REFERENCES warning (id),
            at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            action TEXT NOT NULL,
            note TEXT,
            handling_from INTEGER NOT NULL,
            handling_to INTEGER NOT NULL
        );
        CREATE INDEX warning_log_of ON warning_log (warning, id);
        CREATE TRIGGER warning_log_kept BEFORE DELETE ON warning_log BEGIN SELECT RAISE(ABORT, 'the log of a warning is kept'); END;
        CREATE TRIGGER warning_log_unchanged BEFORE UPDATE ON warning_log BEGIN SELECT RAISE(ABORT, 'the log of a warning is kept'); END;
        CREATE TABLE warning_push (
            warning TEXT PRIMARY KEY REFERENCES warning (id),
            round INTEGER NOT NULL,
            step INTEGER NOT NULL,
            repeat INTEGER NOT NULL,
            due INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX warning_push_due ON warning_push (due);
        CREATE TABLE warning_link (
            hash TEXT PRIMARY KEY,
            warning TEXT NOT NULL REFERENCES warning (id),
            person TEXT NOT NULL,
            expires_at INTEGER NOT NULL,
            used_at INTEGER
        ) WITHOUT ROWID;
        CREATE INDEX warning_link_expiry ON warning_link (expires_at);
        CREATE TABLE responsible_chain (
            id INTEGER PRIMARY KEY,
            project TEXT NOT NULL,
            body TEXT NOT NULL,
            by TEXT NOT NULL,
            at INTEGER NOT NULL
        );
        CREATE INDEX responsible_chain_of ON responsible_chain (project, id);
        CREATE TABLE rule_override (
            id INTEGER PRIMARY KEY,
            project TEXT NOT NULL,
            rule TEXT NOT NULL,
            device TEXT,
            level INTEGER NOT NULL,
            threshold REAL NOT NULL,
            disabled INTEGER NOT NULL,
            withdrawn INTEGER NOT NULL,
            reason TEXT NOT NULL,
            by TEXT NOT NULL,
            at INTEGER NOT NULL
        );
        CREATE INDEX rule_override_of ON rule_override (project, rule, id);
        """,
    ]);
}
