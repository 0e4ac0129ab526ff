using System.Text.Json;

namespace FirmwareSim.Site;

/// <summary>
/// A site to simulate. The same file seeds a demonstration cloud (which reads project, gateway, chain and the devices'
/// configuration), so that one file says what stands where.
/// </summary>
/// <param name="Devices">Every device, with how it is configured and how it is simulated.</param>
public sealed record SiteFile(IReadOnlyList<SiteDevice> Devices)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

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
