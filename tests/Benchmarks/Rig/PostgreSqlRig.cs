using System.Diagnostics;
using System.Globalization;
using System.Tests.Programs;

namespace Benchmarks.Rig;

/// <summary>The distribution's PostgreSQL on a folder of its own and a free port of loopback, as it is installed but for what is said here.</summary>
internal sealed class PostgreSqlRig : IAsyncDisposable
{
    private readonly string _folder;
    private readonly string _as;
    private readonly int _port = Ports.Free(1)[0];

    private PostgreSqlRig(string folder) => (_folder, _as) = (folder, Environment.UserName == "root" ? "runuser -u postgres -- " : "");

    /// <summary>Folder of the newest installed server's programs; null when there is none.</summary>
    public static string? Programs { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(folder => Path.Combine(folder, "bin")).Where(folder => File.Exists(Path.Combine(folder, "initdb")))
            .OrderByDescending(folder => int.TryParse(folder.Split('/')[^2], CultureInfo.InvariantCulture, out var version) ? version : 0).FirstOrDefault()
        : null;

    /// <summary>Starts it; a folder that holds no database yet gets one.</summary>
    /// <param name="folder">Of the database.</param>
    /// <param name="options">Of the server: <c>-c name=value</c>.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<PostgreSqlRig> StartAsync(string folder, string options, CancellationToken cancel)
    {
        var rig = new PostgreSqlRig(folder);
        Directory.CreateDirectory(folder);
        // The server refuses to run as root: it gets its own account when we are.
        if (rig._as.Length > 0)
            await ShellAsync($"chown postgres {folder} && chmod o+x {Path.GetDirectoryName(folder)}", cancel);
        if (!Directory.Exists(Path.Combine(folder, "data")))
            await ShellAsync($"{rig._as}{Programs}/initdb -D {folder}/data -A trust -U bench -E UTF8 --locale=C >/dev/null", cancel);
        var all = string.Create(CultureInfo.InvariantCulture, $"-c listen_addresses=127.0.0.1 -c port={rig._port} -c unix_socket_directories={folder} {options}");
        await ShellAsync($"{rig._as}{Programs}/pg_ctl -D {folder}/data -w -t 300 -o '{all}' -l {folder}/log start >/dev/null", cancel);
        return rig;
    }

    /// <summary>How a database of it is reached.</summary>
    public string Connection(string database) => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Username=bench;Database={database}");

    /// <summary>Runs SQL in a database.</summary>
    public Task RunAsync(string database, string sql, CancellationToken cancel) => ShellAsync(
        string.Create(CultureInfo.InvariantCulture, $"{Programs}/psql -q -h 127.0.0.1 -p {_port} -U bench -v ON_ERROR_STOP=1 -d {database} -c \"{sql}\" >/dev/null"), cancel);

    /// <summary>CPU time so far of the server with its children, over which its work is spread.</summary>
    public double CpuSeconds()
    {
        var master = File.ReadLines(Path.Combine(_folder, "data", "postmaster.pid")).First();
        return Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(id => int.TryParse(id, CultureInfo.InvariantCulture, out _))
            .Where(id => id == master || ParentOf(id!) == master).Sum(id => ProcessUsage.Read(int.Parse(id!, CultureInfo.InvariantCulture)).CpuSeconds);
    }

    public async ValueTask DisposeAsync() => await ShellAsync($"{_as}{Programs}/pg_ctl -D {_folder}/data -m fast -w -t 300 stop >/dev/null", CancellationToken.None);

    private static string? ParentOf(string id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1];
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static async Task ShellAsync(string command, CancellationToken cancel)
    {
        using var shell = Process.Start("/bin/sh", ["-c", command]);
        await shell.WaitForExitAsync(cancel);
        if (shell.ExitCode != 0)
            throw new InvalidOperationException($"{command}: ended with {shell.ExitCode}");
    }
}
