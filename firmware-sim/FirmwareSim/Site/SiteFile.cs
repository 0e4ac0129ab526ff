using System.Text.Json;
using System.Text.Json.Serialization;
using FirmwareSim.Cameras;

namespace FirmwareSim.Site;

/// <summary>
/// A site to simulate. The same file seeds a demonstration cloud (which reads project, gateway, chain and the devices'
/// configuration), so that one file says what stands where.
/// </summary>
/// <param name="Devices">Every device, with how it is configured and how it is simulated.</param>
/// <param name="Cameras">The cameras.</param>
/// <param name="Project">The project, for what cameras write into their pictures.</param>
public sealed record SiteFile(IReadOnlyList<SiteDevice> Devices, IReadOnlyList<CameraOptions>? Cameras = null, SiteProject? Project = null)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Ids that a scenario may name.</summary>
    public IReadOnlySet<string> Targets() => Devices.Select(device => device.Id).Concat((Cameras ?? []).Select(camera => camera.Id)).ToHashSet();

    /// <summary>Reads a site file.</summary>
    /// <exception cref="InvalidDataException">The file is no site.</exception>
    public static SiteFile Load(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<SiteFile>(File.ReadAllText(path), Format)
                ?? throw new InvalidDataException($"{path}: the file is empty");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }
}

/// <summary>The project that the site belongs to.</summary>
/// <param name="Name">Its name.</param>
/// <param name="NameEn">Its name in Latin letters.</param>
public sealed record SiteProject(string Name, string? NameEn = null);

/// <summary>One device of the site, as the gateway is configured for it.</summary>
public sealed record SiteDevice(
    string Id,
    string Profile,
    string Address,
    int? Unit = null,
    string? StationId = null,
    string? Password = null,
    IReadOnlyDictionary<string, double>? Parameters = null,
    DeviceSimulation? Simulation = null);

/// <summary>How the device is simulated; numbers are the machine's own (place, height, length).</summary>
/// <param name="Numbers">Place and size, by name.</param>
/// <param name="Gateway">For a station that dials in: host:port of the gateway.</param>
public sealed record DeviceSimulation(IReadOnlyDictionary<string, double>? Numbers = null, string? Gateway = null);
