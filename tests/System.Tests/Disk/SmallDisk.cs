using System.Diagnostics;

namespace System.Tests.Disk;

/// <summary>A real file system of a few megabytes that can be filled, that can break (it turns read-only) and be repaired. Needs root.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly string _image;
    private readonly string _hog;

    private SmallDisk(string folder) => (_image, Path, _hog) = (IO.Path.Combine(folder, "disk.img"), IO.Path.Combine(folder, "disk"), IO.Path.Combine(folder, "disk", "hog"));

    /// <summary>Where it is mounted.</summary>
    public string Path { get; }

    /// <summary>Skips the test where no file system can be mounted.</summary>
    public static async Task<SmallDisk> MountAsync(string folder, int mebibytes, CancellationToken cancel)
    {
        Assert.SkipUnless(Environment.UserName == "root" && IO.Path.Exists("/dev/loop-control") && MayBreak(), "a file system can only be mounted and broken by root on the machine itself");
        var disk = new SmallDisk(folder);
        Directory.CreateDirectory(disk.Path);
        await using (var image = File.Create(disk._image))
            image.SetLength((long)mebibytes << 20);
        await RunAsync("mkfs.ext4", ["-q", "-m", "0", disk._image], cancel);
        await disk.MountAsync(cancel);
        return disk;
    }

    /// <summary>Somebody else's data take all that is free.</summary>
    public void Fill()
    {
        using var hog = new FileStream(_hog, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0 });
        foreach (var size in (int[])[64 << 10, 4 << 10])
        {
            try
            {
                for (var block = new byte[size]; ;)
                    hog.Write(block);
            }
            catch (IOException)
            {
                // Full: that is the aim.
            }
        }

        try
        {
            hog.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            // What the disk could not take after all is not missed.
        }
    }

    /// <summary>They are deleted again.</summary>
    public void Free() => File.Delete(_hog);

    /// <summary>The kernel meets a fault in it and makes it read-only, whoever has files open there.</summary>
    public async Task BreakAsync(CancellationToken cancel)
    {
        var device = (await RunAsync("findmnt", ["-n", "-o", "SOURCE", Path], cancel)).Trim();
        await File.WriteAllTextAsync($"/sys/fs/ext4/{IO.Path.GetFileName(device)}/trigger_fs_error", "1", cancel);
    }

    /// <summary>It is taken out, checked and put back; everybody must have let go of it.</summary>
    public async Task RepairAsync(CancellationToken cancel)
    {
        await RunAsync("umount", [Path], cancel);
        await RunAsync("e2fsck", ["-fy", _image], cancel, worst: 1);
        await MountAsync(cancel);
    }

    public async ValueTask DisposeAsync() => await RunAsync("umount", ["-l", Path], CancellationToken.None);

    // In a container the kernel's switches are often there for reading only.
    private static bool MayBreak() =>
        Directory.Exists("/sys/fs/ext4") && File.ReadLines("/proc/mounts").Any(line => line.Split(' ') is [_, "/sys", "sysfs", var options, ..] && options.Split(',').Contains("rw"));

    private Task MountAsync(CancellationToken cancel) => RunAsync("mount", ["-o", "loop,errors=remount-ro", _image, Path], cancel);

    private static async Task<string> RunAsync(string program, string[] arguments, CancellationToken cancel, int worst = 0)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(cancel), process.StandardError.ReadToEndAsync(cancel));
        await process.WaitForExitAsync(cancel);
        Assert.True(process.ExitCode <= worst, $"{program} ended with {process.ExitCode}: {await complained}");
        return await said;
    }
}
