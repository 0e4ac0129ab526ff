using System.Net;
using FirmwareSim.Cameras.Scenes;

namespace FirmwareSim.Cameras.Onvif;

/// <summary>What the ONVIF services speak about.</summary>
/// <param name="Options">The camera.</param>
/// <param name="Settings">What a client may change.</param>
/// <param name="Clock">Its clock.</param>
/// <param name="Head">Its motors.</param>
/// <param name="Trouble">What is wrong with it.</param>
/// <param name="Counters">What happened.</param>
/// <param name="Rtsp">Where the streams are.</param>
internal sealed record OnvifCamera(
    CameraOptions Options, CameraSettings Settings, CameraClock Clock, PtzHead Head, CameraTrouble Trouble, CameraCounters Counters, Func<IPEndPoint> Rtsp);
