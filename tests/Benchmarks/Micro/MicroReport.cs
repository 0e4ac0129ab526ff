using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using BenchmarkReport = TestKit.Reports.BenchmarkReport;

namespace Benchmarks.Micro;

/// <summary>Carries the numbers of BenchmarkDotNet into a report like every other.</summary>
internal sealed class MicroReport(BenchmarkReport report) : IExporter
{
    public string Name => nameof(MicroReport);

    /// <summary>Short jobs in this process: the machine is shared, and ratios matter more than the last percent.</summary>
    public static IConfig Config(TimeProvider time) => ManualConfig.CreateEmpty()
        .AddLogger(ConsoleLogger.Default)
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddJob(Job.ShortRun.WithToolchain(InProcessNoEmitToolchain.Instance))
        .AddExporter(new MicroReport(new BenchmarkReport("micro", "codecs, rules, outbox and stores one by one", isLong: false, time)))
        .WithOptions(ConfigOptions.JoinSummary | ConfigOptions.DisableLogFile)
        .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "edge-micro"));

    public void ExportToLog(Summary summary, ILogger logger)
    {
        foreach (var measured in summary.Reports.Where(measured => measured.ResultStatistics is not null))
        {
            var name = $"{measured.BenchmarkCase.Descriptor.Type.Name}.{measured.BenchmarkCase.Descriptor.WorkloadMethod.Name}{measured.BenchmarkCase.Parameters.DisplayInfo}";
            report.Add(name, measured.ResultStatistics!.Mean / 1_000, "µs");
            if (measured.GcStats.GetBytesAllocatedPerOperation(measured.BenchmarkCase) is { } bytes)
                report.Add(name + ": allocated", bytes, "bytes");
        }
    }

    public IEnumerable<string> ExportToFiles(Summary summary, ILogger consoleLogger)
    {
        ExportToLog(summary, consoleLogger);
        return [report.Write()];
    }
}
