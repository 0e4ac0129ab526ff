using System.Threading.Channels;
using Edge.Core.Drivers;
using Telemetry.Model;

namespace Edge.Tests.Drivers;

/// <summary>A driver whose answers a test writes: what is tested is the loop around it.</summary>
internal sealed class ScriptedDriver(string name, ChannelWriter<string> served) : IDeviceDriver
{
    /// <summary>What the next reads do; the default answers at once with nothing.</summary>
    public Func<string, IReadingSink, CancellationToken, ValueTask> OnRead { get; set; } = (_, _, _) => ValueTask.CompletedTask;

    public int Connects { get; private set; }

    public bool Disposed { get; private set; }

    public ValueTask ConnectAsync(CancellationToken cancel)
    {
        Connects++;
        return ValueTask.CompletedTask;
    }

    public async ValueTask ReadAsync(string group, IReadingSink sink, CancellationToken cancel)
    {
        try
        {
            await OnRead(group, sink, cancel);
        }
        finally
        {
            served.TryWrite($"{name}/{group}");
        }
    }

    public static ValueTask Silent(string group, IReadingSink sink, CancellationToken cancel) =>
        throw new DeviceException(QualityReason.NoAnswer, "no answer");

    public ValueTask DisposeAsync()
    {
        Disposed = true;
        return ValueTask.CompletedTask;
    }
}
