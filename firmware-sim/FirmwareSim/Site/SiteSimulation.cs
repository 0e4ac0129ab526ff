using FirmwareSim.Cameras;
using FirmwareSim.Machines;
using FirmwareSim.Scenarios;

namespace FirmwareSim.Site;

/// <summary>Runs the physics of a site and its scenario against the clock; the peers only look at the panels.</summary>
public sealed class SiteSimulation
{
    private readonly Scenario _scenario;
    private readonly SiteState _site;
    private readonly TruthLog _truth;
    private readonly Dictionary<string, InstrumentPanel> _panels;
    private readonly List<ScenarioEvent> _pending = [];
    private double _elapsed;
    private double _cycleStart;

    /// <summary>Builds the site's shared state around its machines.</summary>
    public SiteSimulation(Scenario scenario, IReadOnlyList<IMachine> machines, TruthLog truth, DateTimeOffset start)
    {
        _scenario = scenario;
        _truth = truth;
        _site = new SiteState(new Weather(Noise.For(scenario.Seed, "weather"), scenario.MeanWind), start)
        {
            Cranes = [.. machines.OfType<TowerCrane>()],
        };
        _panels = machines.ToDictionary(
            machine => machine.Id,
            machine => new InstrumentPanel(machine, new FaultSet(Noise.For(scenario.Seed, machine.Id + "/faults"))));
        Schedule();
        Advance(1);
    }

    /// <summary>The device's terminals.</summary>
    public InstrumentPanel Panel(string device) => _panels[device];

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(SiteClock clock, CancellationToken cancel)
    {
        while (true)
            Advance(await clock.NextAsync(cancel));
    }

    /// <summary>Advances by a number of 0.1 s steps.</summary>
    public void Advance(int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            _elapsed += SiteClock.Step;
            StartDue();
            _site.Step(SiteClock.Step);
            foreach (var panel in _panels.Values)
                panel.Machine.Step(_site, SiteClock.Step);
        }

        foreach (var panel in _panels.Values)
            panel.Refresh(_site.Now);
        _truth.Observe(_panels.GetValueOrDefault);
    }

    private void Schedule() => _pending.AddRange(_scenario.Events.OrderBy(happening => happening.At));

    private void StartDue()
    {
        while (_pending.Count > 0 && _pending[0].At <= _elapsed - _cycleStart)
        {
            Start(_pending[0]);
            _pending.RemoveAt(0);
        }

        if (_pending.Count == 0 && _scenario.RepeatEvery is { } period && _elapsed - _cycleStart >= period)
        {
            _cycleStart = _elapsed;
            Schedule();
        }
    }

    private void Start(ScenarioEvent happening)
    {
        var arguments = new EventArguments(happening.Arguments);
        var known = happening switch
        {
            { Target: "weather" } => StartWeather(happening.Happening, arguments),
            { Happening: "fault" } => StartFault(happening, arguments),
            _ => _panels[happening.Target].Machine.Apply(happening.Happening, arguments),
        };
        _truth.Happened(happening, known);
    }

    private bool StartFault(ScenarioEvent happening, EventArguments arguments)
    {
        var kind = Enum.Parse<FaultKind>(happening.Fault!, ignoreCase: true);
        if (_panels[happening.Target].Machine is Camera camera)
            return camera.Apply(kind, happening.Seconds, arguments);
        var amount = arguments.Get("amount", kind == FaultKind.Slow ? 3 : 63_072_000);
        _panels[happening.Target].Faults.Add(kind, happening.Point, amount, _site.Now.AddSeconds(happening.Seconds));
        return true;
    }

    private bool StartWeather(string happening, EventArguments arguments)
    {
        switch (happening)
        {
            case "gust":
                _site.Weather.Gust(arguments.Get("peak", 16), arguments.Get("seconds", 40));
                return true;
            case "dust":
                _site.Weather.DustEpisode(arguments.Get("peak", 260), arguments.Get("seconds", 1_200));
                return true;
            case "rain":
                _site.Weather.Rain = arguments.Get("rate", 20);
                return true;
            default:
                return false;
        }
    }
}
