using Edge.Vision.Capture;
using Vision;
using Vision.Detection;

namespace Edge.Vision.Watching;

/// <summary>
/// Fire and smoke: boxes that keep to one place over several frames, and that behave as the thing does. A flame flickers where a
/// lamp or an orange net does not; smoke grows or drifts and takes the contrast from what is behind it. Of the frames that count a
/// third must be sure ones; the others may be weak, as a plume is from one frame to the next. A veil that is seen to hang before the
/// scene (<see cref="VeilMap"/>) is smoke where the network finds any trace of it.
/// </summary>
public sealed class PlumeRule(PlumeSettings settings)
{
    private const float SamePlace = 0.2f, Covered = 0.5f, Hidden = 0.35f, HeadScore = 0.25f, Lasting = 0.8f;
    private const int MostPlaces = 8;

    // A fire that is told lights and heats the air before the scene for some seconds more; its alarm says more than a veil's.
    private static readonly TimeSpan FireLasts = TimeSpan.FromSeconds(15);

    private readonly List<Place> _places = [];
    private readonly List<(Box Box, DateTimeOffset At)> _fires = [];
    private long _next;

    /// <summary>True while fire or smoke was confirmed within the last few seconds.</summary>
    public bool IsOn { get; private set; }

    /// <summary>Takes a frame that was looked at, and what was found in it.</summary>
    public IEnumerable<VisionAlarm> Step(VideoFrame frame, IReadOnlyList<Detection> found, MotionGate motion, CameraPlan plan, IReadOnlyList<Box>? veils = null)
    {
        foreach (var place in _places)
            place.Next(settings.Window);
        foreach (var detection in Veiled(frame, found, veils ?? []))
            Take(frame, detection, found, motion, true, true);
        foreach (var detection in found.Where(d => d.Class == settings.Class && d.Score >= settings.Weak).OrderByDescending(d => d.Score))
            Take(frame, detection, found, motion, detection.Score >= settings.Score);
        _places.RemoveAll(place => place.IsForgotten);

        var alarms = new List<VisionAlarm>();
        foreach (var place in _places)
            if (place.Hits >= settings.Frames && place.Sure * 3 >= settings.Frames && Behaves(place) && plan.IsOn(settings.Point, frame.At))
            {
                place.ConfirmedAt = frame.At;
                place.ToldAt ??= ToldBeside(place, frame.At);
                if (place.ToldAt is { } told && frame.At - told < settings.Period)
                    continue;
                place.ToldAt = frame.At;
                alarms.Add(Alarm(place, frame.At));
            }

        IsOn = _places.Exists(place => place.ConfirmedAt is { } at && frame.At - at <= settings.ClearAfter);
        return alarms;
    }

    /// <summary>The veils in which the network finds a trace of smoke, with its score.</summary>
    private IEnumerable<Detection> Veiled(VideoFrame frame, IReadOnlyList<Detection> found, IReadOnlyList<Box> veils)
    {
        if (!settings.IsSmoke)
            yield break;
        _fires.RemoveAll(fire => frame.At - fire.At > FireLasts);
        _fires.AddRange(found.Where(d => d.Class == settings.Fire && d.Score >= settings.FireScore).Select(d => (d.Box, frame.At)));
        foreach (var veil in veils)
        {
            var box = new Box(veil.Left * frame.Width, veil.Top * frame.Height, veil.Right * frame.Width, veil.Bottom * frame.Height);
            // A person who stays hides the pattern behind, and what is left of it at the edges looks thinner.
            if (found.Where(d => settings.Heads.Contains(d.Class) && d.Score >= HeadScore).Sum(d => Body(d.Box).Intersect(box).Area) > Hidden * box.Area)
                continue;
            if (_fires.Exists(fire => fire.Box.Intersect(box).Area > Covered * fire.Box.Area))
                continue;
            var trace = found.Where(d => d.Class == settings.Class && d.Score >= settings.Trace && d.Box.Intersect(box).Area >= Covered * MathF.Min(box.Area, d.Box.Area))
                .Select(d => d.Score).DefaultIfEmpty(0).Max();
            if (trace > 0)
                yield return new Detection(settings.Class, trace, box);
        }
    }

