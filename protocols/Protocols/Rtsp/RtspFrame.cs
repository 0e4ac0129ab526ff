using System.Buffers;

namespace Protocols.Rtsp;

/// <summary>What stands at the start of a buffer: an RTSP message, or binary data of a channel (RFC 2326 §10.12).</summary>
public readonly ref struct RtspFrame
{
    /// <summary>Done, NeedMoreData or InvalidData.</summary>
    public OperationStatus Status { get; init; }

    /// <summary>Why the data are invalid.</summary>
    public RtspFault Fault { get; init; }

    /// <summary>Bytes to drop from the buffer; 0 unless <see cref="Status"/> is Done.</summary>
    public int Consumed { get; init; }

    /// <summary>The message; null for binary data.</summary>
    public RtspMessage? Message { get; init; }

    /// <summary>Channel of binary data, 0–255.</summary>
    public byte Channel { get; init; }

    /// <summary>Binary data: one RTP or RTCP packet, at most 65,535 bytes.</summary>
    public ReadOnlySpan<byte> Data { get; init; }
}
