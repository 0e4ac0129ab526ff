using Cloud.Host;
using Cloud.Host.Composition;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = [.. args.Where(a => a != "--check-config")], ContentRootPath = AppContext.BaseDirectory });
builder.Configuration.AddEnvironmentVariables("EDGE_");
builder.AddPlatform();
var app = builder.Build();
if (args.Contains("--check-config"))
    return ConfigurationCheck.Run(app.Services, Console.Out, Console.Error);
app.UsePlatform();
await app.PrepareAsync(Console.Out, CancellationToken.None);
await app.RunAsync();
return 0;
