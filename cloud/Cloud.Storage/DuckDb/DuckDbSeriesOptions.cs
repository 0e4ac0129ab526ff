using System.ComponentModel.DataAnnotations;

namespace Cloud.Storage.DuckDb;

/// <summary>The series store in DuckDB. Section <c>Series</c>.</summary>
public sealed record DuckDbSeriesOptions
{
    /// <summary>Folder of the file <c>series.duckdb</c>. Default: <c>data</c>.</summary>
    [Required]
    public string Folder { get; set; } = "data";

    /// <summary>
    /// Shortest time between two commits, in milliseconds; the first batch after a pause and alarms do not wait so long.
    /// 0–1000, default 100.
    /// </summary>
    [Range(0, 1000)]
    public int CommitEveryMilliseconds { get; set; } = 100;

    /// <summary>
    /// Shortest time between two commits when alarms wait, in milliseconds: a storm shares commits too. 0–1000, default 50.
    /// </summary>
    [Range(0, 1000)]
    public int UrgentCommitEveryMilliseconds { get; set; } = 50;

    /// <summary>Memory that DuckDB may take, MiB. 128–65536, default 512.</summary>
    [Range(128, 65536)]
    public int MemoryLimitMiB { get; set; } = 512;

    /// <summary>
    /// Threads of DuckDB. 1–64, default 1: with more, the one that asked looks for work again and again while the others have
    /// it, and thousands of small commits cost a third more. More are worth it where many years are queried.
    /// </summary>
    [Range(1, 64)]
    public int Threads { get; set; } = 1;

    /// <summary>Queries at one time. 1–32, default 3.</summary>
    [Range(1, 32)]
    public int Readers { get; set; } = 3;

    /// <summary>Size of the write-ahead log at which it is folded into the file, MiB. 4–4096, default 64.</summary>
    [Range(4, 4096)]
    public int CheckpointMiB { get; set; } = 64;

    /// <summary>Readings that gather in order of arrival before they are sorted by series. 10,000–50,000,000, default 2,000,000.</summary>
    [Range(10_000, 50_000_000)]
    public int SettleRows { get; set; } = 2_000_000;
}
