using System.Globalization;
using System.Text;
using Cloud.Storage.Records;
using Cloud.Storage.Series;
using Cloud.Telemetry.Delivery;
using Cloud.Telemetry.Series;
using Telemetry.Model;

namespace Cloud.Storage.InfluxDb;

/// <summary>The book of the series store in the record database. A commit holds only if nobody has written the project since it was read.</summary>
internal sealed class SeriesBook(RecordDatabase database)
{
    private const int RowsPerStatement = 100;

    public Task<BookState> ReadAsync(ProjectId project, CancellationToken cancel) => database.ReadAsync(
        c =>
        {
            // The position first: marks of a commit in between are then checked against an older position, and refused.
            var position = c.Scalar("SELECT position FROM series_position WHERE project = @p", ("@p", project.Value)) as long? ?? 0;
            var marks = c.Query(
                "SELECT gateway, epoch, high, islands FROM series_mark WHERE project = @p",
                r => (Key: new MarkKey(new GatewayId(r.GetString(0)), unchecked((ulong)r.GetInt64(1))),
                    Ranges: SequenceRanges.Restore(unchecked((ulong)r.GetInt64(2)), Intake.Parse(r.GetString(3)))),
                ("@p", project.Value));
            return new BookState(position, marks.ToDictionary(m => m.Key, m => m.Ranges));
        },
        cancel);

    /// <summary>Writes the changes in one transaction; true for each that holds.</summary>
    public Task<bool[]> CommitAsync(IReadOnlyList<BookChange> changes, CancellationToken cancel) =>
        database.WriteAsync(c => changes.Select(change => Commit(c, change)).ToArray(), cancel);

    /// <summary>Days of devices that hold readings, by device and day.</summary>
    public Task<List<(DeviceId Device, int Day)>> DaysAsync(ReplayQuery query, CancellationToken cancel) => database.ReadAsync(
        c => c.Query(
            "SELECT device, day FROM series_tally WHERE project = @p AND day >= @from AND day <= @to AND position > @after AND (@d = '' OR device = @d) ORDER BY device, day",
            r => (new DeviceId(r.GetString(0)), r.GetInt32(1)),
            ("@p", query.Project.Value), ("@from", (long)SiteDay.Number(query.From.ToUnixTimeMilliseconds())),
            ("@to", (long)SiteDay.Number(query.To.ToUnixTimeMilliseconds())), ("@after", query.AfterArrival), ("@d", query.Device?.Value ?? "")),
        cancel);

    public async Task<IReadOnlyList<StoredEvent>> EventsAsync(EventQuery query, CancellationToken cancel) => await database.ReadAsync(
        c => c.Query(
            """
            SELECT gateway, device, ts, kind, json FROM series_event
            WHERE project = @p AND ts >= @from AND ts < @to AND (@d = '' OR device = @d) ORDER BY ts, id LIMIT @limit
            """,
            r => new StoredEvent(new GatewayId(r.GetString(0)), DeviceOrNull(r.Text(1)), r.Instant(2), r.GetString(3), r.GetString(4)),
            ("@p", query.Project.Value), ("@from", query.From), ("@to", query.To), ("@d", query.Device?.Value ?? ""), ("@limit", (long)query.Limit)),
        cancel);

    public Task<DeliveryTally> TallyAsync(ProjectId project, DateOnly from, DateOnly to, CancellationToken cancel) => database.ReadAsync(
        c =>
        {
            (string, object?)[] days = [("@p", project.Value), ("@from", (long)SiteDay.Number(from)), ("@to", (long)SiteDay.Number(to))];
            return new DeliveryTally(
                c.Query(
                    "SELECT device, day, received, late FROM series_tally WHERE project = @p AND day BETWEEN @from AND @to",
                    r => new ReceivedTally(new DeviceId(r.GetString(0)), SiteDay.FromNumber(r.GetInt32(1)), r.GetInt64(2), r.GetInt64(3)), days),
                c.Query(
                    "SELECT gateway, device, day, CAST(sum(expected) AS BIGINT) FROM series_ledger WHERE project = @p AND day BETWEEN @from AND @to GROUP BY gateway, device, day",
                    r => new ExpectedTally(new GatewayId(r.GetString(0)), new DeviceId(r.GetString(1)), SiteDay.FromNumber(r.GetInt32(2)), r.GetInt64(3)), days),
                c.Query(
                    "SELECT gateway, device, day, count, first, last, lane, reason FROM series_lost WHERE project = @p AND day BETWEEN @from AND @to ORDER BY day, gateway, first",
                    r => new LostTally(
                        new GatewayId(r.GetString(0)), DeviceOrNull(r.Text(1)), SiteDay.FromNumber(r.GetInt32(2)), r.GetInt64(3),
                        new SequenceRange(unchecked((ulong)r.GetInt64(4)), unchecked((ulong)r.GetInt64(5))), r.GetString(6), r.GetString(7)),
                    days),
                new Dictionary<MarkKey, SequenceRanges>());
        },
        cancel);

