using FirmwareSim.Cameras.Drawing;
using FirmwareSim.Cameras.Scenes;
using FirmwareSim.Cameras.Streaming;
using FirmwareSim.Machines;

namespace FirmwareSim.Cameras.Pictures;

/// <summary>What a rendered camera would show, drawn as fast as it is asked for and not coded: for judging rules over minutes in seconds.</summary>
/// <param name="camera">The scene; light must be chosen.</param>
/// <param name="width">Pixels.</param>
/// <param name="height">Pixels.</param>
public sealed class SceneFilm(CameraOptions camera, int width, int height) : IDisposable
{
    private readonly Stage _stage = new(camera);
    private readonly SceneRenderer _renderer = new(new Stage(camera).Layout, camera.Height);
    private readonly FrameBuffer _buffer = new(width, height);

    /// <summary>The picture drawn last: BGRA, rows without padding.</summary>
    public ReadOnlySpan<byte> Pixels => _buffer.Pixels;

    /// <summary>Starts what a scenario may ask of a camera; false when it is not known.</summary>
    public bool Apply(string happening, EventArguments arguments, double at) => _stage.Apply(happening, arguments, at);

    /// <summary>Draws the picture of a second and tells what is in it. Seconds must not go back.</summary>
    public IReadOnlyList<TruthBox> Draw(double seconds)
    {
        var boxes = new List<TruthBox>();
        var light = _stage.Light(seconds, DateTimeOffset.UnixEpoch);
        _renderer.Draw(_buffer, new Moment(seconds, PtzHead.Home, light, _stage.RainAt(seconds), _stage.People(seconds), _stage.Plumes(seconds)), boxes);
        _buffer.Canvas.Flush();
        return boxes;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _renderer.Dispose();
        _buffer.Dispose();
    }
}
