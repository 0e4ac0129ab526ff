using Edge.Gateway.Services;

var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
{
    Args = [.. args.Where(a => a != "--check-config")],
    ContentRootPath = AppContext.BaseDirectory,
});
builder.Configuration.AddJsonFile(builder.Configuration["config"] ?? "/etc/edge-gateway/gateway.json", optional: true);
builder.Configuration.AddEnvironmentVariables().AddCommandLine([.. args.Where(a => a.Contains('=', StringComparison.Ordinal))]);

builder.Services
    .AddGatewayOptions(builder.Configuration)
    .AddGatewayCore()
    .AddDrivers()
    .AddUplink(builder.Configuration)
    .AddGatewayServices();

using var host = builder.Build();
if (args.Contains("--check-config"))
{
    var faults = ConfigurationReport.Faults(host.Services);
    foreach (var fault in faults)
        Console.Error.WriteLine(fault);
    return faults.Count == 0 ? 0 : 1;
}

if (args.FirstOrDefault() == "enrol")
    return await EnrolCommand.RunAsync(host.Services, builder.Configuration, CancellationToken.None);

await host.RunAsync();
return Environment.ExitCode;
