using Cloud.Storage.DuckDb;
using Cloud.Telemetry.Series;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TestKit.Series;

namespace Cloud.Tests.Series;

public sealed class DuckDbSeriesSpecs : TimeSeriesContract, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-series").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    protected override Task<ITimeSeriesStore> OpenAsync() => Task.FromResult<ITimeSeriesStore>(Open(_folder));

    protected override async Task CloseAsync(ITimeSeriesStore store) => await ((DuckDbSeriesStore)store).DisposeAsync();

    internal static DuckDbSeriesStore Open(string folder) => new(
        Options.Create(new DuckDbSeriesOptions { Folder = folder, CommitEveryMilliseconds = 0, MemoryLimitMiB = 256 }),
        TimeProvider.System,
        NullLogger<DuckDbSeriesStore>.Instance);
}
