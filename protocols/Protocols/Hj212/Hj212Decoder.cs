using System.Buffers;

namespace Protocols.Hj212;

/// <summary>One received packet.</summary>
/// <param name="Message">The message, or one part of it.</param>
/// <param name="Tolerated">Deviations of frame, head and area.</param>
/// <param name="WasEncrypted">True when the data area was encrypted.</param>
public sealed record Hj212Packet(Hj212Message Message, Hj212Tolerances Tolerated = Hj212Tolerances.None, bool WasEncrypted = false);

/// <summary>From a frame to a packet: decrypts where needed, reads head and area, checks the station's rules.</summary>
public static class Hj212Decoder
{
    /// <summary>Decodes a frame for a station.</summary>
    /// <param name="frame">A frame with status Done.</param>
    /// <param name="rules">The station's rules.</param>
    /// <param name="cipher">The station's key; null when it has none.</param>
    /// <param name="packet">The packet; null unless <see cref="OperationStatus.Done"/>.</param>
    /// <param name="fault">Why not.</param>
    public static OperationStatus TryDecode(
        in Hj212Frame frame, Hj212Rules rules, Hj212Cipher? cipher, out Hj212Packet? packet, out Hj212Fault fault)
    {
        packet = null;
        if (!frame.IsEncrypted)
            return Read(frame.Data, frame.Tolerated, false, rules, out packet, out fault);
        if (cipher is null)
        {
            fault = Hj212Fault.NoKey;
            return OperationStatus.InvalidData;
        }

        var rented = ArrayPool<byte>.Shared.Rent(frame.Data.Length);
        try
        {
            if (!cipher.TryDecrypt(frame.Data, rented, out var length) || Hj212Crc.Compute(rented.AsSpan(0, length)) != frame.Crc)
            {
                fault = Hj212Fault.BadCipher;
                return OperationStatus.InvalidData;
            }

            return Read(rented.AsSpan(0, length), frame.Tolerated, true, rules, out packet, out fault);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static OperationStatus Read(
        ReadOnlySpan<byte> data, Hj212Tolerances met, bool encrypted, Hj212Rules rules, out Hj212Packet? packet, out Hj212Fault fault)
    {
        packet = null;
        if (Hj212HeadReader.TryRead(data, rules, out var head) != OperationStatus.Done)
        {
            fault = head.Fault;
            return OperationStatus.InvalidData;
        }

        if (Hj212Message.TryRead(in head, rules, out var message, out fault, out var tolerated) != OperationStatus.Done)
            return OperationStatus.InvalidData;
        tolerated |= met;
        if (rules.Forbid(tolerated) != Hj212Tolerances.None)
        {
            fault = Hj212Fault.NotTolerated;
            return OperationStatus.InvalidData;
        }

        packet = new Hj212Packet(message!, tolerated, encrypted);
        return OperationStatus.Done;
    }
}
