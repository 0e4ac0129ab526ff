using FirmwareSim.Machines;

namespace FirmwareSim.Cameras.Scenes;

/// <summary>
/// What happens before one camera: its workers on their routes, what the scenario does to them, fire, smoke, rain and light.
/// The picture of an instant depends on seed, time and scenario alone, so that all streams show the same.
/// </summary>
public sealed class Stage
{
    private const double Handling = 1.4;

    private readonly CameraOptions _camera;
    private readonly List<Worker> _workers = [];
    private readonly Lock _gate = new();
    private readonly List<Happening> _happenings = [];
    private int _plumes = 1000;
    private double _rain;

    /// <summary>Sets the scene of a camera.</summary>
    public Stage(CameraOptions camera)
    {
        _camera = camera;
        Layout = Clear(Layout.Draw(camera.Seed));
        for (var i = 0; i < camera.Workers; i++)
        {
            var noise = Noise.For(camera.Seed, $"worker {i}");
            var route = i == 0 ? Route.Stay(-5, 10.5, noise) : Route.Draw(noise, 0, i % 2 == 0 ? 20 : 32, 8, i % 3 == 0 ? 26 : 16);
            _workers.Add(new Worker(i, Outfit.Draw(noise) with { Bare = i == 0 ? Bareness.ShortHair : (Bareness)(i % 6) }, route, noise.Uniform(0, 100)));
        }
    }

    /// <summary>What stands still.</summary>
    public Layout Layout { get; }

    /// <summary>Rain, mm/h.</summary>
    public double Rain
    {
        get => Volatile.Read(ref _rain);
        set => Volatile.Write(ref _rain, value);
    }

    /// <summary>Starts what a scenario asks for; false when it is not known.</summary>
    public bool Apply(string happening, EventArguments arguments, double now)
    {
        if (happening is not ("helmet-off" or "vest-off" or "enter" or "flame" or "smoke" or "day" or "dusk" or "infrared" or "rain"))
            return false;
        lock (_gate)
        {
            _happenings.RemoveAll(old => old.Until < now);
            _happenings.Add(new Happening(happening, now, now + arguments.Get("seconds", 30), arguments, _plumes++));
        }

        return true;
    }

    /// <summary>The people at a time.</summary>
    public List<Person> People(double time)
    {
        var people = new List<Person>();
        var active = Active(time);
        foreach (var worker in _workers)
        {
            var (helmet, handling) = Helmet(worker.Track, time, active);
            var vest = !active.Any(happening => happening.Kind == "vest-off" && (int)happening.Arguments.Get("worker", 0) == worker.Track);
            people.Add(worker.At(time, helmet, vest, handling));
        }

        foreach (var visitor in active.Where(happening => happening.Kind == "enter"))
            people.Add(Visitor(visitor, time));
        return people;
    }

    /// <summary>Fire and smoke at a time.</summary>
    public List<Plume> Plumes(double time) =>
    [
        .. Active(time).Where(happening => happening.Kind is "flame" or "smoke").Select(happening =>
        {
            var fire = happening.Kind == "flame";
            return new Plume(happening.Number, fire, happening.Arguments.Get("azimuth", 6), happening.Arguments.Get("distance", 14),
                happening.Arguments.Get("size", fire ? 1.0 : 0.9), time - happening.From, happening.Arguments.Get("wind", 0.35),
                happening.Arguments.Get("darkness", 0.45), _camera.Seed + happening.Number, happening.Arguments.Get("level", 0));
        }),
    ];

    /// <summary>The light at a time.</summary>
    /// <param name="time">Scene time.</param>
    /// <param name="clock">The site's clock, for the automatic choice.</param>
    public LightChoice Light(double time, DateTimeOffset clock)
    {
        if (Active(time).LastOrDefault(happening => happening.Kind is "day" or "dusk" or "infrared") is { } forced)
            return forced.Kind switch { "day" => LightChoice.Day, "dusk" => LightChoice.Dusk, _ => LightChoice.Infrared };
        if (_camera.Look != LightChoice.Auto)
            return _camera.Look;
        return clock.ToOffset(TimeSpan.FromHours(8)).TimeOfDay.TotalHours switch
        {
            >= 6.5 and < 17 => LightChoice.Day,
            >= 5.5 and < 18.5 => LightChoice.Dusk,
            _ => LightChoice.Infrared,
        };
    }

    /// <summary>Rain at a time, mm/h: the weather's, or what the scenario wants before this camera.</summary>
    public double RainAt(double time) =>
        Active(time).LastOrDefault(happening => happening.Kind == "rain") is { } forced ? forced.Arguments.Get("rate", 20) : Rain;

    // Nothing large stands between the camera and the first worker, whose helmet is what the scenarios are about.
    private static Layout Clear(Layout layout) => layout with
    {
        Props = [.. layout.Props.Where(prop => prop.Distance > 13 || Math.Abs(prop.Azimuth + 5) > 14)],
    };

    private List<Happening> Active(double time)
    {
        lock (_gate)
            return _happenings.FindAll(happening => happening.From <= time && time < happening.Until);
    }

    // The hands go up before it comes off and while it goes on again.
    private (bool On, bool Handling) Helmet(int worker, double time, List<Happening> active)
    {
        foreach (var happening in active)
            if (happening.Kind == "helmet-off" && (int)happening.Arguments.Get("worker", 0) == worker)
                return Off(time - happening.From, happening.Until - happening.From);
        if (worker != 0 || _camera.HelmetOffEvery <= 0)
            return (true, false);
        var cycle = _camera.HelmetOffEvery;
        var into = (time % cycle) - Math.Max(0, cycle - _camera.HelmetOffFor);
        return into < 0 ? (true, false) : Off(into, _camera.HelmetOffFor);
    }

    private static (bool On, bool Handling) Off(double since, double length)
    {
        var handling = since < Handling || length - since < Handling;
        return (since < Handling / 2 || length - since < Handling / 2, handling);
    }

    private Person Visitor(Happening visit, double time)
    {
        var noise = Noise.For(_camera.Seed, $"visitor {visit.Number}");
        var outfit = Outfit.Draw(noise);
        var distance = visit.Arguments.Get("distance", 10);
        var at = Route.Cross(-28, 28, distance).At(time - visit.From);
        return new Person(visit.Number, outfit, at.Azimuth, at.Distance, at.Facing, at.Activity, (time - visit.From) * 6,
            visit.Arguments.Get("helmet", 1) > 0, visit.Arguments.Get("vest", 0) > 0);
    }

    private sealed record Happening(string Kind, double From, double Until, EventArguments Arguments, int Number);

    private sealed class Worker(int track, Outfit outfit, Route route, double offset)
    {
        public int Track => track;

        public Person At(double time, bool helmet, bool vest, bool handling)
        {
            var at = route.At(time + offset);
            var rate = at.Activity switch { Activity.Walk or Activity.Carry => 6.2, Activity.Hammer => 7.5, _ => 1.6 };
            return new Person(track, outfit, at.Azimuth, at.Distance, at.Facing, handling ? Activity.Helmet : at.Activity, (time + offset) * rate, helmet, vest, !helmet);
        }
    }
}