    private static DeviceId? DeviceOrNull(string? value) => value is null ? null : new DeviceId(value);

    private static bool Commit(RecordConnection c, BookChange change)
    {
        var project = change.Project.Value;
        var held = change.Before.Position == 0
            ? c.Execute("INSERT INTO series_position VALUES (@p, @new) ON CONFLICT DO NOTHING", ("@p", project), ("@new", change.Position))
            : c.Execute("UPDATE series_position SET position = @new WHERE project = @p AND position = @old",
                ("@p", project), ("@new", change.Position), ("@old", change.Before.Position));
        if (held != 1)
            return false;
        Insert(c, "series_mark (project, gateway, epoch, high, islands)",
            [.. change.Marks.Select(m => new object?[]
            {
                project, m.Key.Gateway.Value, unchecked((long)m.Key.Epoch), unchecked((long)m.Value.HighWater), Intake.Format(m.Value.Islands),
            })],
            "ON CONFLICT (project, gateway, epoch) DO UPDATE SET high = excluded.high, islands = excluded.islands");
        Insert(c, "series_tally (project, device, day, received, late, position)",
            [.. change.Tally.Select(t => new object?[] { project, t.Key.Device.Value, (long)t.Key.Day, t.Value.Received, t.Value.Late, change.Position })],
            """
            ON CONFLICT (project, device, day) DO UPDATE SET received = series_tally.received + excluded.received,
              late = series_tally.late + excluded.late, position = excluded.position
            """);
        Insert(c, "series_event (project, gateway, device, ts, kind, json)",
            [.. change.Events.Select(e => new object?[]
            {
                project, e.Gateway.Value, e.Device?.Value, e.Event!.Time.ToUnixTimeMilliseconds(), e.Event.Kind, e.Event.Json,
            })], "");
        Insert(c, "series_lost (project, gateway, first, last, lane, reason, device, day, count)", [.. change.Events.SelectMany(e => Losses(project, e))], "");
        foreach (var ledger in change.Events.SelectMany(e => Ledger(project, e)))
            Insert(c, "series_ledger (project, gateway, epoch, device, day, expected)", [ledger],
                """
                ON CONFLICT (project, gateway, epoch, device, day) DO UPDATE
                SET expected = CASE WHEN excluded.expected > series_ledger.expected THEN excluded.expected ELSE series_ledger.expected END
                """);
        return true;
    }

    private static IEnumerable<object?[]> Ledger(string project, SeriesRecord record) =>
        (record.Event!.Ledger?.Devices ?? new Dictionary<DeviceId, long>()).Select(d => new object?[]
        {
            project, record.Gateway.Value, unchecked((long)record.Id.Epoch), d.Key.Value, (long)SiteDay.Number(record.Event.Ledger!.Day), d.Value,
        });

    private static IEnumerable<object?[]> Losses(string project, SeriesRecord record)
    {
        if (record.Event!.Lost is not { } lost || !lost.MayBeReportedBy(record.Id))
            yield break;
        if (lost.Readings.Count == 0)
            yield return Row(lost.Device, SiteDay.Number(record.Event.Time.ToUnixTimeMilliseconds()), (long)(lost.Range.Last - lost.Range.First + 1));
        foreach (var (device, day, count) in lost.Readings)
            yield return Row(device, SiteDay.Number(day), count);

        object?[] Row(DeviceId? device, int day, long count) =>
        [
            project, record.Gateway.Value, unchecked((long)lost.Range.First), unchecked((long)lost.Range.Last), lost.Lane, lost.Reason,
            device?.Value, (long)day, count,
        ];
    }

    /// <summary>Many rows in few statements, because each is a round trip.</summary>
    private static void Insert(RecordConnection c, string target, IReadOnlyList<object?[]> rows, string conflict)
    {
        foreach (var chunk in rows.Chunk(RowsPerStatement))
        {
            var sql = new StringBuilder($"INSERT INTO {target} VALUES ");
            var parameters = new List<(string, object?)>(chunk.Length * chunk[0].Length);
            foreach (var row in chunk)
            {
                sql.Append(parameters.Count == 0 ? "(" : ",(");
                for (var i = 0; i < row.Length; i++)
                {
                    var name = string.Create(CultureInfo.InvariantCulture, $"@v{parameters.Count}");
                    sql.Append(i == 0 ? "" : ",").Append(name);
                    parameters.Add((name, row[i]));
                }

                sql.Append(')');
            }

            c.Execute(sql.Append(' ').Append(conflict).ToString(), [.. parameters]);
        }
    }
}
