using Edge.Vision.Cameras;
using Edge.Vision.Events;
using Edge.Vision.Fragments;
using Edge.Vision.Onvif;
using Edge.Vision.Recording;
using Microsoft.Extensions.Options;
using Telemetry.Model.Vision;

namespace Edge.Vision.Control;

/// <summary>Answers what concerns recordings, pictures and what is kept.</summary>
public sealed class RecordingAnswers(
    CameraSet cameras, RecordingFolder recordings, PictureFolder pictures, MadeFiles made, EventSpool spool, IOptions<RecordingOptions> options,
    IOptions<VisionOptions> vision, TimeProvider clock) : IQuestionAnswers
{
    private const int MostFiles = 4_000;
    private static readonly TimeSpan LongestList = TimeSpan.FromDays(2), LongestClip = TimeSpan.FromHours(1), LongestSummary = TimeSpan.FromDays(1.5);

    public IEnumerable<KeyValuePair<string, Answering>> Answers =>
    [
        new(VideoAsk.Recordings, (q, _) => Task.FromResult(List(q))),
        new(VideoAsk.Read, ReadAsync),
        new(VideoAsk.Clip, (q, c) => FilmAsync(q, LongestClip, (film, stream, from, to) => film.StretchAsync(stream, from, to, c), c)),
        new(VideoAsk.Summary, (q, c) => FilmAsync(q, LongestSummary, (film, stream, _, _) => film.SummaryAsync(stream, c), c)),
        new(VideoAsk.Snapshot, SnapshotAsync),
        new(VideoAsk.Storage, (_, _) => Task.FromResult(new Reply(new VideoAnswer(0) { Storage = [.. Classes()] }))),
    ];

    private Reply List(VideoQuestion question)
    {
        var (camera, from, to) = Stretch(question, LongestList);
        var files = recordings.Files(camera, from, to);
        return new Reply(new VideoAnswer(0)
        {
            Files = [.. files.Take(MostFiles).Select(file => new RecordedStretch(MadeFiles.NameOf(file), Ms(file.From), Ms(file.To), file.Bytes))],
            Gaps = [.. RecordingFolder.Gaps(files, from, to < clock.GetUtcNow() ? to : clock.GetUtcNow()).Select(gap => new RecordedGap(Ms(gap.From), Ms(gap.To)))],
        });
    }

    private async Task<Reply> ReadAsync(VideoQuestion question, CancellationToken cancel)
    {
        if (made.Find(question.File) is not { } path || question.Offset is not >= 0 || question.Length is not (> 0 and <= VideoAnswer.MostBytes))
            throw new CameraRefusedException(VideoError.NotFound, "there is no such file");
        await using var stream = File.OpenRead(path);
        stream.Position = Math.Min(question.Offset.Value, stream.Length);
        var bytes = new byte[Math.Min(question.Length.Value, stream.Length - stream.Position)];
        var count = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel);
        return Reply.Of(question.Id, bytes.AsSpan(0, count));
    }

    private async Task<Reply> FilmAsync(
        VideoQuestion question, TimeSpan longest, Func<RecordedFilm, Stream, DateTimeOffset, DateTimeOffset, Task<int>> write, CancellationToken cancel)
    {
        var (camera, from, to) = Stretch(question, longest);
        var files = recordings.Files(camera, from, to);
        var (raw, path) = (made.New("frag"), made.New("mp4"));
        try
        {
            int frames;
            await using (var stream = File.Create(raw))
                frames = files.Count == 0 ? 0 : await write(new RecordedFilm(files, clock), stream, from, to);
            if (frames == 0)
                throw new CameraRefusedException(VideoError.NotFound, "nothing was recorded then");
            if (!await ClipFile.FinishAsync(raw, path, cancel))
                throw new CameraRefusedException(VideoError.Failed, "ffmpeg could not finish the film");
        }
        finally
        {
            File.Delete(raw);
        }

        return new Reply(new VideoAnswer(0) { File = await MadeFiles.DescribeAsync(path, "video/mp4", cancel) });
    }

    private async Task<Reply> SnapshotAsync(VideoQuestion question, CancellationToken cancel)
    {
        var ending = question.Name is "bmp" ? "bmp" : "jpg";
        var (camera, now) = (Find(question), clock.GetUtcNow());
        var (start, fragments) = camera.Ring.Cut(now, now);
        if (start is null || fragments.Count == 0)
            throw new CameraRefusedException(VideoError.NoAnswer, "there is no picture now");
        var (raw, path) = (made.New("frag"), made.New(ending));
        try
        {
            await using (var stream = File.Create(raw))
                await ClipFile.WriteAsync(stream, start, fragments, cancel);
            if (!await ClipFile.PictureAsync(raw, path, cancel))
                throw new CameraRefusedException(VideoError.Failed, "ffmpeg could not draw the picture");
        }
        finally
        {
            File.Delete(raw);
        }

        File.Copy(path, pictures.Place(camera.Order.Id, now, "manual", ending), overwrite: true);
        return new Reply(new VideoAnswer(0) { File = await MadeFiles.DescribeAsync(path, ending == "bmp" ? "image/bmp" : "image/jpeg", cancel) });
    }

    private IEnumerable<StorageClass> Classes()
    {
        var (now, set) = (clock.GetUtcNow(), options.Value);
        foreach (var camera in cameras.Cameras.Keys.Order(StringComparer.Ordinal))
        {
            var files = recordings.Files(camera);
            var since = files.Count == 0 ? now : files[0].From > now.AddDays(-set.Days) ? files[0].From : now.AddDays(-set.Days);
            var missing = RecordingFolder.Gaps(files, since, now).Sum(gap => (gap.To - gap.From).TotalSeconds);
            yield return new StorageClass("video", camera, files.Count, files.Sum(file => file.Bytes), (long)(set.Gigabytes * (1L << 30)), set.Days, files.Count == 0 ? null : Ms(files[0].From), (long)missing);
            var taken = pictures.Files(camera);
            yield return new StorageClass("pictures", camera, taken.Count, taken.Sum(file => file.Length), (long)set.PictureMegabytes << 20, set.PictureDays,
                taken.Count == 0 ? null : Ms(new DateTimeOffset(taken[0].LastWriteTimeUtc, TimeSpan.Zero)), 0);
        }

        var data = new DirectoryInfo(Path.Combine(vision.Value.DataFolder, "spool"));
        yield return new StorageClass("data", null, spool.Waiting.Count, data.Exists ? data.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) : 0, 0, 0, null, 0);
    }

    private CameraRuntime Find(VideoQuestion question) => cameras.Cameras.TryGetValue(question.Camera ?? "", out var camera)
        ? camera : throw new CameraRefusedException(VideoError.NotFound, "there is no such camera");

    private (string, DateTimeOffset, DateTimeOffset) Stretch(VideoQuestion question, TimeSpan longest)
    {
        var camera = Find(question).Order.Id;
        if (question is not { From: > 0 and < 253_402_300_799_000, To: > 0 and < 253_402_300_799_000 } || question.To <= question.From || question.To - question.From > longest.TotalMilliseconds)
            throw new CameraRefusedException(VideoError.Invalid, $"a stretch of {longest.TotalHours:0} hours at most is wanted");
        return (camera, DateTimeOffset.FromUnixTimeMilliseconds(question.From.Value), DateTimeOffset.FromUnixTimeMilliseconds(question.To.Value));
    }

    private static long Ms(DateTimeOffset at) => at.ToUnixTimeMilliseconds();
}
