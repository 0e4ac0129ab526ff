using Edge.Vision.Capture;
using Edge.Vision.Health;
using Vision;
using Vision.Detection;

namespace Edge.Vision.Watching;

/// <summary>
/// Everything that is decided from the frames of one camera. No clock and no I/O: time is the frames'. Used by one thread at a time.
/// </summary>
public sealed class CameraWatch
{
    private static readonly TimeSpan StayAwake = TimeSpan.FromSeconds(3);

    private readonly CameraPlan _plan;
    private readonly WatchOptions _options;
    private readonly StaticMute _mute;
    private readonly List<GearRule> _gear = [];
    private readonly List<PlumeRule> _plumes = [];
    private readonly List<PlumeSettings> _plumeSettings = [];
    private readonly List<GearSettings> _gearSettings = [];
    private readonly IntrusionRule? _intrusion;
    private readonly int _vehicle;
    private DateTimeOffset _lookedAt, _movedAt, _foundAt;

    /// <param name="options">Numbers of this camera.</param>
    /// <param name="plan">Zones, schedules, permits.</param>
    /// <param name="labels">Classes by id; a rule whose classes the model lacks is not there.</param>
    /// <param name="thresholds">The model's own scores by class.</param>
    public CameraWatch(WatchOptions options, CameraPlan plan, IReadOnlyList<string> labels, IReadOnlyDictionary<string, float> thresholds)
    {
        (_options, _plan) = (options, plan);
        _mute = new StaticMute(TimeSpan.FromMinutes(options.MuteMinutes));
        AddGear("no-helmet", "head", "helmet", options.HeadPixels);
        AddGear("no-vest", "no_vest", "vest", options.TorsoPixels);
        AddPlume("fire", options.FireFrames, 10);
        AddPlume("smoke", options.SmokeFrames, 20);
        if (IdOf("person") is >= 0 and var person)
            _intrusion = new IntrusionRule(person, ScoreOf("person"), options);
        _vehicle = IdOf("vehicle");

        int IdOf(string name) => labels.ToList().IndexOf(name);

        float ScoreOf(string name) => (float)Math.Clamp(
            options.Scores.TryGetValue(name, out var own) ? own : thresholds.TryGetValue(name, out var score) ? score : 0.5, 0.15, 0.95);

        void AddGear(string point, string bad, string good, int pixels)
        {
            if (IdOf(bad) < 0 || IdOf(good) < 0)
                return;
            _gearSettings.Add(new GearSettings(
                point, IdOf(bad), IdOf(good), bad, ScoreOf(bad), pixels, options.Certainty, TimeSpan.FromSeconds(options.HoldSeconds),
                options.Observations, TimeSpan.FromSeconds(options.PeriodSeconds), TimeSpan.FromSeconds(options.ClearSeconds)));
            _gear.Add(new GearRule(_gearSettings[^1]));
        }

        void AddPlume(string name, int frames, int window)
        {
            if (IdOf(name) < 0)
                return;
            _plumeSettings.Add(new PlumeSettings(
                name, IdOf(name), name, ScoreOf(name), frames, window, options.Flicker, options.SmokeGrowth,
                TimeSpan.FromSeconds(options.PeriodSeconds), TimeSpan.FromSeconds(options.ClearSeconds),
                ScoreOf(name) * (float)options.WeakShare, (float)options.VeilScore, [IdOf("helmet"), IdOf("head")],
                IdOf("fire"), ScoreOf("fire")));
            _plumes.Add(new PlumeRule(_plumeSettings[^1]));
        }
    }

    public MotionGate Motion { get; } = new();

    public PictureHealth Health { get; } = new();

    /// <summary>What hangs before the scene.</summary>
    public VeilMap Veil { get; } = new();

    /// <summary>What is muted: class id, box, since.</summary>
    public IEnumerable<(int Class, Box Box, DateTimeOffset Since)> Muted => _mute.Muted;

    /// <summary>Vehicles in the last frame that was looked at.</summary>
    public int Vehicles { get; private set; }

    /// <summary>Takes a frame; true when the detector should look at it.</summary>
    public bool Wants(VideoFrame frame)
    {
        if (Motion.Take(frame))
            _movedAt = frame.At;
        Health.Take(frame, Motion);
        Veil.Take(frame, Motion.IsCut);
        var isAwake = frame.At - _movedAt <= StayAwake || frame.At - _foundAt <= StayAwake;
        return isAwake || (frame.At - _lookedAt).TotalSeconds >= _options.StillSeconds;
    }

    /// <summary>Takes what the detector found; gives what is confirmed by it.</summary>
    public IReadOnlyList<VisionAlarm> Step(VideoFrame frame, IReadOnlyList<Detection> found)
    {
        _lookedAt = frame.At;
        var seen = _mute.Pass(frame, [.. found.Where(d => !_plan.IsIgnored(d.Box.CentreX / frame.Width, d.Box.CentreY / frame.Height))], Motion);
        // Something that may become an event is looked at with every frame until it is decided.
        if (Veil.Regions.Count > 0
            || _gearSettings.Any(gear => seen.Any(d => d.Class == gear.Bad && d.Score >= gear.Score))
            || _plumeSettings.Any(plume => seen.Any(d => d.Class == plume.Class && d.Score >= plume.Score)))
            _foundAt = frame.At;
        Vehicles = seen.Count(d => d.Class == _vehicle);
        var alarms = new List<VisionAlarm>();
        foreach (var gear in _gear)
            alarms.AddRange(gear.Step(frame, seen, Motion, _plan));
        foreach (var plume in _plumes)
            alarms.AddRange(plume.Step(frame, seen, Motion, _plan, Veil.Regions));
        if (_intrusion is not null)
            alarms.AddRange(_intrusion.Step(frame, seen, _plan));
        return alarms;
    }

    /// <summary>The permit that holds an event back, or null.</summary>
    public string? PermitFor(VisionAlarm alarm) => alarm.Point is "fire" or "smoke" ? _plan.Permit(alarm.At) : null;

    /// <summary>What is so now, by point; a point that no class decides is left out.</summary>
    public IEnumerable<(string Point, double Value)> Values()
    {
        for (var i = 0; i < _gear.Count; i++)
            yield return (_gearSettings[i].Point, _gear[i].Count);
        for (var i = 0; i < _plumes.Count; i++)
            yield return (_plumeSettings[i].Point, _plumes[i].IsOn ? 1 : 0);
        if (_intrusion is not null)
        {
            yield return ("intrusion", _intrusion.Count);
            yield return ("people", Math.Max(_intrusion.People, _gear.Count == 0 ? 0 : _gear[0].Tracks.Count(track => track.Observations >= 3)));
        }

        if (_vehicle >= 0)
            yield return ("vehicles", Vehicles);
    }
}
