using Edge.Gateway.Services;

string[] commands = ["enrol", "--check-config"];
var command = Array.Find(args, commands.Contains);
var arguments = Array.FindAll(args, argument => argument != command);
var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = arguments, ContentRootPath = AppContext.BaseDirectory });
builder.Configuration
    .AddJsonFile(Path.GetFullPath(builder.Configuration["config"] ?? "/etc/edge-gateway/gateway.json"), optional: true)
    .AddEnvironmentVariables()
    .AddCommandLine(arguments);

builder.Services
    .AddGatewayOptions(builder.Configuration)
    .AddGatewayCore()
    .AddDrivers()
    .AddUplink(builder.Configuration)
    .AddGatewayServices();

using var host = builder.Build();
if (command == "enrol")
    return await EnrolCommand.RunAsync(host.Services, builder.Configuration, CancellationToken.None);
if (command == "--check-config")
    return ConfigurationReport.Print(host.Services, Console.Error);
await host.RunAsync();
return Environment.ExitCode;
