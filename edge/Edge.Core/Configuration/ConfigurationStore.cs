using System.Text.Json;
using Telemetry.Model.Configuration;
using Telemetry.Model.Faults;
using Telemetry.Model.Json;
using Telemetry.Model.Profiles;

namespace Edge.Core.Configuration;

/// <summary>
/// Where the configuration lies: the file shipped with the gateway, and over it the last one that was applied from the
/// cloud, which alone counts after a restart.
/// </summary>
/// <param name="shippedFile">Shipped file; may be missing, then the gateway starts with nothing.</param>
/// <param name="appliedFile">Written by <see cref="SaveAsync"/>.</param>
public sealed class ConfigurationStore(string shippedFile, string appliedFile)
{
    /// <summary>No device, no rule.</summary>
    public static GatewayConfiguration Empty { get; } = new(0, [], []);

    /// <summary>
    /// The applied configuration; the shipped one when there is none or it does not hold any more (a profile that a new
    /// release no longer has), with every fault of both.
    /// </summary>
    public (GatewayConfiguration Configuration, IReadOnlyList<ModelFault> Faults) Load(ProfileCatalogue profiles)
    {
        var faults = new List<ModelFault>();
        foreach (var file in (string[])[appliedFile, shippedFile])
        {
            if (!File.Exists(file))
                continue;
            var read = ConfigurationCheck.Parse(File.ReadAllText(file), profiles);
            if (read is { Value: { } configuration, IsSound: true })
                return (configuration, faults);
            faults.AddRange(read.Faults.Select(f => f with { File = file }));
        }

        return (Empty, faults);
    }

    /// <summary>Keeps the configuration; returns once it is on the disk. A power cut leaves the old one or the new one.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public async ValueTask SaveAsync(GatewayConfiguration configuration, CancellationToken cancel)
    {
        var next = appliedFile + ".new";
        if (Path.GetDirectoryName(appliedFile) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        await using (var file = new FileStream(next, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await JsonSerializer.SerializeAsync(file, configuration, EdgeJson.Default.GatewayConfiguration, cancel);
            file.Flush(flushToDisk: true);
        }

        File.Move(next, appliedFile, overwrite: true);
    }
}
