using Edge.Core.Drivers;
using Edge.Core.Drivers.Binding;
using Telemetry.Model;
using Telemetry.Model.Profiles;

namespace Edge.Drivers.Gpio;

/// <summary>Lines of one chip as a device: inputs are read, outputs are driven and read back. Outputs go inactive when it ends.</summary>
public sealed class GpioDriver(DeviceBinding device, string chip, GpioChips chips, TimeProvider clock) : IDeviceDriver, IActuator
{
    private readonly Dictionary<PointId, string> _refused = [];
    private readonly HashSet<PointId> _opened = [];
    private IGpioChip? _chip;

    /// <inheritdoc/>
    public ValueTask ConnectAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        _refused.Clear();
        try
        {
            _chip = chips.Open(chip);
        }
        catch (IOException fault)
        {
            throw new DeviceException(QualityReason.NoAnswer, fault.Message, fault);
        }

        foreach (var point in device.Points)
            OpenLine(_chip, point);
        return _refused.Count < device.Points.Length
            ? ValueTask.CompletedTask
            : throw new DeviceException(QualityReason.NoAnswer, $"no line of {chip} can be opened: {_refused.Values.First()}");
    }

    /// <inheritdoc/>
    public ValueTask ReadAsync(string group, IReadingSink sink, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var read = 0;
        var points = device.InGroup(group);
        foreach (var point in points)
        {
            var time = clock.GetUtcNow();
            if (TryRead(point, out var value))
                read++;
            sink.Add(value is { } raw ? point.Condition(raw, time) : point.Bad(QualityReason.DeviceException, time));
        }

        return read > 0 || points.IsEmpty
            ? ValueTask.CompletedTask
            : throw new DeviceException(QualityReason.NoAnswer, $"no line of {chip} can be read");
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(PointId point, double value, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (device.Find(point)?.Profile.Gpio is not { Direction: "out" } line || _chip is null || value is not (0 or 1))
            throw new DeviceException(QualityReason.DeviceException, $"{point} of {device.Id} cannot be set to {value}");
        try
        {
            var high = value == 1 != line.ActiveLow;
            _chip.Write(line.Line, high);
            if (_chip.Read(line.Line) != high)
                throw new DeviceException(QualityReason.DeviceException, $"line {line.Line} does not follow its output");
        }
        catch (IOException fault)
        {
            throw new DeviceException(QualityReason.NoAnswer, fault.Message, fault);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        foreach (var point in device.Points)
            if (_opened.Contains(point.Id))
                TryClose(point.Profile.Gpio!);
        _opened.Clear();
        return ValueTask.CompletedTask;
    }

    private void OpenLine(IGpioChip lines, BoundPoint point)
    {
        if (_opened.Contains(point.Id))
            return;
        try
        {
            lines.Open(point.Profile.Gpio!, $"{device.Id}/{point.Id}");
            _opened.Add(point.Id);
        }
        catch (IOException fault)
        {
            _refused[point.Id] = fault.Message;
        }
    }

    private bool TryRead(BoundPoint point, out RawValue? value)
    {
        value = null;
        GpioAddress line = point.Profile.Gpio!;
        if (_chip is null || !_opened.Contains(point.Id))
            return false;
        try
        {
            var bit = _chip.Read(line.Line) != line.ActiveLow ? 1 : 0;
            value = new RawValue(bit, bit);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private void TryClose(GpioAddress line)
    {
        try
        {
            _chip?.Close(line);
        }
        catch (IOException)
        {
            // The chip is gone: there is nothing left to leave in order.
        }
    }
}
