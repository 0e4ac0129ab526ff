using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Edge.Core.Outbox;
using Microsoft.Extensions.Logging.Abstractions;
using Telemetry.Model;
using TestKit;
using TestKit.Outbox;

namespace Edge.Tests.Outbox;

/// <summary>A second process appends and tells each sequence over a socket once its append has returned; then it is killed.</summary>
public sealed class OutboxKillSpecs
{
    private const string Variable = "EDGE_OUTBOX_KILL_TARGET";
    private const int Writers = 16;

    [Theory]
    [InlineData(40)]
    [InlineData(400)]
    [InlineData(2_000)]
    public async Task every_append_that_returned_is_there_after_kill_9(int killAfter)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var folder = new TemporaryFolder();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var child = Start(folder.Path, ((IPEndPoint)listener.LocalEndpoint).Port);
        using var client = await listener.AcceptTcpClientAsync(limit.Token);

        var told = new List<ulong>();
        var word = new byte[16];
        var stream = client.GetStream();
        while (await ReadAsync(stream, word, limit.Token))
        {
            told.Add(BinaryPrimitives.ReadUInt64LittleEndian(word.AsSpan(8)));
            if (told.Count == killAfter)
                child.Kill();
        }

        await child.WaitForExitAsync(limit.Token);
        await using var outbox = new SqliteOutbox(Options(folder.Path), TimeProvider.System, NullLogger<SqliteOutbox>.Instance);
        var found = new HashSet<ulong>();
        foreach (var lane in (Lane[])[Lane.Alarm, Lane.History])
            while (await outbox.TakeAsync(lane, 1_000, limit.Token) is { Count: > 0 } batch)
                found.UnionWith(batch.Select(r => r.Id.Sequence));

        Assert.Equal(BinaryPrimitives.ReadUInt64LittleEndian(word), outbox.Epoch);
        Assert.True(told.Count >= killAfter);
        Assert.Empty(told.Except(found));
        Assert.True(outbox.Status.Appended >= told.Max());
    }

    [Fact(Explicit = true)]
    public async Task append_until_killed()
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split('|') is not [var folder, var port])
            return;
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, int.Parse(port, CultureInfo.InvariantCulture), TestContext.Current.CancellationToken);
        await using var outbox = new SqliteOutbox(Options(folder), TimeProvider.System, NullLogger<SqliteOutbox>.Instance);
        var stream = client.GetStream();
        using var turn = new SemaphoreSlim(1, 1);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            while (true)
            {
                var id = await outbox.AppendAsync(writer == 0 ? Report.Alarm() : Report.Live($"crane-{writer}"), CancellationToken.None);
                var word = new byte[16];
                BinaryPrimitives.WriteUInt64LittleEndian(word, id.Epoch);
                BinaryPrimitives.WriteUInt64LittleEndian(word.AsSpan(8), id.Sequence);
                await turn.WaitAsync(CancellationToken.None);
                await stream.WriteAsync(word, CancellationToken.None);
                turn.Release();
            }
        }));
    }

    private static OutboxOptions Options(string folder) => new() { Folder = folder, FallbackFolder = "", ReserveBytes = 0 };

    private static Process Start(string folder, int port)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // Under `dotnet Edge.Tests.dll` the process is the runtime itself.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(OutboxKillSpecs).Assembly.Location);
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
