using System.Text.Json;
using FirmwareSim.Scenarios;

namespace FirmwareSim.Site;

/// <summary>
/// What really happened, as JSON lines with wall-clock instants: the measure that latency and missed warnings are judged
/// by. One writer.
/// </summary>
public sealed class TruthLog(TextWriter? writer, TimeProvider time, IReadOnlyList<Watch> watched)
{
    private readonly HashSet<Watch> _above = [];

    /// <summary>A scenario event was started.</summary>
    public void Happened(ScenarioEvent happening, bool known) =>
        Write(new { at = time.GetUtcNow(), kind = "event", device = happening.Target, happening = happening.Fault ?? happening.Happening, known });

    /// <summary>Notes watched edges that the instruments show since the last call.</summary>
    public void Observe(Func<string, InstrumentPanel?> panel)
    {
        foreach (var watch in watched)
        {
            if (panel(watch.Target) is not { } instruments)
                continue;
            var value = instruments[watch.Point];
            if (value >= watch.Above && _above.Add(watch))
                Write(new { at = time.GetUtcNow(), kind = "edge", device = watch.Target, point = watch.Point, above = watch.Above, value });

            // Armed again only well below, so that noise around the value is one edge.
            else if (value < watch.Above * 0.9)
                _above.Remove(watch);
        }
    }

    private void Write<T>(T line)
    {
        writer?.WriteLine(JsonSerializer.Serialize(line, JsonSerializerOptions.Web));
        writer?.Flush();
    }
}
