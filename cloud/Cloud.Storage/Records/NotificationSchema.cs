namespace Cloud.Storage.Records;

/// <summary>Tables of the notification outbox.</summary>
public static class NotificationSchema
{
    /// <summary>To be given to <see cref="RecordDatabase"/>.</summary>
    public static RecordSchema Schema { get; } = new("notifications",
    [
        """
        CREATE TABLE notification (
            id TEXT PRIMARY KEY,
            reference TEXT NOT NULL,
            scope TEXT NOT NULL,
            person TEXT NOT NULL,
            channel TEXT NOT NULL,
            target TEXT NOT NULL,
            severity INTEGER NOT NULL,
            title TEXT NOT NULL,
            text TEXT NOT NULL,
            link TEXT,
            state INTEGER NOT NULL,
            is_summary INTEGER NOT NULL,
            is_sealed INTEGER NOT NULL,
            merged_into TEXT,
            created_at INTEGER NOT NULL,
            due_at INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            attempted_at INTEGER,
            receipt TEXT,
            error TEXT
        ) WITHOUT ROWID;
        CREATE INDEX notification_due ON notification (due_at) WHERE state = 0;
        CREATE INDEX notification_reference ON notification (reference) WHERE reference <> '';
        CREATE INDEX notification_person ON notification (person, created_at);
        CREATE INDEX notification_merged ON notification (merged_into, severity) WHERE merged_into IS NOT NULL;
        CREATE INDEX notification_created ON notification (created_at);
        """,
    ]);
}
