using System.Data.Common;
using Cloud.Platform.Leadership;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cloud.Storage.Records;

/// <summary>
/// Leadership as a lease in the record database: whoever holds it renews it every 0.7 s, and after 3 s without that another one
/// takes it. The holder believes in it for a second less, by a clock that no pause of the process stops. The machines' clocks
/// must agree to a second.
/// </summary>
public sealed class RecordLeadership(RecordDatabase database, TimeProvider time, ILogger<RecordLeadership> logger) : BackgroundService, ILeadership
{
    private static readonly TimeSpan Term = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Belief = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(700);

    private readonly string _holder = Guid.CreateVersion7().ToString("n");
    private long _renewedAt;

    /// <summary>The table.</summary>
    public static RecordSchema Schema { get; } = new("leadership",
        ["CREATE TABLE lease (name TEXT PRIMARY KEY, holder TEXT NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID"]);

    /// <inheritdoc/>
    public bool Leads => Volatile.Read(ref _renewedAt) is > 0 and var at && time.GetElapsedTime(at) < Belief;

    /// <inheritdoc/>
    public TimeSpan LongestSleep => TimeSpan.FromMilliseconds(300);

    /// <summary>Takes or renews the lease if it can be had; whether this process leads now.</summary>
    public async Task<bool> TryLeadAsync(CancellationToken cancel)
    {
        var (asked, now) = (time.GetTimestamp(), time.GetUtcNow());
        var held = await database.WriteAsync(
            c => c.Execute(
                """
                INSERT INTO lease VALUES ('leader', @h, @until)
                ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until WHERE lease.holder = excluded.holder OR lease.until < @now
                """,
                ("@h", _holder), ("@until", now + Term), ("@now", now)),
            cancel) == 1;
        Volatile.Write(ref _renewedAt, held ? asked : 0);
        return held;
    }

    /// <summary>Gives the lease up at once, so that nobody waits for its end.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Volatile.Write(ref _renewedAt, 0);
        await database.WriteAsync(c => c.Execute("DELETE FROM lease WHERE holder = @h", ("@h", _holder)), cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await TryLeadAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is DbException or InvalidOperationException) // the loop: without the database nobody leads
            {
                Log.LeaseFailed(logger, fault);
            }

            await Task.Delay(Every, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}

internal static partial class Log
{
    [LoggerMessage(EventId = 5021, Level = LogLevel.Warning, Message = "The lease of leadership could not be renewed.")]
    public static partial void LeaseFailed(ILogger logger, Exception fault);
}
