using Edge.Core.Drivers;
using Edge.Core.Drivers.Binding;
using Protocols.Modbus;
using Telemetry.Model;
using Telemetry.Model.Configuration;

namespace Edge.Drivers.Modbus;

/// <summary>One Modbus unit: RTU, TCP, or RTU over TCP, by the link it is on.</summary>
public sealed class ModbusDriver : IDeviceDriver, IActuator
{
    private readonly DeviceBinding _device;
    private readonly DeviceAddress _address;
    private readonly ModbusLinks _links;
    private readonly ModbusLink _link;
    private readonly ModbusOptions _options;
    private readonly TimeProvider _clock;
    private readonly ModbusWriter _writer;
    private readonly long _zero;
    private readonly Dictionary<string, RegisterPlan> _plans = new(StringComparer.Ordinal);
    private readonly byte[] _answer = new byte[ModbusLimits.Pdu];
    private bool _disposed;

    internal ModbusDriver(DeviceBinding device, DeviceAddress address, ModbusLinks links, ModbusOptions options, TimeProvider clock)
    {
        (_device, _address, _links, _options, _clock) = (device, address, links, options, clock);
        _link = links.Take(address);
        _writer = new ModbusWriter(_link, Unit);
        _zero = clock.GetTimestamp();
        foreach (var group in device.Profile.Groups.Keys)
            _plans[group] = new RegisterPlan(device.InGroup(group), options);
    }

    private byte Unit => (byte)(_device.Configuration.Unit ?? 255);

    private TimeSpan RestUntil => _clock.GetElapsedTime(_zero) + TimeSpan.FromSeconds(_options.RefusedRetrySeconds);

    /// <inheritdoc/>
    public ValueTask ConnectAsync(CancellationToken cancel) => _link.OpenAsync(cancel);

    /// <inheritdoc/>
    public async ValueTask ReadAsync(string group, IReadingSink sink, CancellationToken cancel)
    {
        if (!_plans.TryGetValue(group, out var plan))
            return;
        var round = new ReadRound(plan.Points);
        foreach (var block in plan.Blocks.ToArray())
            await ReadBlockAsync(plan, block, round, cancel);
        round.Deliver(sink, _clock.GetUtcNow());
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(PointId point, double value, CancellationToken cancel)
    {
        if (_device.Find(point) is not { } target)
            throw new DeviceException(QualityReason.DeviceException, $"{_device.Id} has no point {point}");
        if (!target.Accepts(value))
            throw new DeviceException(QualityReason.DeviceException, $"{value} is outside the range of {point}");
        await _writer.WriteAsync(RegisterSlot.Of(0, target), value, cancel);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (!_disposed)
            _links.Return(_address);
        _disposed = true;
        return ValueTask.CompletedTask;
    }

    private async ValueTask ReadBlockAsync(RegisterPlan plan, ReadBlock block, ReadRound round, CancellationToken cancel)
    {
        if (block.RestsUntil > _clock.GetElapsedTime(_zero) || round.HasTimedOut)
        {
            round.Fail(block, round.HasTimedOut ? QualityReason.NoAnswer : QualityReason.DeviceException);
            return;
        }

        ModbusExceptionCode code;
        try
        {
            code = await _link.ExchangeAsync(Unit, block.Request, default, _answer, cancel);
        }
        catch (DeviceException fault) when (round.HasAnswers)
        {
            // The device lives: what came before counts, and a range that it never answers is left alone for a while.
            block.TimedOut(RestUntil);
            round.TimedOut(block, fault.Reason);
            return;
        }

        await TakeAsync(plan, block, code, round, cancel);
    }

    private async ValueTask TakeAsync(RegisterPlan plan, ReadBlock block, ModbusExceptionCode code, ReadRound round, CancellationToken cancel)
    {
        switch (code)
        {
            case ModbusExceptionCode.None:
                block.Answered();
                round.Take(block, _answer, _clock.GetUtcNow());
                break;
            case ModbusExceptionCode.GatewayPathUnavailable or ModbusExceptionCode.GatewayTargetFailedToRespond when !round.HasAnswers:
                throw new DeviceException(QualityReason.NoAnswer, $"{_address.Bus}: unit {Unit} is not reached: {code}");
            case ModbusExceptionCode.IllegalDataAddress or ModbusExceptionCode.IllegalDataValue when block.CanSplit:
                // Answering with an exception is answering: the halves are asked at once, and for good.
                round.HasAnswers = true;
                var (first, second) = plan.Split(block);
                await ReadBlockAsync(plan, first, round, cancel);
                await ReadBlockAsync(plan, second, round, cancel);
                break;
            default:
                round.HasAnswers = true;
                if (code is ModbusExceptionCode.IllegalDataAddress or ModbusExceptionCode.IllegalDataValue or ModbusExceptionCode.IllegalFunction)
                    block.Rest(RestUntil);
                round.Fail(block, QualityReason.DeviceException);
                break;
        }
    }
}
