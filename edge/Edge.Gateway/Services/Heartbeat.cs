using Edge.Core.Rules;

namespace Edge.Gateway.Services;

/// <summary>Whether what must never stop is running: the rules' loop has let time pass, the way to the outbox is open.</summary>
internal sealed class Heartbeat(LocalRules rules, TimeProvider clock)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private volatile bool _running;

    /// <summary>Set while the gateway's tasks run.</summary>
    public bool IsRunning { get => _running; set => _running = value; }

    /// <summary>True while the siren can be relied on.</summary>
    public bool IsAlive => _running && clock.GetElapsedTime(rules.LastTick) < Limit;
}
