using Edge.Core.Drivers;
using Telemetry.Model.Rules;

namespace Edge.Core.Rules;

/// <summary>
/// The actions of all active rules and the lines that they drive: an output is on while any action wants it. A line that
/// did not follow, or was just configured, is driven again until it has. Used by one caller at a time.
/// </summary>
internal sealed class OutputBank(RuleMetrics metrics)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly Dictionary<(string Device, string Rule, RuleAction Action), ActionRun> _runs = [];
    private List<Line> _lines = [];

    /// <summary>Replaces lines and rules; runs of actions that are still there go on, lines are driven afresh.</summary>
    public void Configure(IEnumerable<IOutputLine> lines, IEnumerable<(string Device, RuleDefinition Rule, int Level)> rules)
    {
        _lines = [.. lines.Select(line => new Line(line))];
        var keys = new HashSet<(string, string, RuleAction)>();
        foreach (var (device, rule, level) in rules)
            foreach (var action in rule.Actions ?? [])
            {
                keys.Add((device, rule.Id, action));
                Want(device, rule, action, level);
            }

        foreach (var gone in _runs.Keys.Where(key => !keys.Contains(key)).ToList())
            _runs.Remove(gone);
    }

    /// <summary>Takes a rule's new level.</summary>
    public void Take(string device, RuleDefinition rule, int level)
    {
        foreach (var action in rule.Actions ?? [])
            Want(device, rule, action, level);
    }

    /// <summary>Drives what has to change; returns it, and the last reason why a line did not follow.</summary>
    public async ValueTask<(IReadOnlyList<OutputChange> Changes, string? Error)> DriveAsync(TimeSpan now, CancellationToken cancel)
    {
        foreach (var run in _runs.Values)
            run.Advance(now);
        List<OutputChange>? changes = null;
        string? error = null;
        foreach (var line in _lines)
        {
            var wanted = IsWanted(line.Output.Point.Value);
            if (line.State == wanted || line.State is null && now < line.RetryAt)
                continue;
            try
            {
                await line.Output.SetAsync(wanted, cancel);
                if (wanted || line.State is not null)
                    (changes ??= []).Add(new OutputChange(line.Output.Device.Value, line.Output.Point.Value, wanted));
                line.State = wanted;
            }
            catch (DeviceException fault)
            {
                (line.State, line.RetryAt, error) = (null, now + RetryAfter, fault.Message);
                metrics.Failed(line.Output.Point.Value);
            }
        }

        return (changes ?? [], error);
    }

    private bool IsWanted(string output)
    {
        foreach (var (key, run) in _runs)
            if (run.IsOn && key.Action.Output == output)
                return true;
        return false;
    }

    private void Want(string device, RuleDefinition rule, RuleAction action, int level)
    {
        var key = (device, rule.Id, action);
        if (!_runs.TryGetValue(key, out var run))
            _runs[key] = run = new ActionRun(TimeSpan.FromSeconds(action.MinOn), TimeSpan.FromSeconds(action.MinGap));
        run.Wanted = level != 0 && level <= action.AtLevel;
    }

    private sealed class Line(IOutputLine output)
    {
        public IOutputLine Output => output;

        /// <summary>As last driven; null = not known.</summary>
        public bool? State { get; set; }

        public TimeSpan RetryAt { get; set; }
    }
}
