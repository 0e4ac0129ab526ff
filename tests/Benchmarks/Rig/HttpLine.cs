using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Benchmarks.Rig;

/// <summary>
/// One connection that asks and reads each answer to its end (HTTP/1.1), and nothing else: the load shares the machine with
/// what is measured, so a client must cost little beside it.
/// </summary>
internal sealed class HttpLine : IDisposable
{
    private readonly Uri _address;
    private Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly byte[] _buffer = new byte[1 << 16];
    private MemoryStream? _body;
    private int _start;
    private int _end;

    private HttpLine(Uri address) => _address = address;

    public static async Task<HttpLine> OpenAsync(Uri address, CancellationToken cancel)
    {
        var line = new HttpLine(address);
        await line.ConnectAsync(cancel);
        return line;
    }

    /// <summary>The bytes of a GET, made once for many.</summary>
    public static byte[] Get(string path, string cookies) =>
        Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: edge\r\nAccept: application/json\r\nCookie: {cookies}\r\n\r\n");

    /// <summary>The bytes of a POST of JSON.</summary>
    public static byte[] Post(string path, string cookies, string token, string json) => Encoding.UTF8.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: edge\r\nAccept: application/json\r\nCookie: {cookies}\r\nX-Edge-Csrf: {token}\r\n"
        + $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}");

    /// <summary>Asks and reads; the status. A line that the server closed while it lay idle is opened anew.</summary>
    public async ValueTask<int> AskAsync(ReadOnlyMemory<byte> request, CancellationToken cancel)
    {
        if (_socket.Poll(0, SelectMode.SelectRead))
            await ConnectAsync(cancel);
        for (var sent = 0; sent < request.Length;)
            sent += await _socket.SendAsync(request[sent..], cancel);
        var head = await HeadAsync(cancel);
        var status = int.Parse(_buffer.AsSpan(_start + 9, 3), System.Globalization.CultureInfo.InvariantCulture);
        var (length, chunked) = Framing(_buffer.AsSpan(_start, head));
        _start += head;
        if (chunked)
            await ChunksAsync(cancel);
        else
            await SkipAsync(length, cancel);
        return status;
    }

    /// <summary>Asks and reads; status and text.</summary>
    public async Task<(int Status, string Text)> ReadAsync(ReadOnlyMemory<byte> request, CancellationToken cancel)
    {
        _body = new MemoryStream();
        var status = await AskAsync(request, cancel);
        var text = Encoding.UTF8.GetString(_body.ToArray());
        _body = null;
        return (status, text);
    }

    public void Dispose() => _socket.Dispose();

    private async ValueTask ConnectAsync(CancellationToken cancel)
    {
        _socket.Dispose();
        _socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        (_start, _end) = (0, 0);
        await _socket.ConnectAsync(IPAddress.Parse(_address.Host), _address.Port, cancel);
    }

    // Up to and with the empty line.
    private async ValueTask<int> HeadAsync(CancellationToken cancel)
    {
        int at;
        while ((at = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n\r\n"u8)) < 0)
            await FillAsync(cancel);
        return at + 4;
    }

    private static (int Length, bool Chunked) Framing(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf("Content-Length: "u8);
        if (at >= 0 && Utf8Parser.TryParse(head[(at + 16)..], out int length, out _))
            return (length, false);
        return (0, head.IndexOf("Transfer-Encoding: chunked"u8) >= 0);
    }

    private async ValueTask ChunksAsync(CancellationToken cancel)
    {
        while (true)
        {
            int end;
            while ((end = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n"u8)) < 0)
                await FillAsync(cancel);
            if (!Utf8Parser.TryParse(_buffer.AsSpan(_start, end), out int size, out _, 'x'))
                throw new InvalidDataException("A chunk has no length.");
            _start += end + 2;
            await SkipAsync(size, cancel);
            await SkipAsync(2, cancel, isBody: false);
            if (size == 0)
                return;
        }
    }

    private async ValueTask SkipAsync(int bytes, CancellationToken cancel, bool isBody = true)
    {
        while (bytes > 0)
        {
            if (_start == _end)
                await FillAsync(cancel);
            var here = Math.Min(bytes, _end - _start);
            if (isBody)
                _body?.Write(_buffer, _start, here);
            (_start, bytes) = (_start + here, bytes - here);
        }
    }

    private async ValueTask FillAsync(CancellationToken cancel)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        var read = await _socket.ReceiveAsync(_buffer.AsMemory(_end), cancel);
        _end += read > 0 ? read : throw new IOException("The server has closed the connection in the middle of an answer.");
    }
}
