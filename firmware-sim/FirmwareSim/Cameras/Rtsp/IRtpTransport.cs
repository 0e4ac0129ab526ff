using FirmwareSim.Cameras.Streaming;

namespace FirmwareSim.Cameras.Rtsp;

/// <summary>Brings one medium's packets to one viewer.</summary>
internal interface IRtpTransport : IDisposable
{
    /// <summary>Transport header of the answer to SETUP.</summary>
    string Header { get; }

    /// <summary>Sends the packets of a unit.</summary>
    ValueTask SendAsync(MediaUnit unit, CancellationToken cancel);

    /// <summary>Sends an RTCP packet.</summary>
    ValueTask SendControlAsync(ReadOnlyMemory<byte> packet, CancellationToken cancel);
}
