using Cloud.Storage.Series;
using Cloud.Telemetry.Series;
using DuckDB.NET.Data;
using Telemetry.Model;

namespace Cloud.Storage.DuckDb;

/// <summary>
/// What has arrived, by project, gateway and epoch. The file holds a log of marks, the newest of a key counts; the log is
/// rewritten when it has grown far beyond the keys. Readers see only what is committed.
/// </summary>
internal sealed class MarkBook
{
    private const int RewriteAbove = 50_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<ProjectId, Dictionary<MarkKey, SequenceRanges>> _committed = [];
    private readonly Dictionary<(ProjectId Project, MarkKey Key), SequenceRanges> _changed = [];
    private long _position;
    private int _keys;
    private int _logged;

    public long Position
    {
        get { lock (_gate) return _position; }
    }

    public bool HasChanges => _changed.Count > 0;

    public void Load(DuckDBConnection connection)
    {
        var rows = connection.Query(
            """
            SELECT project, gateway, epoch, high, islands, arrival FROM mark_log
            QUALIFY row_number() OVER (PARTITION BY project, gateway, epoch ORDER BY arrival DESC) = 1
            """,
            r => (Project: new ProjectId(r.GetString(0)), Key: new MarkKey(new GatewayId(r.GetString(1)), (ulong)r.GetValue(2)),
                Ranges: SequenceRanges.Restore((ulong)r.GetValue(3), Intake.Parse(r.GetString(4))), Arrival: r.GetInt64(5)));
        foreach (var row in rows)
        {
            Of(row.Project)[row.Key] = row.Ranges;
            _position = Math.Max(_position, row.Arrival);
        }

        _keys = rows.Count;
        _logged = (int)connection.Query("SELECT count(*) FROM mark_log", r => r.GetInt64(0))[0];
    }

    /// <summary>Writer only: with what the open transaction has changed.</summary>
    public SequenceRanges Current(ProjectId project, MarkKey key) =>
        _changed.TryGetValue((project, key), out var changed) ? changed
        : _committed.TryGetValue(project, out var marks) && marks.TryGetValue(key, out var ranges) ? ranges
        : SequenceRanges.Empty;

    public void Change(ProjectId project, MarkKey key, SequenceRanges ranges) => _changed[(project, key)] = ranges;

    /// <summary>Writes the changes into the open transaction.</summary>
    public void AppendChanges(DuckDBConnection connection, long position)
    {
        if (_logged > RewriteAbove && _logged > 8 * _keys)
        {
            connection.Execute("DELETE FROM mark_log");
            foreach (var (project, marks) in _committed)
                foreach (var (key, ranges) in marks)
                    _changed.TryAdd((project, key), ranges);
            _logged = 0;
        }

        using var log = connection.CreateAppender("mark_log");
        foreach (var ((project, key), ranges) in _changed)
            log.CreateRow().AppendValue(project.Value).AppendValue(key.Gateway.Value).AppendValue((ulong?)key.Epoch)
                .AppendValue((ulong?)ranges.HighWater).AppendValue(Intake.Format(ranges.Islands)).AppendValue((long?)position).EndRow();
        _logged += _changed.Count;
    }

    public void Committed(long position)
    {
        lock (_gate)
        {
            foreach (var ((project, key), ranges) in _changed)
            {
                var marks = Of(project);
                if (!marks.ContainsKey(key))
                    _keys++;
                marks[key] = ranges;
            }

            _position = position;
        }

        _changed.Clear();
    }

    public void RolledBack()
    {
        _changed.Clear();
        // The rewrite may have been rolled back too: counting high only makes the next one come earlier.
        _logged += RewriteAbove;
    }

    public ProjectMarks Snapshot(ProjectId project)
    {
        lock (_gate)
            return new ProjectMarks(
                _position, _committed.TryGetValue(project, out var marks) ? new Dictionary<MarkKey, SequenceRanges>(marks) : []);
    }

    private Dictionary<MarkKey, SequenceRanges> Of(ProjectId project)
    {
        if (!_committed.TryGetValue(project, out var marks))
            _committed.Add(project, marks = []);
        return marks;
    }
}
