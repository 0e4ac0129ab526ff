using Telemetry.Model;
using Telemetry.Model.Rules;
using Telemetry.Model.Sensors;

namespace TestKit.Rules;

/// <summary>
/// The slow and obvious evaluator: keeps every reading for ever, recomputes everything from scratch, and walks through
/// time in half seconds instead of knowing deadlines. Times are whole seconds after <see cref="RandomRule.Zero"/>.
/// </summary>
public sealed class ReferenceEvaluator(RuleDefinition rule, IReadOnlyDictionary<string, double> parameters)
{
    private readonly List<(double Time, double Value, Quality Quality)> _measured = [];
    private readonly Dictionary<string, List<(double Time, double Value, Quality Quality)>> _gates =
        (rule.When ?? []).Select(gate => gate.Point).Distinct().ToDictionary(point => point, _ => new List<(double, double, Quality)>());
    private readonly Progress[] _levels = [.. rule.Levels.Select(_ => new Progress())];
    private double? _start;
    private double _now = double.NegativeInfinity;
    private double? _since;

    public (RuleCondition Condition, int Level, Undecided Reason, double Value, double? Since) Answer { get; private set; } =
        (RuleCondition.CannotDecide, 0, Undecided.NoReading, double.NaN, null);

    /// <param name="time">Event time of the readings.</param>
    /// <param name="readings">What was read.</param>
    /// <param name="arrivedAt">When they arrived: before what is not newer than everything known, time passes up to it; null = it does not.</param>
    public void Arrive(double time, IReadOnlyList<(string Point, double Value, Quality Quality)> readings, double? arrivedAt = null)
    {
        if (arrivedAt is { } arrived && _start.HasValue && _gates.Values.Append(_measured).Any(list => list.Exists(one => one.Time >= time)))
        {
            Walk(arrived);
            _now = Math.Max(_now, arrived);
        }

        Walk(time - 0.5);
        var (newer, anyNewer) = (false, !_start.HasValue);
        foreach (var (point, value, quality) in readings)
        {
            if (point == rule.Measure.Point)
                newer |= Keep(_measured, time, value, quality);
            if (_gates.TryGetValue(point, out var gate))
                anyNewer |= Keep(gate, time, value, quality);
        }

        _now = Math.Max(_now, time);
        Evaluate(newer || anyNewer ? time : _now, newer);
    }

    public void Tick(double time)
    {
        Walk(time);
        if (_start is null)
            Evaluate(time, false);
        _now = Math.Max(_now, time);
    }

    private static bool Keep(List<(double Time, double Value, Quality Quality)> list, double time, double value, Quality quality)
    {
        var newer = list.Count == 0 || time > list.Max(one => one.Time);
        list.Add((time, value, quality));
        list.Sort((a, b) => a.Time.CompareTo(b.Time));
        return newer;
    }

    private void Walk(double to)
    {
        while (_start.HasValue && _now + 0.5 <= to)
        {
            _now += 0.5;
            Evaluate(_now, false);
        }
    }

    private void Evaluate(double instant, bool newer)
    {
        _now = Math.Max(_now, instant);
        _start ??= instant;
        var gates = (rule.When ?? []).Select(Holds).ToList();
        var closed = gates.Contains(false);
        var (reason, value) = closed ? (Undecided.None, double.NaN) : gates.Contains(null) ? (Undecided.GateUnknown, double.NaN) : Measure();
        for (var i = 0; i < _levels.Length; i++)
            if (reason != Undecided.None)
                _levels[i].Interrupt(rule.Levels[i]);
            else
                _levels[i].Update(rule.Levels[i], Math.Max(rule.Measure.Window, Stale), rule.Measure.Window, !closed && Applies(rule.Levels[i]), value, instant, _now, newer);
        var reached = Enumerable.Range(0, _levels.Length).Where(i => _levels[i].Reached).ToList();
        var level = reached.Count == 0 ? 0 : reached.Min(i => rule.Levels[i].Level);
        _since = reached.Count == 0 ? null : _since ?? reached.Min(i => _levels[i].Since);
        var condition = reason != Undecided.None ? RuleCondition.CannotDecide : level > 0 ? RuleCondition.Active : RuleCondition.Normal;
        Answer = (condition, level, reason, value, _since);
    }

    private double Stale => SensorTypes.Find(rule.SensorType)!.Find(rule.Measure.Point)!.StaleAfter;

