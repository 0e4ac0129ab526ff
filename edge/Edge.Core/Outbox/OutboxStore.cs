using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Edge.Core.Outbox;

/// <summary>
/// Holds the database that is in use and replaces it when it must: a damaged one is set aside and what is readable is
/// carried over, an unwritable one gives way to the fallback folder until it can be written again. For the committer.
/// </summary>
internal sealed class OutboxStore(OutboxOptions options, OutboxMeter meter, LaneCursors cursors, TimeProvider time, ILogger logger) : IDisposable
{
    private const long FallbackBytes = 16L << 20;
    private const int CheckpointPages = 1_000, PressureCheckpointPages = 32;
    private readonly OutboxOptions _fallbackOptions = options with { Folder = options.FallbackFolder, MaxFileBytes = FallbackBytes, ReserveBytes = 4L << 20 };
    private DiskReserve? _reserve;
    private long _triedAt;
    private bool _volatile;

    /// <summary>The store in use; null while nothing can be stored.</summary>
    public OutboxFile? File { get; private set; }

    /// <summary>What can be done to it.</summary>
    public StoreOperations Operations { get; private set; } = null!;

    /// <summary>True while the disk is full and the reserve is given out.</summary>
    public bool Pressure { get; private set; }

    /// <summary>Held while the reader's connection is used or the store is replaced.</summary>
    public Lock ReadGate { get; } = new();

    /// <summary>How well the disk serves.</summary>
    public OutboxCondition Condition =>
        File is null ? OutboxCondition.Refusing : _volatile ? OutboxCondition.Volatile : Pressure ? OutboxCondition.DiskFull : OutboxCondition.Healthy;

    /// <summary>Opens what can be opened; never throws for a bad disk, because the siren does not need one.</summary>
    public void Open()
    {
        if (TryOpen(options) is { } primary)
            UsePrimary(primary);
        else if (options.FallbackFolder.Length > 0 && TryOpen(_fallbackOptions) is { } fallback)
            Use(fallback, _fallbackOptions);
        _triedAt = time.GetTimestamp();
    }

    /// <summary>Gives out the reserve.</summary>
    public void EnterPressure()
    {
        Pressure = true;
        Log.DiskFull(logger, options.Folder);
        try
        {
            _reserve!.Release();
        }
        catch (IOException fault)
        {
            Log.Unwritable(logger, options.Folder, fault.Message);
        }

        Checkpoint();
    }

