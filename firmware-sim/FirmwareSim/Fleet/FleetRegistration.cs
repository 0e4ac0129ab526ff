using FirmwareSim.Demonstration;

namespace FirmwareSim.Fleet;

/// <summary>Makes the fleet's gateways known to the platform through its import, as an operator would with a list.</summary>
public static class FleetRegistration
{
    private const int RowsPerImport = 5_000;

    /// <summary>Registers every gateway with its project and its device; what is there already stays as it is.</summary>
    /// <returns>How many gateways were new.</returns>
    public static async Task<int> RunAsync(FleetOptions options, string profile, CloudClient cloud, CancellationToken cancel)
    {
        var added = 0;
        foreach (var numbers in Enumerable.Range(0, options.Gateways).Chunk(RowsPerImport))
        {
            var answer = await cloud.PostAsync("api/imports/gateways", new { rows = numbers.Select(number => Row(options, number, profile)) }, cancel);
            added += (int)answer!["gateways"]!;
        }

        return added;
    }

    private static object Row(FleetOptions options, int number, string profile) => new
    {
        project = options.ProjectOf(number),
        projectName = $"压测项目{number / options.PerProject}",
        division = "210112",
        address = "沈阳市浑南区",
        longitude = 123.4 + number / options.PerProject % 100 * 0.004,
        latitude = 41.6 + number / options.PerProject / 100 % 100 * 0.004,
        stage = "主体施工",
        gateway = options.GatewayOf(number),
        gatewayName = $"网关{number}",
        device = FleetOptions.DeviceOf(number),
        deviceName = $"{number}号塔吊",
        profile,
        deviceAddress = "tcp://10.0.0.5:502",
        unit = 1,
    };
}