    private static Box Body(Box head) =>
        new(head.CentreX - 1.8f * head.Height, head.Top, head.CentreX + 1.8f * head.Height, head.Top + 8 * head.Height);

    private void Take(VideoFrame frame, Detection detection, IReadOnlyList<Detection> found, MotionGate motion, bool isSure, bool isVeil = false)
    {
        var place = _places.Find(known => known.Box.Iou(detection.Box) > SamePlace);
        if (place is null)
        {
            // A weak box begins nothing.
            if (!isSure || _places.Count == MostPlaces)
                return;
            _places.Add(place = new Place(++_next, detection.Box, frame.At));
            place.Next(settings.Window);
        }

        var box = detection.Box;
        var change = motion.ChangeWithin(box.Left / frame.Width, box.Top / frame.Height, box.Right / frame.Width, box.Bottom / frame.Height);
        // A camera that shakes changes everywhere: only what is beyond the whole picture's change is flicker.
        place.Take(detection, Math.Max(0, change - motion.MeanChange), Contrast(frame, box), new Sighting(frame, box, found, detection.Score), (true, isSure, isVeil));
    }

    /// <summary>
    /// When a fire was told that this place belongs to: flames leap, and the box that holds all of them today holds one of them tomorrow.
    /// What is nearer than a flame is large is the same fire.
    /// </summary>
    private DateTimeOffset? ToldBeside(Place place, DateTimeOffset at) => _places
        .Where(other => other != place && other.ToldAt is { } told && at - told < settings.Period && Near(other.Box, place.Box))
        .Max(other => other.ToldAt);

    private static bool Near(Box one, Box other)
    {
        var reach = MathF.Max(MathF.Max(one.Width, one.Height), MathF.Max(other.Width, other.Height)) / 2;
        return one.Left - reach < other.Right && other.Left - reach < one.Right && one.Top - reach < other.Bottom && other.Top - reach < one.Bottom;
    }

    private bool Behaves(Place place) => settings.IsSmoke
        ? place.Veiled >= settings.Window * Lasting || ((place.Growth >= settings.Growth || place.Drift >= 0.25f) && place.ContrastLoss >= 0)
        : place.Flicker >= settings.Flicker;

    private VisionAlarm Alarm(Place place, DateTimeOffset at) => new(
        settings.Point, at, place.Since, place.Id, place.Score, place.Best!, settings.ClassName, place.Hits, null,
        new Dictionary<string, double>(settings.Numbers)
        {
            ["measuredFlicker"] = Math.Round(place.Flicker, 2), ["measuredGrowth"] = Math.Round(place.Growth, 2), ["measuredDrift"] = Math.Round(place.Drift, 2),
        });

    /// <summary>Standard deviation of brightness within a box, sampled.</summary>
    private static float Contrast(VideoFrame frame, Box box)
    {
        var clipped = box.Clip(frame.Width, frame.Height);
        float sum = 0, squares = 0;
        var count = 0;
        for (var y = (int)clipped.Top; y < (int)clipped.Bottom; y += 2)
            for (var x = (int)clipped.Left; x < (int)clipped.Right; x += 2)
            {
                float value = frame.Luma[y * frame.Width + x];
                (sum, squares, count) = (sum + value, squares + value * value, count + 1);
            }

        return count == 0 ? 0 : MathF.Sqrt(MathF.Max(0, squares / count - sum * sum / count / count));
    }

    private sealed class Place(long id, Box box, DateTimeOffset at)
    {
        private readonly Queue<(bool Hit, bool Sure, bool Veil)> _frames = new();
        private readonly Queue<(float Area, float X, float Y, float Contrast, float Change)> _seen = new();
        private int _idle;

        public long Id => id;

        public DateTimeOffset Since => at;

        public Box Box { get; private set; } = box;

        public int Hits => _frames.Count(frame => frame.Hit);

        public int Sure => _frames.Count(frame => frame.Sure);

        public int Veiled => _frames.Count(frame => frame.Veil);

        public float Score { get; private set; }

        public Sighting? Best { get; private set; }

        public DateTimeOffset? ConfirmedAt { get; set; }

        public DateTimeOffset? ToldAt { get; set; }

