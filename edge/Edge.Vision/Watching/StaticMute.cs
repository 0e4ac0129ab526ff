using Edge.Vision.Capture;
using Vision;
using Vision.Detection;

namespace Edge.Vision.Watching;

/// <summary>
/// Learns what never moves: a poster, a mannequin, a hanging vest, a lamp. What stays at the same box for minutes without any
/// change inside it is muted and listed for people to look at; it speaks again when it has been gone for an hour.
/// </summary>
public sealed class StaticMute(TimeSpan after)
{
    private const float SameBox = 0.85f;
    private const float StillChange = 2.5f;
    private const int MostKnown = 200;
    private static readonly TimeSpan ForgetAfter = TimeSpan.FromHours(1), GapLimit = TimeSpan.FromMinutes(1);

    private readonly List<Entry> _known = [];

    /// <summary>What is muted now: class, box in pixels, since.</summary>
    public IEnumerable<(int Class, Box Box, DateTimeOffset Since)> Muted =>
        _known.Where(entry => entry.IsMuted).Select(entry => (entry.Class, entry.Box, entry.Since));

    /// <summary>The detections that are not muted.</summary>
    public List<Detection> Pass(VideoFrame frame, IReadOnlyList<Detection> found, MotionGate motion)
    {
        _known.RemoveAll(entry => frame.At - entry.LastAt > (entry.IsMuted ? ForgetAfter : GapLimit));
        var passed = new List<Detection>(found.Count);
        foreach (var detection in found)
        {
            var entry = _known.Find(known => known.Class == detection.Class && known.Box.Iou(detection.Box) > SameBox);
            if (entry is null)
            {
                if (_known.Count < MostKnown)
                    _known.Add(new Entry(detection.Class, detection.Box, frame.At));
                passed.Add(detection);
                continue;
            }

            var box = detection.Box;
            var change = motion.ChangeWithin(box.Left / frame.Width, box.Top / frame.Height, box.Right / frame.Width, box.Bottom / frame.Height);
            entry.Take(frame.At, change - motion.MeanChange > StillChange, after);
            if (!entry.IsMuted)
                passed.Add(detection);
        }

        return passed;
    }

    private sealed class Entry(int id, Box box, DateTimeOffset at)
    {
        public int Class => id;

        public Box Box => box;

        public DateTimeOffset Since { get; private set; } = at;

        public DateTimeOffset LastAt { get; private set; } = at;

        public bool IsMuted { get; private set; }

        public void Take(DateTimeOffset now, bool moves, TimeSpan after)
        {
            LastAt = now;
            if (moves && !IsMuted)
                Since = now;
            IsMuted |= now - Since >= after;
        }
    }
}
