using System.Globalization;

namespace FirmwareSim.Machines;

/// <summary>One simulated device: physics behind, points in front.</summary>
public interface IMachine
{
    /// <summary>Device id.</summary>
    string Id { get; }

    /// <summary>Advances by <paramref name="seconds"/> of simulated time (0.1 s steps).</summary>
    void Step(SiteState site, double seconds);

    /// <summary>Starts what a scenario asks for; false when this machine does not know the event.</summary>
    bool Apply(string happening, EventArguments arguments);

    /// <summary>What the instruments show now, in the points' units, by point id.</summary>
    IReadOnlyDictionary<string, double> Values { get; }
}

/// <summary>What all machines of a site share.</summary>
public sealed class SiteState(Weather weather, DateTimeOffset start)
{
    /// <summary>Wind, rain, temperature, dust in the air.</summary>
    public Weather Weather { get; } = weather;

    /// <summary>Simulated time, UTC.</summary>
    public DateTimeOffset Now { get; private set; } = start;

    /// <summary>The cranes, for each other's anti-collision.</summary>
    public IReadOnlyList<TowerCrane> Cranes { get; set; } = [];

    /// <summary>Hour of the day on the site's clock (UTC+8), 0–24.</summary>
    public double LocalHour => Now.ToOffset(TimeSpan.FromHours(8)).TimeOfDay.TotalHours;

    /// <summary>True during the working hours 06:00–22:00.</summary>
    public bool IsWorkingHour => LocalHour is >= 6 and < 22;

    /// <summary>Advances the clock and the weather.</summary>
    public void Step(double seconds)
    {
        Now += TimeSpan.FromSeconds(seconds);
        Weather.Step(this, seconds);
    }
}

/// <summary>Arguments of a scenario event, all numbers.</summary>
public sealed class EventArguments(IReadOnlyDictionary<string, double>? values)
{
    /// <summary>The argument, or the default.</summary>
    public double Get(string name, double otherwise) => values is not null && values.TryGetValue(name, out var value) ? value : otherwise;

    /// <inheritdoc/>
    public override string ToString() =>
        values is null ? "" : string.Join(' ', values.Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Key}={v.Value}")));
}
