using Edge.Vision.Recording;
using Microsoft.Extensions.Options;
using TestKit;

namespace Edge.Vision.Tests;

public sealed class RecordingFolderSpecs : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 4, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void the_gap_map_shows_where_nothing_was_recorded()
    {
        var folder = Folder();
        Record(folder, "camera-1", Noon, TimeSpan.FromMinutes(1));
        Record(folder, "camera-1", Noon.AddSeconds(61), TimeSpan.FromMinutes(1));
        Record(folder, "camera-1", Noon.AddMinutes(5), TimeSpan.FromMinutes(1));

        var gaps = folder.Gaps("camera-1", Noon, Noon.AddMinutes(10));

        Assert.Equal(
            [new RecordingGap(Noon.AddSeconds(121), Noon.AddMinutes(5)), new RecordingGap(Noon.AddMinutes(6), Noon.AddMinutes(10))], gaps);
        Assert.Equal([new RecordingGap(Noon, Noon.AddMinutes(10))], folder.Gaps("camera-2", Noon, Noon.AddMinutes(10)));
    }

    [Fact]
    public void what_is_older_than_the_days_goes_and_nothing_else()
    {
        var folder = Folder(days: 30);
        Record(folder, "camera-1", Noon.AddDays(-31), TimeSpan.FromMinutes(1));
        Record(folder, "camera-1", Noon.AddDays(-29), TimeSpan.FromMinutes(1));

        Assert.Equal(1, folder.MakeRoom(Noon, 0));
        Assert.Equal(Noon.AddDays(-29), Assert.Single(folder.Files(null)).From);
    }

    [Fact]
    public void when_the_disk_is_too_small_the_oldest_of_all_cameras_make_room()
    {
        var folder = Folder(gigabytes: 0.01);
        foreach (var minute in Enumerable.Range(0, 20))
            Record(folder, minute % 2 == 0 ? "camera-1" : "camera-2", Noon.AddMinutes(minute), TimeSpan.FromMinutes(1), 1 << 20);

        folder.MakeRoom(Noon.AddHours(1), 0);

        var left = folder.Files(null);
        Assert.Equal(10, left.Count);
        Assert.Equal(Noon.AddMinutes(10), left[0].From);
    }

    [Fact]
    public void a_file_that_a_dead_process_left_open_counts_up_to_its_last_change()
    {
        var folder = Folder();
        var open = folder.Begin("camera-1", Noon);
        File.WriteAllBytes(open, new byte[10_000]);
        File.SetLastWriteTimeUtc(open, Noon.AddSeconds(40).UtcDateTime);
        File.WriteAllBytes(folder.Begin("camera-1", Noon.AddMinutes(1)), new byte[10]);

        folder.Recover();

        var file = Assert.Single(folder.Files("camera-1"));
        Assert.Equal((Noon, Noon.AddSeconds(40)), (file.From, file.To));
        Assert.Empty(Directory.EnumerateFiles(folder.Root, "*" + RecordingFolder.Open, SearchOption.AllDirectories));
    }

    private RecordingFolder Folder(int days = 30, double gigabytes = 100) => new(
        Options.Create(new RecordingOptions { Folder = Path.Combine(_folder.Path, "recordings"), Days = days, Gigabytes = gigabytes, FreeMegabytes = 0 }),
        Options.Create(new VisionOptions()));

    private static void Record(RecordingFolder folder, string camera, DateTimeOffset from, TimeSpan length, int bytes = 5_000)
    {
        var open = folder.Begin(camera, from);
        File.WriteAllBytes(open, new byte[bytes]);
        RecordingFolder.Close(open, from + length);
    }
}