    private bool Applies(RuleLevel level)
    {
        if (level.From is not { } from || level.To is not { } to)
            return true;
        var clock = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(RandomRule.At(_now), RandomRule.Shanghai).DateTime);
        var elapsed = (clock - from).TotalSeconds;
        return elapsed < (to - from).TotalSeconds && elapsed >= rule.Measure.Window;
    }

    private bool? Holds(RuleGate gate)
    {
        var stale = SensorTypes.Find(rule.SensorType)!.Find(gate.Point)!.StaleAfter;
        if (_gates[gate.Point].Count == 0)
            return null;
        var (time, value, quality) = _gates[gate.Point][^1];
        if (quality != Quality.Good || _now - time > stale)
            return null;
        return gate.Compare switch { "above" => value >= gate.Value, "below" => value <= gate.Value, _ => value == gate.Value };
    }

    private (Undecided, double) Measure()
    {
        var (reason, value) = Raw();
        if (reason != Undecided.None)
            return (reason, double.NaN);
        if (rule.Measure.RelativeTo is { } name)
        {
            if (!parameters.TryGetValue(name, out var parameter))
                return (Undecided.ParameterMissing, double.NaN);
            value = 100 * value / parameter;
        }

        return (Undecided.None, rule.Measure.Absolute ? Math.Abs(value) : value);
    }

    private (Undecided, double) Raw()
    {
        var stale = Stale;
        var usable = _measured.Where(one => one.Quality != Quality.Bad).ToList();
        var good = _measured.Where(one => one.Quality == Quality.Good).ToList();
        if (rule.Measure.Aggregate == "missing")
            return (Undecided.None, Math.Max(0, _now - (usable.Count == 0 ? _start!.Value : usable[^1].Time)));
        if (_measured.Count == 0)
            return (Undecided.NoReading, double.NaN);
        var newest = _measured[^1];
        if (rule.Measure.Aggregate == "bad" && newest.Quality != Quality.Good)
            return (Undecided.None, _now - (good.Count == 0 ? _start!.Value : good[^1].Time));
        if (_now - newest.Time > stale)
            return (Undecided.Stale, double.NaN);
        return rule.Measure.Aggregate switch
        {
            "bad" => (Undecided.None, 0),
            "last" => newest.Quality == Quality.Good ? (Undecided.None, newest.Value) : (Undecided.NotGood, double.NaN),
            "stuck" when newest.Quality == Quality.Bad => (Undecided.NotGood, double.NaN),
            "stuck" => (Undecided.None, newest.Time - usable.LastOrDefault(one => one.Value != newest.Value, usable[0]).Time),
            _ => Windowed(newest, stale),
        };
    }

    private (Undecided, double) Windowed((double Time, double Value, Quality Quality) newest, double stale)
    {
        var start = newest.Time - rule.Measure.Window;
        var between = rule.Measure.Aggregate is "rate" or "delta";
        var inside = _measured.Where(one => one.Quality == Quality.Good && (between ? one.Time >= start : one.Time > start)).ToList();
        if (rule.Measure.Coverage == 0 && newest.Quality != Quality.Good)
            return (Undecided.NotGood, double.NaN);
        if (inside.Count == 0)
            return (Undecided.NoReading, double.NaN);
        var span = inside[^1].Time - inside[0].Time;
        if (between && span == 0)
            return (Undecided.Coverage, double.NaN);
        var covered = between ? span : inside.Sum(one => Math.Min(
            stale / 2, one.Time - _measured.Where(other => other.Time < one.Time).Select(other => other.Time).Append(start).Max()));
        if (covered < (rule.Measure.Coverage - 1e-9) * rule.Measure.Window)
            return (Undecided.Coverage, double.NaN);
        var values = inside.Select(one => one.Value).ToList();
        return (Undecided.None, rule.Measure.Aggregate switch
        {
            "mean" => values.Average(),
            "min" => values.Min(),
            "max" => values.Max(),
            "sum" => values.Sum(),
            "count" => values.Count,
            "leq" => 10 * Math.Log10(values.Average(value => Math.Pow(10, value / 10))),
            "delta" => values[^1] - values[0],
            "range" => values.Max() - values.Min(),
            _ => (values[^1] - values[0]) * rule.Measure.Per / span,
        });
    }

    private sealed class Progress
    {
        private readonly List<double> _counted = [];
        private double? _rowSince;
        private double? _holdingSince;
        private double? _clearSince;

        public bool Reached { get; private set; }

        public double Since { get; private set; }

        public void Interrupt(RuleLevel level)
        {
            (_clearSince, _holdingSince) = (null, null);
            if (level.Repeat == 1)
                _rowSince = null;
        }

        public void Update(
            RuleLevel level, double pause, double window, bool applies, double value, double instant, double now, bool newer)
        {
            var above = level.Compare == "above";
            var reaches = applies && (above ? value >= level.Threshold : value <= level.Threshold);
            var clears = !applies || (level.Clear is { } clear ? (above ? value <= clear : value >= clear) : !reaches);
            if (Reached)
            {
                _clearSince = clears ? _clearSince ?? instant : null;
                if (_clearSince is { } from && now - from >= level.ClearHold)
                    StartAgain();
                return;
            }

            if (!reaches || (newer && _counted.Count > 0 && instant - _counted[^1] > 3 * pause))
                StartAgain();
            if (!reaches)
                return;
            _rowSince ??= instant;
            _holdingSince ??= instant;
            if (level.Repeat > 1 && newer && (_counted.Count == 0 || instant - _counted[^1] >= window))
                _counted.Add(instant);
            if (now - _holdingSince >= level.Hold && (level.Repeat == 1 || _counted.Count >= level.Repeat))
                (Reached, Since) = (true, _rowSince.Value);
        }

        private void StartAgain()
        {
            (Reached, _rowSince, _holdingSince, _clearSince) = (false, null, null, null);
            _counted.Clear();
        }
    }
}
