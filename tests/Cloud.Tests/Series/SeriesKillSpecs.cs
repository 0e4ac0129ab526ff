using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Cloud.Telemetry.Series;
using Telemetry.Model;
using TestKit;

namespace Cloud.Tests.Series;

/// <summary>A second process appends and tells each batch over a socket once its append has returned; then it is killed.</summary>
public sealed class SeriesKillSpecs
{
    private const string Variable = "EDGE_SERIES_KILL_TARGET";
    private const int PerBatch = 100;
    private static readonly ProjectId Project = new("site-1");
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 4, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(20)]
    [InlineData(300)]
    public async Task every_batch_that_was_answered_is_there_whole_after_kill_9(int killAfter)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var folder = new TemporaryFolder();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var child = Launch(folder.Path, ((IPEndPoint)listener.LocalEndpoint).Port);
        using var client = await listener.AcceptTcpClientAsync(limit.Token);

        var (told, last) = (0, 0ul);
        var word = new byte[8];
        while (await ReadAsync(client.GetStream(), word, limit.Token))
        {
            last = BinaryPrimitives.ReadUInt64LittleEndian(word);
            if (++told == killAfter)
                child.Kill();
        }

        await child.WaitForExitAsync(limit.Token);
        await using var store = DuckDbSeriesSpecs.Open(folder.Path);
        var mark = Assert.Single((await store.MarksAsync(Project, limit.Token)).Marks).Value;
        var found = new List<double>();
        await foreach (var reading in store.ReplayAsync(new ReplayQuery(Project, ReplayOrder.DeviceTime, DateTimeOffset.MinValue, DateTimeOffset.MaxValue), limit.Token))
            found.Add(reading.Reading.Value);
        var tally = await store.TallyAsync(Project, new DateOnly(2026, 11, 23), new DateOnly(2026, 11, 23), limit.Token);

        Assert.True(told >= killAfter);
        Assert.True(mark.HighWater >= last);
        Assert.Equal(0ul, mark.HighWater % PerBatch);
        Assert.Equal(Enumerable.Range(1, (int)mark.HighWater).Select(i => (double)i), found);
        Assert.Equal((long)mark.HighWater, tally.Received.Single().Received);
    }

    [Fact(Explicit = true)]
    public async Task append_until_killed()
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split('|') is not [var folder, var port])
            return;
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, int.Parse(port, CultureInfo.InvariantCulture), TestContext.Current.CancellationToken);
        await using var store = DuckDbSeriesSpecs.Open(folder);
        for (var first = 1ul; ; first += PerBatch)
        {
            var records = Enumerable.Range(0, PerBatch).Select(i => Record(first + (ulong)i)).ToList();
            var answer = await store.AppendAsync(new ProjectBatch(Project, Start, records), CancellationToken.None);
            var word = new byte[8];
            BinaryPrimitives.WriteUInt64LittleEndian(word, answer.Marks.Values.Single().HighWater);
            await client.GetStream().WriteAsync(word, CancellationToken.None);
        }
    }

    private static SeriesRecord Record(ulong sequence) => new(
        new GatewayId("gw-1"), new RecordId(7, sequence), new DeviceId("crane-1"), Lane.Live,
        new[] { new Reading(new PointId("moment-ratio"), Start.AddMilliseconds(sequence), sequence) });

    private static Process Launch(string folder, int port)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        // Under `dotnet Cloud.Tests.dll` the process is the runtime itself.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(SeriesKillSpecs).Assembly.Location);
        foreach (var argument in (string[])["-method", $"*{nameof(append_until_killed)}", "-explicit", "only"])
            start.ArgumentList.Add(argument);
        start.Environment[Variable] = $"{folder}|{port.ToString(CultureInfo.InvariantCulture)}";
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task<bool> ReadAsync(NetworkStream stream, byte[] word, CancellationToken cancel)
    {
        try
        {
            return await stream.ReadAtLeastAsync(word, word.Length, throwOnEndOfStream: false, cancel) == word.Length;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
