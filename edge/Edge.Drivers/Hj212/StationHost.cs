using System.Buffers;
using Edge.Core.Drivers;
using Edge.Core.Drivers.Binding;
using Protocols.Hj212;
using Protocols.Hj212.Exchanges;

namespace Edge.Drivers.Hj212;

/// <summary>
/// One station at the port: its session, its clock and whoever takes its readings. Several may listen (the device at
/// work and a test before it is saved); the session exists once. Safe for any thread.
/// </summary>
internal sealed class StationHost
{
    private readonly Lock _lock = new();
    private readonly Hj212Output _output = new();
    private readonly Hj212Options _options;
    private readonly Hj212Metrics _metrics;
    private readonly Hj212HostSession _session;
    private readonly StationClock _clock;
    private readonly List<(StationReadings Readings, IReadingSink Sink)> _listeners = [];
    private StationLink? _link;
    private DateTimeOffset _clockSetAt = DateTimeOffset.MinValue;

    public StationHost(Hj212Station station, Hj212Cipher? cipher, Hj212Options options, Hj212Metrics metrics)
    {
        (Station, Cipher, _options, _metrics) = (station, cipher, options, metrics);
        _session = new Hj212HostSession(station);
        _clock = new StationClock(TimeSpan.FromSeconds(options.ClockLimitSeconds));
    }

    public Hj212Station Station { get; }

    public Hj212Cipher? Cipher { get; }

    public void Join(DeviceBinding device, IReadingSink sink, DateTimeOffset now)
    {
        var readings = new StationReadings(device, TimeSpan.FromSeconds(_options.SilentSeconds));
        readings.Begin(now);
        lock (_lock)
            _listeners.Add((readings, sink));
    }

    /// <summary>True when nobody listens any more.</summary>
    public bool Leave(IReadingSink sink)
    {
        lock (_lock)
        {
            _listeners.RemoveAll(l => ReferenceEquals(l.Sink, sink));
            return _listeners.Count == 0;
        }
    }

    /// <summary>Takes a packet; the newest connection is the station's.</summary>
    public void Receive(Hj212Packet packet, StationLink link, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (!ReferenceEquals(_link, link))
            {
                _link?.Complete();
                _session.Disconnected();
                _link = link;
            }

            _session.Receive(packet, now, _output);
            DateTimeOffset? sent = Hj212Time.TryParse(packet.Message.Qn, Station.Zone, out var qn) ? qn : null;
            foreach (var report in _output.Reports)
                Deliver(report, sent, now);
            CarryOut();
        }
    }

    public void Disconnected(StationLink link)
    {
        lock (_lock)
        {
            if (!ReferenceEquals(_link, link))
                return;
            _link = null;
            _session.Disconnected();
        }
    }

    /// <summary>Resends, times out, notices silence.</summary>
    public void Tick(DateTimeOffset now)
    {
        lock (_lock)
        {
            if (_session.Deadline <= now)
            {
                _session.Tick(now, _output);
                CarryOut();
            }

            foreach (var (readings, sink) in _listeners)
                readings.Tick(now, sink);
        }
    }

    private void Deliver(Hj212Report report, DateTimeOffset? sent, DateTimeOffset now)
    {
        var time = _clock.Place(sent, report.DataTime, now, report.IsBackfill, out var isWrong);
        foreach (var (readings, sink) in _listeners)
            readings.Deliver(report, time, isWrong, now, sink);
        if (!isWrong || now - _clockSetAt < TimeSpan.FromMinutes(_options.ClockAgainMinutes))
            return;
        _clockSetAt = now;
        _metrics.ClockSet(Station.Mn);
        _session.SetClock(null, now, _output);
    }

    private void CarryOut()
    {
        foreach (var message in _output.Send)
        {
            var frame = new ArrayBufferWriter<byte>(256);
            if (Hj212Writer.TryWrite(message, frame, out var fault, Cipher) != OperationStatus.Done)
                _metrics.Refused(fault.ToString());
            else if (_link is { } link && !link.TrySend(frame.WrittenSpan.ToArray()))
                link.Complete();
        }

        foreach (var rejection in _output.Rejected)
            _metrics.Refused(rejection.Fault.ToString());
        foreach (var name in Hj212ToleranceNames.Of(_output.Tolerated))
            _metrics.Tolerated(name);
        if (_output.Duplicates > 0)
            _metrics.Duplicates(_output.Duplicates);
        if (_output.LinkDown)
            _link?.Complete();
        _output.Clear();
    }
}
