using System.Globalization;
using Microsoft.Data.Sqlite;
using Telemetry.Model;

namespace Edge.Core.Outbox;

/// <summary>One open database file: the committer's connection, one reader's connection, and the state in memory.</summary>
internal sealed class OutboxFile : IDisposable
{
    private const string FileName = "outbox.db";
    private readonly SqliteConnection _connection;
    private readonly Statement _begin, _commit, _saveState, _saveName, _saveLost, _saveLedger, _saveMark, _quarantine;
    private readonly List<(long Bucket, ulong Sequence)> _newMarks = [];
    private readonly double _uptimeAtOpen;
    private readonly long _openedAt;
    private readonly TimeProvider _time;
    private SqliteConnection? _reader;

    private OutboxFile(SqliteConnection connection, string path, AgeMarks ages, TimeProvider time)
    {
        (_connection, Path, Ages, _time) = (connection, path, ages, time);
        State = OutboxSchema.LoadState(connection);
        OutboxSchema.LoadNames(connection, Names);
        (_uptimeAtOpen, _openedAt) = (State.Uptime, time.GetTimestamp());
        Encoding = new RecordEncoding(Names);
        Lanes = [.. Enumerable.Range(0, 3).Select(i => new LaneTable(connection, i))];
        _begin = new Statement(connection, "BEGIN IMMEDIATE");
        _commit = new Statement(connection, "COMMIT");
        _saveState = new Statement(connection, """
            UPDATE state SET last = $1, uptime = $2, alarm_records = $3, alarm_bytes = $4, alarm_dropped = $5,
                live_records = $6, live_bytes = $7, live_dropped = $8, media_records = $9, media_bytes = $10, media_dropped = $11
            """);
        _saveName = new Statement(connection, "INSERT INTO name(id, text, crc) VALUES($1, $2, $3)");
        _saveLost = new Statement(connection, "INSERT OR REPLACE INTO lost(id, first, last, lane, reason, at, readings, event) VALUES($1, $2, $3, $4, $5, $6, $7, $8)");
        _saveLedger = new Statement(connection, "INSERT INTO ledger(day, device, readings) VALUES($1, $2, $3) ON CONFLICT DO UPDATE SET readings = readings + $3");
        _saveMark = new Statement(connection, "INSERT OR IGNORE INTO mark(bucket, sequence) VALUES($1, $2)");
        _quarantine = new Statement(connection, "INSERT INTO quarantine(sequence, lane, at, body) VALUES($1, $2, $3, $4)");
    }

    public string Path { get; }

    public NameTable Names { get; } = new();

    public RecordEncoding Encoding { get; }

    public LaneTable[] Lanes { get; }

    /// <summary>Long-term marks, for the age limits; kept in the database.</summary>
    public AgeMarks Ages { get; }

    /// <summary>What is committed. Replaced as a whole, so that any thread may look.</summary>
    public StoreState State { get; set; }

    /// <summary>Seconds that the gateway has run with this store.</summary>
    public double Uptime => _uptimeAtOpen + _time.GetElapsedTime(_openedAt).TotalSeconds;

    /// <summary>The reader's connection; hold <see cref="OutboxStore.ReadGate"/>.</summary>
    public SqliteConnection Reader => _reader ??= OutboxSchema.Connect(Path, SqliteOpenMode.ReadOnly);

    public static string PathIn(string folder) => System.IO.Path.Combine(folder, FileName);

    /// <exception cref="SqliteException">Damaged, or it cannot be opened or written.</exception>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    public static OutboxFile Open(string folder, AgeMarks ages, TimeProvider time)
    {
        Directory.CreateDirectory(folder);
        var connection = OutboxSchema.Connect(PathIn(folder), SqliteOpenMode.ReadWriteCreate);
        var opened = false;
        try
        {
            OutboxSchema.Prepare(connection);
            // A disk that went read-only opens well enough; only a write tells.
            OutboxSchema.Execute(connection, "UPDATE state SET last = last");
            var file = new OutboxFile(connection, PathIn(folder), ages, time);
            file.LoadMarks();
            file.State.LastStored = [.. LaneTable.Names.Select(name => (ulong)file.Number($"SELECT max(sequence) FROM {name}"))];
            opened = true;
            return file;
        }
        finally
        {
            if (!opened)
                connection.Dispose();
        }
    }

