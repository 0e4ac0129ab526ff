using System.Diagnostics;

namespace Cloud.Platform.Files;

/// <summary>Runs programs of others: never through a shell, with an end in time, and gone with us.</summary>
internal static class Commands
{
    /// <summary>The exit code; null when the program is missing or did not end in time.</summary>
    public static async Task<int?> RunAsync(string program, IEnumerable<string> arguments, TimeSpan limit, TimeProvider time, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Exception fault) when (fault is System.ComponentModel.Win32Exception or FileNotFoundException)
        {
            return null;
        }

        using (process)
        using (var end = new CancellationTokenSource(limit, time))
        using (var either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, cancel))
        {
            process.StandardInput.Close();
            var output = Task.WhenAll(process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None), process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None));
            try
            {
                await process.WaitForExitAsync(either.Token);
                await output;
                return process.ExitCode;
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                cancel.ThrowIfCancellationRequested();
                return null;
            }
        }
    }
}
