using Edge.Core.Drivers;
using Edge.Core.Drivers.Binding;
using Protocols.Hj212;
using Telemetry.Model;

namespace Edge.Drivers.Hj212;

/// <summary>Turns a station's reports into readings. A point that stays away from its reports becomes Bad, never silent.</summary>
internal sealed class StationReadings(DeviceBinding device, TimeSpan silentAfter)
{
    private readonly Dictionary<PointId, DateTimeOffset> _heard = [];
    private DateTimeOffset _quietSince;
    private bool _silent;

    /// <summary>Begins to wait for the station.</summary>
    public void Begin(DateTimeOffset now) => (_quietSince, _silent) = (now, false);

    /// <summary>Delivers a real-time report, or one of the past.</summary>
    /// <param name="report">Understood by the codec.</param>
    /// <param name="time">When it was measured, on the gateway's clock.</param>
    /// <param name="clockIsWrong">Marks every value.</param>
    /// <param name="now">The gateway's clock.</param>
    /// <param name="sink">Takes the readings.</param>
    public void Deliver(Hj212Report report, DateTimeOffset time, bool clockIsWrong, DateTimeOffset now, IReadingSink sink)
    {
        if (report.Command is not (Hj212Command.RealTime or Hj212Command.MinuteData))
            return;
        if (!report.IsBackfill)
            (_quietSince, _silent) = (now, false);
        var isComplete = report is { Command: Hj212Command.RealTime, IsBackfill: false };
        foreach (var point in device.Points)
        {
            if (TryTake(report, point, clockIsWrong, out var raw, out var sampled))
            {
                _heard[point.Id] = now;
                sink.Add(point.Condition(raw, clockIsWrong ? time : sampled ?? time));
            }
            else if (isComplete && now - _heard.GetValueOrDefault(point.Id, DateTimeOffset.MinValue) > silentAfter)
            {
                sink.Add(point.Bad(QualityReason.NoAnswer, now));
            }
        }

        sink.Complete();
    }

    /// <summary>Makes every point Bad once the station has been silent for too long.</summary>
    public void Tick(DateTimeOffset now, IReadingSink sink)
    {
        if (_silent || now - _quietSince <= silentAfter)
            return;
        _silent = true;
        foreach (var point in device.Points)
            sink.Add(point.Bad(QualityReason.NoAnswer, now));
        sink.Complete();
    }

    private static bool TryTake(Hj212Report report, BoundPoint point, bool clockIsWrong, out RawValue raw, out DateTimeOffset? sampled)
    {
        var at = point.Profile.Hj212!;
        (raw, sampled) = (default, null);
        var found = report.TryGet(at.Factor, at.Field, out var number, out var mark);

        // The past is often sent as minute means only.
        if (!found && report.IsBackfill && at.Field == "Rtd")
            found = report.TryGet(at.Factor, "Avg", out number, out mark);
        if (!found)
            return false;
        foreach (var factor in report.Factors)
            if (factor.Code == at.Factor)
                sampled = factor.SampleTime;
        var reason = ReasonOf(mark);
        raw = new RawValue(number, number == Math.Truncate(number) && Math.Abs(number) < long.MaxValue ? (long)number : null,
            reason == QualityReason.None && clockIsWrong ? QualityReason.ClockSkew : reason);
        return true;
    }

    private static QualityReason ReasonOf(Hj212Mark mark) => mark switch
    {
        Hj212Mark.Stopped => QualityReason.Stopped,
        Hj212Mark.Maintenance or Hj212Mark.Manual or Hj212Mark.Calibration => QualityReason.Maintenance,
        Hj212Mark.Fault => QualityReason.SensorFault,
        Hj212Mark.OverRange => QualityReason.OutOfRange,
        Hj212Mark.NoLink => QualityReason.NoAnswer,
        _ => QualityReason.None,
    };
}