    /// <summary>Brings the log into the file, so that its space can be used again; on a full disk the log stays short.</summary>
    public void Checkpoint()
    {
        try
        {
            File?.Execute($"PRAGMA wal_autocheckpoint = {PressureCheckpointPages}; PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (SqliteException fault)
        {
            Log.Unwritable(logger, options.Folder, fault.Message);
        }
    }

    /// <summary>Goes on after a fault that is not a full disk.</summary>
    public void Recover(SqliteException fault)
    {
        if (fault.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB)
            Replace("damaged");
        else
            FallBack(fault);
    }

    /// <summary>Sets the store aside and goes on with a new one, under a new epoch, with everything that can be read.</summary>
    public void Replace(string reason)
    {
        var current = _volatile ? _fallbackOptions : options;
        lock (ReadGate)
        {
            Close();
            if (Renew(current, reason) is { } file)
                Use(file, current);
        }
    }

    /// <summary>Tries, at most once a sweep, to get back what the disk has denied.</summary>
    public void TryHeal()
    {
        if (Condition == OutboxCondition.Healthy || time.GetElapsedTime(_triedAt) < TimeSpan.FromSeconds(options.SweepSeconds))
            return;
        _triedAt = time.GetTimestamp();
        if (File is not null && !_volatile)
        {
            Pressure = !_reserve!.TryTake();
            if (!Pressure)
                File.Execute($"PRAGMA wal_autocheckpoint = {CheckpointPages}");
        }
        else if (TryOpen(options) is { } primary)
        {
            lock (ReadGate)
            {
                Close();
                UsePrimary(primary);
            }
        }

        if (Condition == OutboxCondition.Healthy)
            Log.Healed(logger, options.Folder);
    }

    public void Dispose()
    {
        lock (ReadGate)
            Close();
    }

    private void FallBack(SqliteException fault)
    {
        Log.Unwritable(logger, _volatile ? options.FallbackFolder : options.Folder, fault.Message);
        lock (ReadGate)
        {
            var wasVolatile = _volatile;
            Close();
            if (!wasVolatile && options.FallbackFolder.Length > 0 && TryOpen(_fallbackOptions) is { } fallback)
                Use(fallback, _fallbackOptions);
            _triedAt = time.GetTimestamp();
        }
    }

    private OutboxFile? TryOpen(OutboxOptions where)
    {
        try
        {
            return OutboxFile.Open(where.Folder, StoreOperations.MarksFor(where), time);
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB)
        {
            return Renew(where, "damaged");
        }
        catch (Exception fault) when (fault is SqliteException or IOException or UnauthorizedAccessException)
        {
            Log.Unwritable(logger, where.Folder, fault.Message);
            return null;
        }
    }

    private OutboxFile? Renew(OutboxOptions where, string reason)
    {
        try
        {
            var aside = OutboxFile.SetAside(where.Folder, time.GetUtcNow());
            var file = OutboxFile.Open(where.Folder, StoreOperations.MarksFor(where), time);
            meter.Replaced(reason);
            var carried = aside is null ? 0 : Salvage.Absorb(aside, file, new StoreOperations(file, where, meter, time), chunk: 1_000);
            Log.Replaced(logger, reason, aside ?? "", carried);
            return file;
        }
        catch (Exception fault) when (fault is SqliteException or IOException or UnauthorizedAccessException)
        {
            Log.Unwritable(logger, where.Folder, fault.Message);
            return null;
        }
    }

    // What lay in the fallback goes to the disk in one transaction, and only then from memory.
    private void UsePrimary(OutboxFile primary)
    {
        Use(primary, options);
        if (options.FallbackFolder.Length == 0 || OutboxFile.PathIn(options.FallbackFolder) is var fallback && !System.IO.File.Exists(fallback))
            return;
        try
        {
            var carried = Salvage.Absorb(fallback, primary, Operations, int.MaxValue);
            OutboxFile.Delete(fallback);
            cursors.Restart(primary.State.LastStored);
            Log.CarriedBack(logger, carried);
        }
        catch (SqliteException fault)
        {
            Log.Unwritable(logger, options.Folder, fault.Message);
        }
    }

    private void Use(OutboxFile file, OutboxOptions where)
    {
        _volatile = !ReferenceEquals(where, options);
        Operations = new StoreOperations(file, where, meter, time);
        _reserve = new DiskReserve(file, where.Folder, where);
        File = file;
        Pressure = !_reserve.TryTake();
        cursors.Restart(file.State.LastStored);
    }

    private void Close()
    {
        File?.Dispose();
        (File, _volatile, Pressure) = (null, false, false);
    }
}

/// <summary>Messages of the store.</summary>
internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Error, "The disk of {Folder} is full: the reserve is given to alarms, telemetry is dropped by name")]
    public static partial void DiskFull(ILogger logger, string folder);

    [LoggerMessage(2002, LogLevel.Error, "The outbox in {Folder} cannot be used: {Fault}")]
    public static partial void Unwritable(ILogger logger, string folder, string fault);

    [LoggerMessage(2003, LogLevel.Error, "The outbox was replaced ({Reason}); the old file is {Aside}, {Carried} records were carried over under a new epoch")]
    public static partial void Replaced(ILogger logger, string reason, string aside, long carried);

    [LoggerMessage(2004, LogLevel.Warning, "The outbox in {Folder} is healthy again")]
    public static partial void Healed(ILogger logger, string folder);

    [LoggerMessage(2005, LogLevel.Warning, "{Carried} records were carried from memory to the disk")]
    public static partial void CarriedBack(ILogger logger, long carried);

    [LoggerMessage(2006, LogLevel.Error, "The outbox committer met a fault; the records of this batch were refused")]
    public static partial void Fault(ILogger logger, Exception fault);

    [LoggerMessage(2007, LogLevel.Warning, "Record {Sequence} of {Lane} did not read back and was put in quarantine")]
    public static partial void Quarantined(ILogger logger, ulong sequence, Telemetry.Model.Lane lane);
}
