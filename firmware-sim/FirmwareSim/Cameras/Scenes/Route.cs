using FirmwareSim.Machines;

namespace FirmwareSim.Cameras.Scenes;

/// <summary>Where a worker goes, round and round, and what is done at each stop; a function of time alone.</summary>
public sealed class Route
{
    private const double Pace = 0.95;
    private static readonly Activity[] Works = [Activity.Stand, Activity.Hammer, Activity.Bend, Activity.Crouch, Activity.Phone, Activity.Point, Activity.Hammer];

    private readonly List<Leg> _legs = [];
    private readonly double _period;

    private Route(IReadOnlyList<Stop> stops)
    {
        for (var i = 0; i < stops.Count; i++)
        {
            var (from, to) = (stops[i], stops[(i + 1) % stops.Count]);
            _legs.Add(new Leg(from, from, from.Seconds, from.Work, from.Facing));
            var (dx, dz) = (to.X - from.X, to.Z - from.Z);
            var length = Math.Sqrt((dx * dx) + (dz * dz));
            if (length > 0.05)
                _legs.Add(new Leg(from, to, length / Pace, from.Carries ? Activity.Carry : Activity.Walk, Math.Atan2(dx, dz)));
        }

        _period = _legs.Sum(leg => leg.Seconds);
    }

    /// <summary>Draws a route inside a sector before the camera.</summary>
    public static Route Draw(Noise noise, double azimuth, double halfWidth, double near, double far)
    {
        var stops = new List<Stop>();
        for (var i = 0; i < 2 + (int)noise.Uniform(0, 3); i++)
        {
            var (angle, distance) = ((azimuth + noise.Uniform(-halfWidth, halfWidth)) * Math.PI / 180, noise.Uniform(near, far));
            stops.Add(new Stop(Math.Sin(angle) * distance, Math.Cos(angle) * distance, noise.Uniform(4, 16),
                Works[(int)noise.Uniform(0, Works.Length - 0.001)], noise.Uniform(-Math.PI, Math.PI), noise.Chance(0.2)));
        }

        return new Route(stops);
    }

    /// <summary>Stays near one place and keeps the face mostly towards the camera.</summary>
    public static Route Stay(double azimuth, double distance, Noise noise)
    {
        var angle = azimuth * Math.PI / 180;
        var (x, z) = (Math.Sin(angle) * distance, Math.Cos(angle) * distance);
        Stop At(double dx, Activity work) => new(x + dx, z + noise.Uniform(-0.4, 0.4), noise.Uniform(6, 11), work, Math.PI + noise.Uniform(-0.7, 0.7), false);
        return new Route([At(0, Activity.Hammer), At(1.4, Activity.Stand), At(0.6, Activity.Point), At(-0.8, Activity.Hammer)]);
    }

    /// <summary>Walks once across the picture.</summary>
    public static Route Cross(double from, double to, double distance)
    {
        Stop At(double azimuth) => new(Math.Sin(azimuth * Math.PI / 180) * distance, Math.Cos(azimuth * Math.PI / 180) * distance, 0.1, Activity.Stand, Math.PI, false);
        return new Route([At(from), At(to)]);
    }

    /// <summary>Place, direction and activity at a time.</summary>
    public RoutePoint At(double time)
    {
        var left = ((time % _period) + _period) % _period;
        foreach (var leg in _legs)
        {
            if (left >= leg.Seconds)
            {
                left -= leg.Seconds;
                continue;
            }

            var share = leg.Seconds > 0 ? left / leg.Seconds : 0;
            var (x, z) = (leg.From.X + ((leg.To.X - leg.From.X) * share), leg.From.Z + ((leg.To.Z - leg.From.Z) * share));
            var azimuth = Math.Atan2(x, z);

            // Heading against the line of sight: 0 away, pi towards the camera.
            var facing = (Math.PI - (leg.Heading - azimuth)) * 180 / Math.PI;
            return new RoutePoint(azimuth * 180 / Math.PI, Math.Sqrt((x * x) + (z * z)), facing, leg.Activity);
        }

        return At(0);
    }

    private sealed record Stop(double X, double Z, double Seconds, Activity Work, double Facing, bool Carries);

    private sealed record Leg(Stop From, Stop To, double Seconds, Activity Activity, double Heading);
}

/// <summary>A place on a route.</summary>
/// <param name="Azimuth">Degrees.</param>
/// <param name="Distance">Metres.</param>
/// <param name="Facing">0 towards the camera, 90 to the right; degrees.</param>
/// <param name="Activity">What is done.</param>
public readonly record struct RoutePoint(double Azimuth, double Distance, double Facing, Activity Activity);