    /// <summary>Puts the files of a damaged store out of the way and keeps the three newest such; null when there were none.</summary>
    public static string? SetAside(string folder, DateTimeOffset now)
    {
        var path = PathIn(folder);
        if (!File.Exists(path))
            return null;
        var aside = System.IO.Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"outbox-damaged-{now.UtcDateTime:yyyyMMdd'T'HHmmssfff'Z'}.db"));
        foreach (var suffix in (string[])["", "-wal", "-shm"])
            if (File.Exists(path + suffix))
                File.Move(path + suffix, aside + suffix, overwrite: true);
        foreach (var old in Directory.GetFiles(folder, "outbox-damaged-*.db").OrderDescending(StringComparer.Ordinal).Skip(3))
            Delete(old);
        return aside;
    }

    public static void Delete(string path)
    {
        foreach (var suffix in (string[])["", "-wal", "-shm"])
            File.Delete(path + suffix);
    }

    /// <summary>Runs work in one flushed transaction. When it throws, database and memory are as before.</summary>
    public void Transact(Action<StoreState> work)
    {
        var next = State.Copy();
        var committed = false;
        _begin.Run();
        try
        {
            work(next);
            Save(next);
            _commit.Run();
            committed = true;
        }
        finally
        {
            if (!committed)
                Rollback();
        }

        Names.Keep();
        _newMarks.Clear();
        State = next;
        next.AfterCommit.ForEach(count => count());
        next.AfterCommit.Clear();
    }

    public void NoteAge(double uptime, ulong last)
    {
        if (Ages.Note(uptime, last) is { } mark)
            _newMarks.Add(mark);
    }

    public void Quarantine(ulong sequence, Lane lane, long at, byte[] body) => _quarantine.Run(sequence, (long)lane, at, body);

    public void Execute(string sql) => OutboxSchema.Execute(_connection, sql);

    public long Number(string sql) => OutboxSchema.Number(_connection, sql);

    /// <summary>Readings by device and day, as far as they are counted in the database.</summary>
    public Tally Ledger() => ReadLedger(_connection);

    public static Tally ReadLedger(SqliteConnection connection)
    {
        var byDevice = new Dictionary<string, Dictionary<string, long>>(StringComparer.Ordinal);
        using var read = new Statement(connection, "SELECT device, day, readings FROM ledger");
        using var row = read.Read();
        while (row.Read())
        {
            if (!byDevice.TryGetValue(row.GetString(0), out var days))
                byDevice.Add(row.GetString(0), days = new Dictionary<string, long>(StringComparer.Ordinal));
            days[row.GetString(1)] = row.GetInt64(2);
        }

        return Tally.Of(byDevice);
    }

    public void Dispose()
    {
        foreach (var part in (IDisposable[])[.. Lanes, _begin, _commit, _saveState, _saveName, _saveLost, _saveLedger, _saveMark, _quarantine])
            part.Dispose();
        _reader?.Dispose();
        _connection.Dispose();
    }

    private void Save(StoreState next)
    {
        next.Uptime = Uptime;
        foreach (var (id, name) in Names.Unsaved)
            _saveName.Run((long)id, name, (long)OutboxSchema.NameChecksum(id, name));
        foreach (var entry in next.Lost.Where(e => !e.Saved))
            _saveLost.Run(entry.Id, entry.Range.First, entry.Range.Last, (long)entry.Lane, entry.Reason, entry.At.ToUnixTimeMilliseconds(), entry.Readings.ToJson(), entry.Event);
        if (next.Lost.Any(e => !e.Saved))
            next.Lost = [.. next.Lost.Select(e => e.Saved ? e : e with { Saved = true })];
        foreach (var ((device, day), count) in next.Uncounted.Counts)
            _saveLedger.Run(day, device, count);
        next.Uncounted = new Tally();
        foreach (var (bucket, sequence) in _newMarks)
            _saveMark.Run(bucket, sequence);
        var (alarm, live, media) = (next.Lanes[0], next.Lanes[1], next.Lanes[2]);
        _saveState.Run(
            next.Last, next.Uptime, alarm.Records, alarm.Bytes, alarm.Dropped,
            live.Records, live.Bytes, live.Dropped, media.Records, media.Bytes, media.Dropped);
    }

    private void Rollback()
    {
        Names.Forget();
        // SQLite rolls back by itself when the disk is full; a second rollback would be an error of its own.
        if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
            Execute("ROLLBACK");
    }

    private void LoadMarks()
    {
        using var read = new Statement(_connection, "SELECT bucket, sequence FROM mark ORDER BY bucket");
        using var row = read.Read();
        while (row.Read())
            Ages.Restore(row.GetInt64(0), (ulong)row.GetInt64(1));
    }
}
