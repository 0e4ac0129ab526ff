using System.Tests.Programs;
using TestKit;
using TestKit.Reports;

namespace Benchmarks.Rig;

/// <summary>One run of one command: its length, a folder of its own, its report and the programs that it has started.</summary>
internal sealed class BenchRun : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<RunningProgram> _programs = [];

    public BenchRun(string name, string title, bool isLong, TimeProvider time)
    {
        (IsLong, Time) = (isLong, time);
        Report = new BenchmarkReport(name, title, isLong, time);
    }

    public bool IsLong { get; }

    public TimeProvider Time { get; }

    public BenchmarkReport Report { get; }

    /// <summary>The scenario came to its end: what it made is not needed any more unless something failed.</summary>
    public bool Ended { get; set; }

    /// <summary>True once something that must not happen has happened: something was lost or is missing.</summary>
    public bool Failed { get; private set; }

    /// <summary>One of the two lengths.</summary>
    public int Seconds(int usual, int inLong) => IsLong ? inLong : usual;

    /// <summary>How many records: one of the two numbers, or what <c>--count</c> says.</summary>
    public int Records(int usual, int inLong) =>
        int.TryParse(Environment.GetEnvironmentVariable("EDGE_SYSTEM_COUNT"), System.Globalization.CultureInfo.InvariantCulture, out var count) ? count : Seconds(usual, inLong);

    /// <summary>A path in the run's own folder.</summary>
    public string InFolder(string name) => Path.Combine(_folder.Path, name);

    /// <summary>Starts a program; it is ended with the run.</summary>
    public RunningProgram Start(string name, string program, params IEnumerable<string> arguments)
    {
        var started = RunningProgram.Start(name, InFolder(name + ".log"), program, arguments);
        _programs.Add(started);
        return started;
    }

    /// <summary>Starts a command of the simulator.</summary>
    public RunningProgram Simulate(string name, params IEnumerable<string> arguments) => Start(name, BuiltPrograms.Simulator, arguments);

    /// <summary>Waits for a program that ends by itself.</summary>
    /// <exception cref="InvalidOperationException">It failed; its last words are in the message.</exception>
    public async Task EndAsync(RunningProgram program, TimeSpan limit, CancellationToken cancel)
    {
        await Until.TrueAsync($"{program.Name} has ended", limit, _ => Task.FromResult(program.HasEnded), cancel);
        var words = File.ReadLines(InFolder(program.Name + ".log")).TakeLast(5).ToList();
        if (words.Exists(line => line.Contains("Unhandled exception", StringComparison.Ordinal)) || program.ToString().EndsWith("with 2", StringComparison.Ordinal))
            throw new InvalidOperationException($"{program}: {string.Join('\n', words)}");
    }

    /// <summary>Notes that something must hold that speed cannot buy.</summary>
    public void Must(bool holds, string what)
    {
        if (holds)
            return;
        Failed = true;
        Report.Note($"**Failed: {what}.**");
        Console.Error.WriteLine($"failed: {what}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var program in Enumerable.Reverse(_programs))
            await program.DisposeAsync();
        if (Failed || !Ended)
            Console.Error.WriteLine($"logs are kept in {Keep()}");
        _folder.Dispose();
    }

    private string Keep()
    {
        var kept = Path.Combine(BuiltPrograms.Root, "artifacts", "system", Path.GetFileName(_folder.Path));
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        Directory.Move(_folder.Path, kept);
        return kept;
    }
}
