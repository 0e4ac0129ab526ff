using System.Buffers.Binary;

namespace Telemetry.Model.Rules;

/// <summary>
/// A rule's state as bytes, to carry it over a restart. Little-endian; version 1: plan fingerprint, instants, flags,
/// levels, gates, window. What does not fit the plan is refused, because a state of another threshold would lie.
/// </summary>
public static class RuleStateCodec
{
    private const byte Version = 1;
    private const int SampleBytes = 16;

    /// <summary>The state as bytes, about 200 plus 16 a sample.</summary>
    public static byte[] Encode(RulePlan plan, RuleState state)
    {
        var writer = new Writer(new byte[Length(state, state.Window?.Count ?? 0)]);
        writer.Byte(Version);
        writer.Long((long)plan.Fingerprint);
        foreach (var instant in (ReadOnlySpan<long>)[
            state.Start, state.Now, state.Deadline, state.NewestTime, state.LastGoodTime, state.LastValueTime,
            state.DifferentTime, state.Since, state.LateReadings, state.Outcome.At.UtcTicks])
            writer.Long(instant);
        foreach (var number in (ReadOnlySpan<double>)[state.NewestValue, state.LastValue, state.Measured, state.Outcome.Value])
            writer.Double(number);
        writer.Byte((byte)((state.NewestGood ? 1 : 0) | (state.DifferentSeen ? 2 : 0)));
        writer.Byte((byte)state.MeasureFault);
        writer.Byte((byte)state.Outcome.Condition);
        writer.Byte((byte)state.Outcome.Level);
        writer.Byte((byte)state.Outcome.Reason);
        foreach (var level in state.Levels)
        {
            writer.Byte(level.Reached ? (byte)1 : (byte)0);
            writer.Long(level.Since);
            writer.Long(level.HoldSince);
            writer.Long(level.ClearSince);
            writer.Long(level.Count);
            writer.Long(level.CountedAt);
        }

        foreach (var gate in state.Gates)
        {
            writer.Long(gate.Time);
            writer.Double(gate.Value);
        }

        writer.Long(state.Window?.Count ?? 0);
        for (var i = 0; i < (state.Window?.Count ?? 0); i++)
        {
            writer.Long(state.Window!.TimeAt(i));
            writer.Double(state.Window.ValueAt(i));
        }

        return writer.Bytes;
    }

    /// <summary>The state that was encoded; null when the bytes are broken or come from another rule or threshold.</summary>
    public static RuleState? Decode(RulePlan plan, ReadOnlySpan<byte> bytes)
    {
        var state = new RuleState(plan);
        var reader = new Reader(bytes);
        if (bytes.Length < Length(state, 0) || reader.Byte() != Version || (ulong)reader.Long() != plan.Fingerprint)
            return null;
        (state.Start, state.Now, state.Deadline) = (reader.Long(), reader.Long(), reader.Long());
        (state.NewestTime, state.LastGoodTime, state.LastValueTime) = (reader.Long(), reader.Long(), reader.Long());
        (state.DifferentTime, state.Since, state.LateReadings) = (reader.Long(), reader.Long(), reader.Long());
        var at = reader.Long();
        (state.NewestValue, state.LastValue, state.Measured) = (reader.Double(), reader.Double(), reader.Double());
        var value = reader.Double();
        var flags = reader.Byte();
        (state.NewestGood, state.DifferentSeen) = ((flags & 1) != 0, (flags & 2) != 0);
        state.MeasureFault = (Undecided)reader.Byte();
        var (condition, level, reason) = ((RuleCondition)reader.Byte(), (int)reader.Byte(), (Undecided)reader.Byte());
        if (!IsInstant(at) || !IsInstant(state.Since) || condition > RuleCondition.CannotDecide || reason > Undecided.GateUnknown)
            return null;
        DateTimeOffset? since = state.Since == RuleState.Never ? null : new DateTimeOffset(state.Since, TimeSpan.Zero);
        state.Outcome = new RuleOutcome(condition, level, reason, value, new DateTimeOffset(at, TimeSpan.Zero), since, false);
        ReadProgress(state, ref reader);
        return ReadWindow(state, ref reader, bytes.Length) ? state : null;
    }

    private static void ReadProgress(RuleState state, ref Reader reader)
    {
        for (var i = 0; i < state.Levels.Length; i++)
        {
            state.Levels[i].Reached = reader.Byte() != 0;
            (state.Levels[i].Since, state.Levels[i].HoldSince, state.Levels[i].ClearSince) = (reader.Long(), reader.Long(), reader.Long());
            (state.Levels[i].Count, state.Levels[i].CountedAt) = ((int)reader.Long(), reader.Long());
        }

        for (var i = 0; i < state.Gates.Length; i++)
            (state.Gates[i].Time, state.Gates[i].Value) = (reader.Long(), reader.Double());
    }

    private static bool ReadWindow(RuleState state, ref Reader reader, int length)
    {
        var samples = reader.Long();
        if (samples is < 0 or > SampleWindow.MaxSamples || (samples > 0 && state.Window is null) || length != Length(state, (int)samples))
            return false;
        for (var i = 0; i < samples; i++)
            state.Window!.Insert(reader.Long(), reader.Double());
        return true;
    }

    private static bool IsInstant(long ticks) => ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks;

    private static int Length(RuleState state, int samples) =>
        1 + 8 + (10 * 8) + (4 * 8) + 5 + (state.Levels.Length * 41) + (state.Gates.Length * 16) + 8 + (samples * SampleBytes);

    private ref struct Reader(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> _rest = bytes;

        public byte Byte()
        {
            var value = _rest[0];
            _rest = _rest[1..];
            return value;
        }

        public long Long()
        {
            var value = BinaryPrimitives.ReadInt64LittleEndian(_rest);
            _rest = _rest[8..];
            return value;
        }

        public double Double() => BitConverter.Int64BitsToDouble(Long());
    }

    private ref struct Writer(byte[] bytes)
    {
        private int _at;

        public readonly byte[] Bytes => bytes;

        public void Byte(byte value) => bytes[_at++] = value;

        public void Long(long value)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(_at), value);
            _at += 8;
        }

        public void Double(double value) => Long(BitConverter.DoubleToInt64Bits(value));
    }
}
