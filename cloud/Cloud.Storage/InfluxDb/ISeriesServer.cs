using Telemetry.Model;

namespace Cloud.Storage.InfluxDb;

/// <summary>One kind of server that takes line protocol: how it is written, made durable and read.</summary>
internal interface ISeriesServer : IDisposable
{
    /// <summary>Makes the database where it is missing.</summary>
    Task PrepareAsync(CancellationToken cancel);

    /// <summary>Hands lines over; they need not be on disk yet.</summary>
    Task WriteAsync(ReadOnlyMemory<byte> lines, CancellationToken cancel);

    /// <summary>Ends when everything that was handed over before is on disk.</summary>
    Task FlushAsync(CancellationToken cancel);

    /// <summary>Readings of one device, or of all of a project, in any order. Milliseconds, <paramref name="from"/> included and <paramref name="to"/> not.</summary>
    Task<List<SeriesRow>> ReadAsync(
        ProjectId project, DeviceId? device, IReadOnlyList<PointId>? points, long from, long to, CancellationToken cancel);

    /// <summary>The newest row that was not late, of every series of a project, at or before an instant.</summary>
    Task<List<SeriesRow>> LatestAsync(ProjectId project, long before, CancellationToken cancel);
}

/// <summary>One reading as the server holds it.</summary>
/// <param name="Device">Whose.</param>
/// <param name="Point">Which point.</param>
/// <param name="Time">Unix nanoseconds; below the millisecond lies what tells two readings of one instant apart.</param>
/// <param name="Value">NaN when there is none.</param>
/// <param name="Status">See <see cref="SeriesLines"/>.</param>
/// <param name="Arrival">Position of its commit.</param>
internal readonly record struct SeriesRow(DeviceId Device, PointId Point, long Time, double Value, int Status, long Arrival)
{
    public long Milliseconds => Time / 1_000_000;
}
