using Telemetry.Model;

namespace Cloud.Telemetry.Projects;

/// <summary>
/// Latest values and states of a project's devices. Latest means newest by event time; what arrived late never gets here.
/// Used by one grain, so not guarded.
/// </summary>
internal sealed class DeviceBook
{
    private readonly Dictionary<DeviceId, Cell> _cells = [];
    private readonly HashSet<GatewayId> _online = [];
    private ProjectRegister _register = new(null, [], new Dictionary<DeviceId, RegisteredDevice>());

    public DateTimeOffset? LastDataAt { get; private set; }

    public int GatewaysOnline => _online.Count;

    public bool IsOnline(GatewayId gateway) => _online.Contains(gateway);

    public int GatewaysTotal => Math.Max(_register.Gateways.Count, _online.Count);

    public int DevicesOnline => _cells.Values.Count(c => c.State is DeviceState.Online);

    public int DevicesTotal => _cells.Count;

    /// <summary>Takes over a changed register; devices that it does not name any more go, unless they still report.</summary>
    public void Use(ProjectRegister register)
    {
        _register = register;
        foreach (var (id, device) in register.Devices)
            CellOf(id).Use(device.Entry.Gateway, point => PointTerms.StaleAfter(device.Profile, point));
        foreach (var (id, cell) in _cells.Where(c => !register.Devices.ContainsKey(c.Key)).ToList())
            if (cell.State is DeviceState.Online)
                cell.Use(cell.Gateway, _ => PointTerms.UnknownPoint);
            else
                _cells.Remove(id);
    }

    /// <summary>True when the reading is the newest of its point.</summary>
    public bool Take(DeviceId device, GatewayId? gateway, in Reading reading)
    {
        var cell = CellOf(device);
        cell.Gateway = gateway ?? cell.Gateway;
        if (cell.Latest.TryGetValue(reading.Point, out var known) && known.Time > reading.Time)
            return false;
        cell.Latest[reading.Point] = reading;
        if (cell.LastDataAt is not { } last || reading.Time > last)
            cell.LastDataAt = reading.Time;
        if (LastDataAt is not { } newest || reading.Time > newest)
            LastDataAt = reading.Time;
        return true;
    }

    public void Apply(PresenceChange change)
    {
        switch (change.Kind)
        {
            case PresenceKind.GatewayOnline:
                _online.Add(change.Gateway);
                break;
            case PresenceKind.GatewayOffline:
                _online.Remove(change.Gateway);
                break;
            case PresenceKind.DeviceOnline when change.Device is { } born:
                CellOf(born).Gateway = change.Gateway;
                CellOf(born).DiedAt = null;
                break;
            case PresenceKind.DeviceOffline when change.Device is { } dead:
                CellOf(dead).DiedAt = change.At;
                break;
        }
    }

    /// <summary>Works the states out again and returns those that have changed.</summary>
    public IReadOnlyList<DeviceStatus> Refresh(DateTimeOffset now)
    {
        List<DeviceStatus>? changed = null;
        foreach (var (id, cell) in _cells)
        {
            var state = StateOf(cell, now);
            if (state == cell.State && cell.Known)
                continue;
            cell.Since = state is DeviceState.Offline or DeviceState.Quarantined && cell.DiedAt is { } died ? died
                : cell.Known || state is not DeviceState.Never ? now : null;
            (cell.State, cell.Known) = (state, true);
            (changed ??= []).Add(Status(id, cell));
        }

        return changed ?? [];
    }

    public IReadOnlyList<DeviceStatus> Statuses() =>
        [.. _cells.OrderBy(c => c.Key.Value, StringComparer.Ordinal).Select(c => Status(c.Key, c.Value))];

    public LatestSnapshot Snapshot(DeviceId? device, DateTimeOffset now) => new(
        now,
        [
            .. _cells.Where(c => device is null || c.Key == device).OrderBy(c => c.Key.Value, StringComparer.Ordinal).Select(c => new LatestDevice(
                c.Key,
                c.Value.State,
                [
                    .. c.Value.Latest.Values.OrderBy(r => r.Point.Value, StringComparer.Ordinal).Select(r => new LatestPoint(
                        r,
                        now > r.Time ? now - r.Time : TimeSpan.Zero,
                        !IsLive(c.Value) || now - r.Time > c.Value.StaleAfter(r.Point))),
                ])),
        ]);

    private DeviceState StateOf(Cell cell, DateTimeOffset now)
    {
        if (cell.Latest.Count == 0)
            return DeviceState.Never;
        if (!IsConnected(cell))
            return DeviceState.Offline;
        var (fresh, answering, quarantined) = (false, false, false);
        foreach (var (point, reading) in cell.Latest)
        {
            if (now - reading.Time > cell.StaleAfter(point))
                continue;
            fresh = true;
            answering |= reading.Quality is not Quality.Bad || reading.Reason is not (QualityReason.NoAnswer or QualityReason.Quarantined);
            quarantined |= reading.Quality is Quality.Bad && reading.Reason is QualityReason.Quarantined;
        }

        // A dead device is not there, whatever its last values say; they may say why.
        return cell.DiedAt is not null ? fresh && quarantined && !answering ? DeviceState.Quarantined : DeviceState.Offline
            : !fresh ? DeviceState.Stale
            : answering ? DeviceState.Online
            : quarantined ? DeviceState.Quarantined
            : DeviceState.Offline;
    }

    private bool IsLive(Cell cell) => cell.DiedAt is null && IsConnected(cell);

    private bool IsConnected(Cell cell) => cell.Gateway is { } gateway && _online.Contains(gateway);

    private Cell CellOf(DeviceId device)
    {
        if (!_cells.TryGetValue(device, out var cell))
            _cells.Add(device, cell = new Cell());
        return cell;
    }

    private static DeviceStatus Status(DeviceId id, Cell cell) => new(id, cell.Gateway, cell.State, cell.Since, cell.LastDataAt);

    private sealed class Cell
    {
        private readonly Dictionary<PointId, TimeSpan> _terms = [];
        private Func<PointId, TimeSpan> _staleAfter = _ => PointTerms.UnknownPoint;

        public GatewayId? Gateway { get; set; }

        public Dictionary<PointId, Reading> Latest { get; } = [];

        public DateTimeOffset? LastDataAt { get; set; }

        /// <summary>When its death certificate was written; null while it lives.</summary>
        public DateTimeOffset? DiedAt { get; set; }

        public bool Known { get; set; }

        public DeviceState State { get; set; }

        public DateTimeOffset? Since { get; set; }

        public void Use(GatewayId? gateway, Func<PointId, TimeSpan> staleAfter)
        {
            (Gateway, _staleAfter) = (gateway, staleAfter);
            _terms.Clear();
        }

        public TimeSpan StaleAfter(PointId point)
        {
            if (!_terms.TryGetValue(point, out var term))
                _terms.Add(point, term = _staleAfter(point));
            return term;
        }
    }
}
