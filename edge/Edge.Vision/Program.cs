using Edge.Vision;

const string CheckConfiguration = "--check-config";
var arguments = Array.FindAll(args, argument => argument != CheckConfiguration);
var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = arguments, ContentRootPath = AppContext.BaseDirectory });
builder.Configuration
    .AddJsonFile(Path.GetFullPath(builder.Configuration["config"] ?? "/etc/edge-vision/vision.json"), optional: true)
    .AddEnvironmentVariables()
    .AddCommandLine(arguments);

builder.Services
    .AddVisionOptions(builder.Configuration)
    .AddWatching()
    .AddVisionServices();

using var host = builder.Build();
if (args.Contains(CheckConfiguration))
    return VisionRegistration.CheckConfiguration(host.Services, Console.Error);
await host.RunAsync();
return Environment.ExitCode;
