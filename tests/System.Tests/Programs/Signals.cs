using System.Runtime.InteropServices;

namespace System.Tests.Programs;

/// <summary>POSIX signals to a process; .NET itself can only kill.</summary>
internal static partial class Signals
{
    public const int Terminate = 15, Kill = 9, Stop = 19, Continue = 18;

    /// <summary>Sends a signal; false when the process is gone.</summary>
    public static bool Send(int process, int signal) => kill(process, signal) == 0;

    [LibraryImport("libc")]
    private static partial int kill(int process, int signal);
}
