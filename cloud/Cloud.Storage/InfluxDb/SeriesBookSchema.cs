using Cloud.Storage.Records;

namespace Cloud.Storage.InfluxDb;

/// <summary>
/// What the series store knows beside the readings, in the record database, because a line-protocol server has no
/// transactions: positions, marks, tallies, events. Epochs and sequences are unsigned; they are kept by their bits.
/// </summary>
public static class SeriesBookSchema
{
    /// <summary>The tables.</summary>
    public static RecordSchema Schema { get; } = new("series-book",
    [
        """
        CREATE TABLE series_position (project TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE series_mark (
            project TEXT NOT NULL, gateway TEXT NOT NULL, epoch INTEGER NOT NULL, high INTEGER NOT NULL, islands TEXT NOT NULL,
            PRIMARY KEY (project, gateway, epoch)) WITHOUT ROWID;
        CREATE TABLE series_tally (
            project TEXT NOT NULL, device TEXT NOT NULL, day INTEGER NOT NULL, received INTEGER NOT NULL, late INTEGER NOT NULL, position INTEGER NOT NULL,
            PRIMARY KEY (project, device, day)) WITHOUT ROWID;
        CREATE INDEX series_tally_position ON series_tally (project, position);
        CREATE TABLE series_event (
            id INTEGER PRIMARY KEY, project TEXT NOT NULL, gateway TEXT NOT NULL, device TEXT, ts INTEGER NOT NULL, kind TEXT NOT NULL, json TEXT NOT NULL);
        CREATE INDEX series_event_time ON series_event (project, ts);
        CREATE TABLE series_ledger (
            project TEXT NOT NULL, gateway TEXT NOT NULL, epoch INTEGER NOT NULL, device TEXT NOT NULL, day INTEGER NOT NULL, expected INTEGER NOT NULL,
            PRIMARY KEY (project, gateway, epoch, device, day)) WITHOUT ROWID;
        CREATE TABLE series_lost (
            id INTEGER PRIMARY KEY, project TEXT NOT NULL, gateway TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, lane TEXT NOT NULL,
            reason TEXT NOT NULL, device TEXT, day INTEGER NOT NULL, count INTEGER NOT NULL);
        CREATE INDEX series_lost_day ON series_lost (project, day);
        """,
    ]);
}
