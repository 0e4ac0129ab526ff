namespace Cloud.Tests.Host;

/// <summary>The real clock, moved on: hours pass at once, while sockets and timers go their way.</summary>
internal sealed class MovableTime : TimeProvider
{
    private long _moved;

    public void Advance(TimeSpan by) => Interlocked.Add(ref _moved, by.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + new TimeSpan(Interlocked.Read(ref _moved));
}
