using Benchmarks.Rig;
using Benchmarks.Registers;
using Benchmarks.Safekeeping;
using Benchmarks.Video;

namespace Benchmarks.Paths;

/// <summary>Every whole-path scenario.</summary>
internal static class Scenarios
{
    public static readonly (string Name, string Title, Func<BenchRun, CancellationToken, Task>? Run)[] All =
    [
        ("path", "the cloud at 5,000 gateways, each one message a second with three points, 50 alarms a second", PathScenario.RunAsync),
        ("burst", "the cloud at three times the usual rate, and as fast as the machine sends", BurstScenario.RunAsync),
        ("series", "the series store: append, size and queries while appending", SeriesScenario.RunAsync),
        ("connections", "memory of idle connections", ConnectionsScenario.RunAsync),
        ("gateway", "one gateway with 500 Modbus TCP devices of 30 registers each second, and at rest", GatewayScenario.RunAsync),
        ("rules", "10,000 rules at 5,000 reports a second", RulesScenario.RunAsync),
        ("alarm", "from a changed register to the stored warning and the received notice, beside the load of 'path'", AlarmScenario.RunAsync),
        ("command", "a written register, acknowledged from the device's read-back", CommandScenario.RunAsync),
        ("settle", "10,000 gateways back after the server was started anew", SettleScenario.RunAsync),
        ("registers", "registers of a province on SQLite: by key, lists, words, joins, pivots, 500 people", RegisterScenario.OnSqliteAsync),
        ("registers-postgresql", "registers of a province on PostgreSQL: by key, lists, words, joins, pivots, 500 people", RegisterScenario.OnPostgreSqlAsync),
        ("upload", "1 GB comes while server and client are killed: nothing that had arrived is sent again", UploadScenario.RunAsync),
        ("backup", "full and incremental backup of registers on SQLite while people write, restores rehearsed, the log written out and taken in", BackupScenario.OnSqliteAsync),
        ("backup-postgresql", "the same on PostgreSQL", BackupScenario.OnPostgreSqlAsync),
        ("offline", "a black-holed gateway is shown offline, a bad link is not", OfflineScenario.RunAsync),
        ("video", "live video from the camera's clock to the browser's screen, its drift and its memory", VideoScenario.RunAsync),
        ("watching", "four cameras at five frames a second against scenario lists", WatchingScenario.RunAsync),
        ("pictures", "four cameras that play labelled photographs under pan and zoom", PicturesScenario.RunAsync),
    ];
}
