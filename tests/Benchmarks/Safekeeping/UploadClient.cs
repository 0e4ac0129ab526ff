using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Benchmarks.Safekeeping;

/// <summary>
/// Brings a file to the platform as a program of its own that may be killed: asks how much has arrived and goes on from there,
/// and again when the connection is lost, until the file is taken. <c>Benchmarks upload-client ADDRESS COOKIES FILE ID COUNTER</c>
/// </summary>
internal static class UploadClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    /// <summary>0 once the file is taken.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken cancel)
    {
        var (address, cookies, file, id, counter) = (new Uri(args[0]), args[1], args[2], args[3], args[4]);
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(5) };
        http.DefaultRequestHeaders.Add("Cookie", cookies);
        http.DefaultRequestHeaders.Add("X-Edge-Csrf", cookies.Split("edge-csrf=")[1].Split(';')[0]);
        using var sent = new SentCounter(counter);
        using var timer = new PeriodicTimer(Patience);
        do
        {
            try
            {
                if (await GoOnAsync(http, file, id, sent, cancel))
                    return 0;
            }
            catch (Exception cut) when (cut is HttpRequestException or IOException)
            {
                // The server is gone or not there yet.
            }
        }
        while (await timer.WaitForNextTickAsync(cancel));

        return 1;
    }

    // From where the server stands to the end, unless something breaks; true once it is taken.
    private static async Task<bool> GoOnAsync(HttpClient http, string file, string id, SentCounter sent, CancellationToken cancel)
    {
        var state = await StateAsync(await http.GetAsync(new Uri($"api/uploads/{id}", UriKind.Relative), cancel), cancel);
        await using var content = File.OpenRead(file);
        while ((string)state["state"]! == "uploading")
        {
            var (offset, piece) = ((long)state["offset"]!, (long)state["largestPiece"]!);
            sent.Begins(offset);
            using var body = new StreamContent(new Part(content, offset, Math.Min(piece, content.Length - offset), sent));
            body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            var address = string.Create(CultureInfo.InvariantCulture, $"api/uploads/{id}?offset={offset}");
            state = await StateAsync(await http.PutAsync(new Uri(address, UriKind.Relative), body, cancel), cancel);
        }

        return (string)state["state"]! == "ready";
    }

    private static async Task<JsonNode> StateAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        using (answer)
        {
            // Another piece is still being written by the request that broke off, or the server says where it stands by now.
            if (answer.StatusCode is HttpStatusCode.Conflict)
                throw new IOException("The server stands elsewhere.");
            answer.EnsureSuccessStatusCode();
            return JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancel))!;
        }
    }

    /// <summary>What was handed to the connection so far and from where the newest piece began: two numbers in a file that a kill leaves as they are.</summary>
    private sealed class SentCounter : IDisposable
    {
        private readonly Microsoft.Win32.SafeHandles.SafeFileHandle _file;
        private long _sent;

        public SentCounter(string path)
        {
            _file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
            var bytes = new byte[8];
            _sent = RandomAccess.Read(_file, bytes, 0) == 8 ? BitConverter.ToInt64(bytes) : 0;
        }

        public void Begins(long offset) => RandomAccess.Write(_file, BitConverter.GetBytes(offset), 8);

        public void Add(int bytes) => RandomAccess.Write(_file, BitConverter.GetBytes(_sent += bytes), 0);

        public void Dispose() => _file.Dispose();
    }

    /// <summary>A part of a file as a stream of a known length.</summary>
    private sealed class Part(FileStream file, long start, long length, SentCounter sent) : Stream
    {
        private long _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position
        {
            get => _at;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = RandomAccess.Read(file.SafeFileHandle, buffer[..(int)Math.Min(buffer.Length, length - _at)], start + _at);
            _at += read;
            sent.Add(read);
            return read;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
