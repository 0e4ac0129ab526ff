namespace Protocols.Sparkplug;

/// <summary>Walks the fields of one protobuf message without allocating. Every method answers false on bad bytes.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool AtEnd => _rest.IsEmpty;

    public bool TryReadTag(out int field, out int wireType)
    {
        (field, wireType) = (0, 0);
        if (!TryReadVarint(out var tag) || tag > uint.MaxValue)
            return false;
        (field, wireType) = ((int)(tag >> 3), (int)(tag & 7));
        return field > 0;
    }

    public bool TryReadVarint(out ulong value)
    {
        value = 0;
        for (var i = 0; i < _rest.Length && i < 10; i++)
        {
            value |= (ulong)(_rest[i] & 0x7F) << (7 * i);
            if (_rest[i] >= 0x80)
                continue;
            _rest = _rest[(i + 1)..];
            return true;
        }

        return false;
    }

    public bool TryReadFixed64(out ulong value)
    {
        if (!System.Buffers.Binary.BinaryPrimitives.TryReadUInt64LittleEndian(_rest, out value))
            return false;
        _rest = _rest[8..];
        return true;
    }

    public bool TryReadBytes(out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!TryReadVarint(out var length) || length > (ulong)_rest.Length)
            return false;
        value = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return true;
    }

    /// <summary>Passes over a field; groups (wire types 3 and 4) are not in our messages and are refused.</summary>
    public bool TrySkip(int wireType)
    {
        switch (wireType)
        {
            case 0: return TryReadVarint(out _);
            case 1: return TryReadFixed64(out _);
            case 2: return TryReadBytes(out _);
            case 5 when _rest.Length >= 4: _rest = _rest[4..]; return true;
            default: return false;
        }
    }
}
