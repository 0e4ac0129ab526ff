using System.Buffers;
using Google.Protobuf;
using Protocols.Sparkplug.Wire;

namespace Protocols.Sparkplug;

/// <summary>Encodes payloads (Sparkplug 3.0 §6.4.4).</summary>
public static class PayloadWriter
{
    /// <summary>Writes the payload without a copy in between.</summary>
    /// <returns><see cref="OperationStatus.InvalidData"/>, and nothing written, when it is larger than <paramref name="limit"/> bytes.</returns>
    public static OperationStatus Write(Payload payload, IBufferWriter<byte> to, int limit = SparkplugLimits.PayloadBytes)
    {
        if (payload.CalculateSize() > limit)
            return OperationStatus.InvalidData;
        payload.WriteTo(to);
        return OperationStatus.Done;
    }

    /// <summary>The payload in an array of its own.</summary>
    public static byte[] ToArray(Payload payload) => payload.ToByteArray();
}
