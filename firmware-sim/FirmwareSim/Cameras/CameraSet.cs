using FirmwareSim.Cameras.Streaming;
using FirmwareSim.Site;
using Microsoft.Extensions.Logging;

namespace FirmwareSim.Cameras;

/// <summary>The cameras of a site and the files that keep what their pictures show.</summary>
public sealed class CameraSet : IDisposable
{
    private readonly List<Camera> _cameras = [];
    private readonly List<StreamWriter> _files = [];

    /// <summary>Builds the cameras of a site file.</summary>
    /// <param name="file">The site.</param>
    /// <param name="pictures">Folder for one file of JSON lines a camera; null = none.</param>
    /// <param name="time">Clock.</param>
    /// <param name="logger">Log.</param>
    /// <exception cref="InvalidDataException">An id is there twice, or a camera's options are not valid.</exception>
    public CameraSet(SiteFile file, string? pictures, TimeProvider time, ILogger logger)
    {
        foreach (var options in file.Cameras ?? [])
        {
            // The device by which a gateway watches this camera bears its id.
            if (_cameras.Any(camera => camera.Id == options.Id) || file.Devices.Any(device => device.Id == options.Id && !IsCamera(device)))
                throw new InvalidDataException($"camera {options.Id}: the id is there twice");
            _cameras.Add(new Camera(options, file.Project?.Name ?? "", Log(pictures, options.Id), time, logger));
        }
    }

    private static bool IsCamera(SiteDevice device) => device.Address.StartsWith("rtsp://", StringComparison.Ordinal);

    /// <summary>The cameras.</summary>
    public IReadOnlyList<Camera> All => _cameras;

    /// <inheritdoc/>
    public void Dispose()
    {
        _cameras.ForEach(camera => camera.Dispose());
        _files.ForEach(file => file.Dispose());
    }

    private CameraTruthLog? Log(string? folder, string id)
    {
        if (folder is null)
            return null;
        var file = new StreamWriter(Path.Combine(Directory.CreateDirectory(folder).FullName, id + ".jsonl"), append: true) { AutoFlush = true };
        _files.Add(file);
        return new CameraTruthLog(file);
    }
}
