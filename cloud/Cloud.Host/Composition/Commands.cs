using Cloud.Platform.Audit;
using Cloud.Platform.Backup;
using Cloud.Platform.Registers;

namespace Cloud.Host.Composition;

/// <summary>
/// What the program does instead of serving: <c>backup [full]</c>, <c>backups</c>, <c>rehearse ID</c>, <c>restore ID FOLDER</c>,
/// <c>audit-verify</c>, <c>audit-export FILE</c>, <c>audit-import FILE</c>. For a platform that stands still; one that runs makes
/// its backups itself.
/// </summary>
public static class Commands
{
    private static readonly string[] Names = ["backup", "backups", "rehearse", "restore", "audit-verify", "audit-export", "audit-import"];

    /// <summary>True when the arguments name a command.</summary>
    public static bool IsCommand(IReadOnlyList<string> args) => args.Count > 0 && Names.Contains(args[0]);

    /// <summary>Runs it: 0 = done, 1 = it failed, 2 = the arguments are wrong.</summary>
    public static async Task<int> RunAsync(IServiceProvider services, IReadOnlyList<string> args, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(args);
        try
        {
            await services.GetRequiredService<IRecordStore>().PrepareAsync(services.GetRequiredService<RegisterCatalogue>().All, cancel);
            return await DoAsync(services, args, output, error, cancel);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or InvalidOperationException or UnauthorizedAccessException or System.Data.Common.DbException)
        {
            await error.WriteLineAsync(fault.Message);
            return 1;
        }
    }

    private static async Task<int> DoAsync(IServiceProvider services, IReadOnlyList<string> args, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        var vault = services.GetRequiredService<BackupVault>();
        switch (args)
        {
            case ["backup"] or ["backup", "full"]:
                var made = await services.GetRequiredService<BackupDesk>().RunAsync(args.Count == 2 ? BackupKind.Full : BackupKind.Incremental, cancel);
                await output.WriteLineAsync($"{made!.Id} {made.Kind} {made.Bytes} bytes {made.Seconds:F1} s");
                return 0;
            case ["backups"]:
                foreach (var point in vault.List())
                    await output.WriteLineAsync($"{point.Id} {point.Kind} of {point.Generation} {point.Bytes} bytes {point.Seconds:F1} s");
                return 0;
            case ["rehearse", var id] when vault.Find(id) is { } point:
                var rehearsal = await services.GetRequiredService<BackupDesk>().RehearseAsync(point, cancel);
                await output.WriteLineAsync(
                    $"restored in {rehearsal!.Seconds:F1} s, checked in {rehearsal.CheckSeconds:F1} s: {rehearsal.Fault ?? string.Join(", ", rehearsal.Counts.Select(count => $"{count.Key} {count.Value}"))}");
                return rehearsal.Fault is null ? 0 : 1;
            case ["restore", var id, var folder] when vault.Find(id) is { } point:
                return await RestoreAsync(services, point, folder, output, error, cancel);
            case ["audit-verify"]:
                var chain = await services.GetRequiredService<IAuditKeeper>().VerifyAsync(cancel);
                await output.WriteLineAsync(chain.BrokenAt is { } at ? $"broken at entry {at}" : $"{chain.Entries} entries, {chain.First} to {chain.Last}, head {chain.Head}");
                return chain.BrokenAt is null ? 0 : 1;
            case ["audit-export", var file]:
                await using (var to = File.Create(file))
                    await output.WriteLineAsync($"{await services.GetRequiredService<IAuditKeeper>().ExportAsync(to, null, cancel)} entries");
                return 0;
            case ["audit-import", var file]:
                await using (var from = File.OpenRead(file))
                    await output.WriteLineAsync($"{await services.GetRequiredService<IAuditKeeper>().ImportAsync(from, cancel)} entries");
                return 0;
            default:
                await error.WriteLineAsync("unknown command, or there is no such backup");
                return 2;
        }
    }

    private static async Task<int> RestoreAsync(IServiceProvider services, BackupManifest point, string folder, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            await error.WriteLineAsync($"{folder} is not empty: a restore overwrites nothing");
            return 2;
        }

        await services.GetRequiredService<BackupDesk>().RestoreAsync(point, folder, cancel);
        await output.WriteLineAsync($"restored as of {point.At:O} to {folder}; set Storage:Folder to it. Keys and certificates are kept apart: copy their folders too. PostgreSQL: psql --file records.sql");
        return 0;
    }
}