        // A place that was told is remembered for a while, so that a fire that hides for a second is no second fire.
        public bool IsForgotten => Hits == 0 && _idle > (ToldAt is null ? 20 : 600);

        public double Flicker => _seen.Count == 0 ? 0 : _seen.Average(s => s.Change);

        public double Growth => Halves(s => s.Area) is ( > 0, var late) halves ? late / halves.Early : 1;

        public double ContrastLoss => Halves(s => s.Contrast) is ( > 0, var late) halves ? 1.25 - late / halves.Early : 0;

        /// <summary>How far the middle has moved, in its own sizes.</summary>
        public double Drift
        {
            get
            {
                var (x, y) = (Halves(s => s.X), Halves(s => s.Y));
                var size = Math.Sqrt(Math.Max(1, _seen.Count == 0 ? 1 : _seen.Average(s => s.Area)));
                return Math.Sqrt((x.Late - x.Early) * (x.Late - x.Early) + (y.Late - y.Early) * (y.Late - y.Early)) / size;
            }
        }

        public void Next(int window)
        {
            _frames.Enqueue(default);
            while (_frames.Count > window)
                _frames.Dequeue();
            while (_seen.Count > window)
                _seen.Dequeue();
            _idle++;
        }

        public void Take(Detection detection, float change, float contrast, Sighting sighting, (bool, bool, bool) kind)
        {
            // One box a frame; the surest comes first.
            if (_frames.Count > 0 && _frames.Last().Hit)
                return;
            var kept = _frames.ToArray();
            kept[^1] = kind;
            _frames.Clear();
            foreach (var hit in kept)
                _frames.Enqueue(hit);

            var found = detection.Box;
            _seen.Enqueue((found.Area, found.CentreX, found.CentreY, contrast, change));
            (Box, _idle) = (found, 0);
            Score = MathF.Max(Score, detection.Score);
            if (Best is null || sighting.Worth >= Best.Worth)
                Best = sighting;
        }

        private (double Early, double Late) Halves(Func<(float Area, float X, float Y, float Contrast, float Change), float> of)
        {
            var half = _seen.Count / 2;
            return half == 0 ? (0, 0) : (_seen.Take(half).Average(of), _seen.Skip(_seen.Count - half).Average(of));
        }
    }
}

/// <summary>What one plume rule watches, and the numbers it decides by.</summary>
/// <param name="Point"><c>fire</c> or <c>smoke</c>.</param>
/// <param name="Class">Class id.</param>
/// <param name="ClassName">Its name.</param>
/// <param name="Score">Score of a sure frame.</param>
/// <param name="Frames">Frames with it in one place…</param>
/// <param name="Window">…of so many.</param>
/// <param name="Flicker">Least flicker of a flame.</param>
/// <param name="Growth">Least growth of smoke.</param>
/// <param name="Period">One event of a place in this time.</param>
/// <param name="ClearAfter">Over after this time.</param>
/// <param name="Weak">Score from which a frame goes on with what a sure one began.</param>
/// <param name="Trace">Score from which the network speaks for a veil.</param>
/// <param name="Heads">Classes of heads, with and without helmet.</param>
/// <param name="Fire">Class of flames; a veil over one is no smoke of its own.</param>
/// <param name="FireScore">Score from which a flame is one for that.</param>
public sealed record PlumeSettings(
    string Point, int Class, string ClassName, float Score, int Frames, int Window, double Flicker, double Growth, TimeSpan Period, TimeSpan ClearAfter,
    float Weak, float Trace, IReadOnlyList<int> Heads, int Fire = -1, float FireScore = 1)
{
    public bool IsSmoke => Point == "smoke";

    /// <summary>For the record of an event.</summary>
    public IReadOnlyDictionary<string, double> Numbers { get; } = new Dictionary<string, double>
    {
        ["score"] = Math.Round(Score, 3), ["weakScore"] = Math.Round(Weak, 3), ["veilScore"] = Math.Round(Trace, 3),
        ["frames"] = Frames, ["window"] = Window, ["flicker"] = Flicker, ["growth"] = Growth,
        ["periodSeconds"] = Period.TotalSeconds,
    };
}
