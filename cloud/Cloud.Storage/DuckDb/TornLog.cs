using System.Globalization;
using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using Microsoft.Extensions.Logging;

namespace Cloud.Storage.DuckDb;

/// <summary>
/// Opens a store whose machine lost power. DuckDB forgives a log that ends too early and refuses one whose last entry is
/// torn, though nothing behind the last flush was ever answered: such an end is put aside and cut off.
/// </summary>
internal static partial class TornLog
{
    // Behind the first torn entry there is nothing to find, but the cut may meet another name for the same damage.
    private const int MostCuts = 3;

    // The position that is told lies behind the entry's size and check sum.
    private const int HeadBytes = 16;

    public static DuckDBConnection Open(Func<DuckDBConnection> open, string database, TimeProvider time, ILogger logger)
    {
        for (var cuts = 0; ; cuts++)
        {
            try
            {
                return open();
            }
            catch (DuckDBException torn) when (cuts < MostCuts && EndOf(torn.Message) is { } end && File.Exists(database + ".wal"))
            {
                Cut(database + ".wal", end, time.GetUtcNow(), logger);
            }
        }
    }

    private static void Cut(string log, long end, DateTimeOffset now, ILogger logger)
    {
        var aside = string.Create(CultureInfo.InvariantCulture, $"{log}-torn-{now.UtcDateTime:yyyyMMdd'T'HHmmssfff'Z'}");
        File.Copy(log, aside, overwrite: true);
        using var file = new FileStream(log, FileMode.Open, FileAccess.Write, FileShare.None);
        var bytes = file.Length - end;
        file.SetLength(end);
        file.Flush(flushToDisk: true);
        Log.TornLog(logger, bytes, aside);
    }

    private static long? EndOf(string message) =>
        Torn().Match(message) is { Success: true } match ? Math.Max(0, long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) - HeadBytes) : null;

    [GeneratedRegex(@"Corrupt WAL file: entry at byte position (\d+) ")]
    private static partial Regex Torn();
}
