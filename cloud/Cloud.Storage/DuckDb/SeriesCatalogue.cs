using DuckDB.NET.Data;
using Telemetry.Model;

namespace Cloud.Storage.DuckDb;

/// <summary>
/// The dictionary of devices and series in memory, for the writer alone. What a commit has added is taken back when the
/// commit fails.
/// </summary>
internal sealed class SeriesCatalogue
{
    private readonly Dictionary<(ProjectId Project, DeviceId Device), DeviceSeries> _devices = [];
    private readonly List<(ProjectId Project, DeviceId Device, uint Id)> _newDevices = [];
    private readonly List<(DeviceSeries Owner, PointId Point, uint Id)> _newSeries = [];
    private uint _lastDevice;
    private uint _lastSeries;

    public void Load(DuckDBConnection connection)
    {
        var byId = new Dictionary<uint, DeviceSeries>();
        foreach (var (id, project, device) in connection.Query("SELECT id, project, device FROM device", r => ((uint)r.GetValue(0), r.GetString(1), r.GetString(2))))
        {
            byId[id] = _devices[(new ProjectId(project), new DeviceId(device))] = new DeviceSeries(id);
            _lastDevice = Math.Max(_lastDevice, id);
        }

        foreach (var (id, device, point) in connection.Query("SELECT id, device, point FROM series", r => ((uint)r.GetValue(0), (uint)r.GetValue(1), r.GetString(2))))
        {
            byId[device].Points[new PointId(point)] = id;
            _lastSeries = Math.Max(_lastSeries, id);
        }
    }

    public DeviceSeries Device(ProjectId project, DeviceId device)
    {
        if (_devices.TryGetValue((project, device), out var known))
            return known;
        var added = new DeviceSeries(++_lastDevice);
        _devices.Add((project, device), added);
        _newDevices.Add((project, device, added.Id));
        return added;
    }

    public uint Series(DeviceSeries device, PointId point)
    {
        if (device.Points.TryGetValue(point, out var known))
            return known;
        device.Points.Add(point, ++_lastSeries);
        _newSeries.Add((device, point, _lastSeries));
        return _lastSeries;
    }

    /// <summary>Writes what is new into the open transaction.</summary>
    public void AppendNew(DuckDBConnection connection)
    {
        if (_newDevices.Count > 0)
        {
            using var devices = connection.CreateAppender("device");
            foreach (var (project, device, id) in _newDevices)
                devices.CreateRow().AppendValue((uint?)id).AppendValue(project.Value).AppendValue(device.Value).EndRow();
        }

        if (_newSeries.Count > 0)
        {
            using var series = connection.CreateAppender("series");
            foreach (var (owner, point, id) in _newSeries)
                series.CreateRow().AppendValue((uint?)id).AppendValue((uint?)owner.Id).AppendValue(point.Value).EndRow();
        }
    }

    public void Committed()
    {
        _newDevices.Clear();
        _newSeries.Clear();
    }

    public void RolledBack()
    {
        foreach (var (owner, point, _) in _newSeries)
            owner.Points.Remove(point);
        foreach (var (project, device, _) in _newDevices)
            _devices.Remove((project, device));
        Committed();
    }

    /// <summary>Key of a device and the keys of its series.</summary>
    internal sealed class DeviceSeries(uint id)
    {
        public uint Id { get; } = id;

        public Dictionary<PointId, uint> Points { get; } = [];
    }
}
