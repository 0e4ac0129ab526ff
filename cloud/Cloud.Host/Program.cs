using Cloud.Host;
using Cloud.Host.Composition;
using Cloud.Host.Demonstration;

var isCommand = Commands.IsCommand(args);
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = isCommand ? [] : [.. args.Where(a => a != "--check-config")], ContentRootPath = AppContext.BaseDirectory });
builder.Configuration.AddEnvironmentVariables("EDGE_");
builder.AddPlatform();
var app = builder.Build();
if (args.Contains("--check-config"))
    return ConfigurationCheck.Run(app.Services, Console.Out, Console.Error);
if (isCommand)
    return await Commands.RunAsync(app.Services, args, Console.Out, Console.Error, CancellationToken.None);
app.UsePlatform();
await app.PrepareAsync(Console.Out, CancellationToken.None);
if (args.Contains("demo-data"))
{
    await using var filled = app;
    return await DemoCommand.RunAsync(app.Services, args, Console.Out, Console.Error, CancellationToken.None);
}

await app.RunAsync();
return 0;
