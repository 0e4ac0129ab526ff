using System.Reflection;
using BenchmarkDotNet.Running;
using Benchmarks.Micro;
using Benchmarks.Paths;
using Benchmarks.Rig;
using Benchmarks.Safekeeping;

// dotnet Benchmarks.dll NAME [--long]: one scenario with its report, or the micro-benchmarks. ./bench.sh is the way in.
if (args is ["micro", ..])
{
    BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args.Length > 1 ? args[1..] : ["--filter", "*", "--join"], MicroReport.Config(TimeProvider.System));
    return 0;
}

// Started by 'upload' only, to be killed.
if (args is ["upload-client", ..])
    return await UploadClient.RunAsync(args[1..], CancellationToken.None);

var scenario = args.Length > 0 ? Scenarios.All.FirstOrDefault(entry => entry.Name == args[0]) : default;
if (scenario.Run is null)
{
    Console.Error.WriteLine("Benchmarks NAME [--long], NAME one of: micro " + string.Join(' ', Scenarios.All.Select(entry => entry.Name)));
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) => (pressed.Cancel = true, stop.CancelAsync()).ToString();
await using var run = new BenchRun(scenario.Name, scenario.Title, args.Contains("--long"), TimeProvider.System);
await scenario.Run(run, stop.Token);
run.Ended = true;
Console.WriteLine(File.ReadAllText(run.Report.Write()));
return run.Failed ? 1 : 0;
