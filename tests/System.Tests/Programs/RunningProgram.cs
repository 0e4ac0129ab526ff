using System.Diagnostics;

namespace System.Tests.Programs;

/// <summary>One program as a process of its own, with its output appended to a log file.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    private readonly Process _process;

    private RunningProgram(string name, Process process) => (Name, _process) = (name, process);

    public string Name { get; }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>Starts <c>dotnet dll arguments</c>, or a native program; the shell gives way to it, so that the process id is the program's.</summary>
    public static RunningProgram Start(string name, string log, string dll, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = BuiltPrograms.Root, UseShellExecute = false };
        foreach (var argument in (string[])["-c", "exec \"$@\" >>\"$0\" 2>&1", log, .. Command(dll), .. arguments])
            start.ArgumentList.Add(argument);
        return new RunningProgram(name, Process.Start(start)!);
    }

    private static string[] Command(string program) => program.EndsWith(".dll", StringComparison.Ordinal) ? ["dotnet", program] : [program];

    /// <summary>Runs a program to its end; its exit code.</summary>
    public static async Task<int> RunAsync(string log, string dll, IEnumerable<string> arguments, CancellationToken cancel)
    {
        await using var program = Start("once", log, dll, arguments);
        await program._process.WaitForExitAsync(cancel);
        return program._process.ExitCode;
    }

    /// <summary>Asks it to end (SIGTERM) and waits; the exit code.</summary>
    /// <exception cref="TimeoutException">It did not end within 20 s.</exception>
    public async Task<int> StopAsync(CancellationToken cancel)
    {
        Signals.Send(Id, Signals.Terminate);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(StopLimit);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"{Name} did not end within {StopLimit.TotalSeconds:0} s of SIGTERM");
        }

        return _process.ExitCode;
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync(CancellationToken cancel)
    {
        Signals.Send(Id, Signals.Kill);
        await _process.WaitForExitAsync(cancel);
    }

    /// <summary>SIGSTOP: it stands still with its sockets open.</summary>
    public void Freeze() => Signals.Send(Id, Signals.Stop);

    /// <summary>SIGCONT.</summary>
    public void Thaw() => Signals.Send(Id, Signals.Continue);

    public override string ToString() => HasEnded ? $"{Name} ({Id}): ended with {_process.ExitCode}" : $"{Name} ({Id}): running";

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
