using System.Text.Json;
using System.Text.Json.Serialization;
using Telemetry.Model.Profiles;

namespace Edge.Drivers.Gpio;

/// <summary>
/// A chip without hardware whose state everybody can see: kept in memory, mirrored to a JSON file, input lines settable.
/// It is what <c>gpio://simulated</c> names.
/// </summary>
public sealed class SimulatedGpioChip(string? stateFile, TimeProvider clock) : IGpioChip
{
    /// <summary>Lines 0 to 63 exist, as on a common board.</summary>
    public const int Lines = 64;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, SimulatedLine> _lines = [];

    /// <summary>Told of each line whose level changed, under no lock.</summary>
    public event Action<SimulatedLine>? Changed;

    /// <summary>True makes every access fail, as a chip that went away does.</summary>
    public bool IsGone { get; set; }

    /// <summary>A line whose every access fails, as a burnt pin does; null = none.</summary>
    public int? FaultyLine { get; set; }

    /// <summary>The opened lines by number.</summary>
    public IReadOnlyList<SimulatedLine> Snapshot()
    {
        lock (_lock)
            return [.. _lines.Values];
    }

    /// <inheritdoc/>
    public void Open(GpioAddress address, string name)
    {
        lock (_lock)
        {
            Require(address.Line);
            var isOutput = address.Direction == "out";
            var kept = _lines.TryGetValue(address.Line, out var before) && before.Direction == address.Direction ? before : null;
            _lines[address.Line] = new SimulatedLine(
                address.Line, name, address.Direction, address.ActiveLow,
                isOutput ? address.ActiveLow : kept?.High ?? address.ActiveLow, kept?.Changes ?? 0, clock.GetUtcNow());
            Mirror();
        }
    }

    /// <inheritdoc/>
    public void Close(GpioAddress address)
    {
        if (address.Direction == "out")
            Set(address.Line, address.ActiveLow);
    }

    /// <inheritdoc/>
    public bool Read(int line)
    {
        lock (_lock)
        {
            Require(line);
            return _lines.TryGetValue(line, out var state) ? state.High : throw new IOException($"line {line} is not open");
        }
    }

    /// <inheritdoc/>
    public void Write(int line, bool high)
    {
        Require(line);
        if (!Set(line, high))
            throw new IOException($"line {line} is not open");
    }

    /// <summary>Presses or releases what hangs on an input line; false when no such input is open.</summary>
    /// <param name="line">Line number.</param>
    /// <param name="active">True = active, whatever the polarity.</param>
    public bool SetInput(int line, bool active)
    {
        bool isInput, activeLow;
        lock (_lock)
        {
            isInput = _lines.TryGetValue(line, out var state) && state.Direction == "in";
            activeLow = state?.ActiveLow ?? false;
        }

        return isInput && Set(line, active != activeLow);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The state outlives the process in the mirror file on purpose: it shows how the outputs were left.
    }

    private bool Set(int line, bool high)
    {
        SimulatedLine changed;
        lock (_lock)
        {
            if (!_lines.TryGetValue(line, out var state))
                return false;
            if (state.High == high)
                return true;
            _lines[line] = changed = state with { High = high, Changes = state.Changes + 1, ChangedAt = clock.GetUtcNow() };
            Mirror();
        }

        Changed?.Invoke(changed);
        return true;
    }

    private void Require(int line)
    {
        if (IsGone)
            throw new IOException("the chip is gone");
        if (line is < 0 or >= Lines || line == FaultyLine)
            throw new IOException($"the chip has no line {line}");
    }

    private void Mirror()
    {
        if (stateFile is null)
            return;
        var next = stateFile + ".new";
        File.WriteAllBytes(next, JsonSerializer.SerializeToUtf8Bytes<IReadOnlyList<SimulatedLine>>([.. _lines.Values], GpioJson.Default.IReadOnlyListSimulatedLine));
        File.Move(next, stateFile, overwrite: true);
    }
}

/// <summary>One line of the simulated chip.</summary>
/// <param name="Line">Number.</param>
/// <param name="Name">Device and point that use it.</param>
/// <param name="Direction"><c>in</c> or <c>out</c>.</param>
/// <param name="ActiveLow">True when a low level means 1.</param>
/// <param name="High">Physical level.</param>
/// <param name="Changes">Level changes so far.</param>
/// <param name="ChangedAt">Last change, UTC.</param>
public sealed record SimulatedLine(
    int Line, string Name, string Direction, bool ActiveLow, bool High, long Changes, DateTimeOffset ChangedAt)
{
    /// <summary>True when the point is 1.</summary>
    public bool Active => High != ActiveLow;
}

/// <summary>JSON of the simulated chip: its mirror file and the gateway's <c>/gpio</c> page.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(IReadOnlyList<SimulatedLine>))]
public sealed partial class GpioJson : JsonSerializerContext;
