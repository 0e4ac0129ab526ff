using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace FirmwareSim.Wire;

/// <summary>
/// One end of a serial line: a pseudo-terminal whose other end a gateway opens like <c>/dev/ttyS1</c>. Linux only.
/// </summary>
public sealed partial class PseudoTerminal : IDisposable
{
    private const int ReadWriteNoControl = 0x2 | 0x100; // O_RDWR | O_NOCTTY
    private readonly FileStream _stream;
    private readonly SafeFileHandle _keepOpen;
    private readonly string? _link;

    private PseudoTerminal(FileStream stream, SafeFileHandle keepOpen, string path, string? link) =>
        (_stream, _keepOpen, Path, _link) = (stream, keepOpen, path, link);

    /// <summary>Where the gateway finds the line.</summary>
    public string Path { get; }

    /// <summary>The device's end.</summary>
    public Stream Stream => _stream;

    /// <summary>Opens a pair; <paramref name="link"/> becomes a symbolic link to the gateway's end.</summary>
    /// <exception cref="IOException">The system has no pseudo-terminals left.</exception>
    public static PseudoTerminal Open(string? link)
    {
        var master = posix_openpt(ReadWriteNoControl);
        if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0)
            throw new IOException($"no pseudo-terminal: errno {Marshal.GetLastPInvokeError()}");
        var buffer = new byte[128];
        if (ptsname_r(master, buffer, buffer.Length) != 0)
            throw new IOException($"no pseudo-terminal name: errno {Marshal.GetLastPInvokeError()}");
        var path = System.Text.Encoding.ASCII.GetString(buffer, 0, Array.IndexOf(buffer, (byte)0));

        // While nobody holds the other end open, reads of ours fail; we hold it ourselves, raw, so that a gateway may come and go.
        var slave = open(path, ReadWriteNoControl);
        var settings = new byte[128];
        if (slave < 0 || tcgetattr(slave, settings) != 0)
            throw new IOException($"{path} cannot be opened: errno {Marshal.GetLastPInvokeError()}");
        cfmakeraw(settings);
        _ = tcsetattr(slave, 0, settings);

        if (link is not null)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(link))!);
            File.Delete(link);
            File.CreateSymbolicLink(link, path);
        }

        var stream = new FileStream(new SafeFileHandle(master, ownsHandle: true), FileAccess.ReadWrite, bufferSize: 0);
        return new PseudoTerminal(stream, new SafeFileHandle(slave, ownsHandle: true), link ?? path, link);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_link is not null)
            File.Delete(_link);
        _keepOpen.Dispose();
        _stream.Dispose();
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int posix_openpt(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int grantpt(int descriptor);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int unlockpt(int descriptor);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int ptsname_r(int descriptor, byte[] name, nint length);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int tcgetattr(int descriptor, byte[] settings);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int tcsetattr(int descriptor, int when, byte[] settings);

    [LibraryImport("libc")]
    private static partial void cfmakeraw(byte[] settings);
}
