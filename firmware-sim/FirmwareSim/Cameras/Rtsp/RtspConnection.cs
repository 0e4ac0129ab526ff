using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Protocols.Authentication;
using Protocols.Rtsp;

namespace FirmwareSim.Cameras.Rtsp;

/// <summary>One client: reads requests within bounds of size and time, checks the password, and hands them to the methods.</summary>
internal sealed class RtspConnection : IAsyncDisposable
{
    private static readonly TimeSpan WholeMessage = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);
    private const int MostFailures = 5;

    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly RtspService _service;
    private readonly RtspOutput _output;
    private readonly RtspMethods _methods;
    private readonly DigestChallenge _challenge = new("Edge camera", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
    private byte[] _buffer = new byte[4096];
    private int _used;
    private int _failures;
    private long? _partialSince;

    public RtspConnection(Socket socket, RtspService service)
    {
        (_socket, _service) = (socket, service);
        socket.NoDelay = true;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _output = new RtspOutput(_stream, service.Clock.Time);
        _methods = new RtspMethods(service, _output, ((IPEndPoint)socket.LocalEndPoint!).Address, ((IPEndPoint)socket.RemoteEndPoint!).Address);
    }

    /// <summary>Serves until the client goes, breaks a rule, or the camera stops.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (true)
        {
            var status = RtspScanner.Scan(_buffer.AsSpan(0, _used), RtspLimits.Default, out var frame);
            if (status == OperationStatus.InvalidData)
            {
                _service.Counters.Add(CameraCount.Malformed);
                await AnswerAsync(RtspMessage.Response(400, "Bad Request").With("Connection", "close"), [], cancel);
                return;
            }

            if (status == OperationStatus.Done)
            {
                var (message, consumed) = (frame.Message, frame.Consumed);
                _buffer.AsSpan(consumed, _used - consumed).CopyTo(_buffer);
                _used -= consumed;
                _partialSince = null;
                _methods.Session?.Heard();
                if (message is { Method.Length: > 0 } && !await HandleAsync(message, cancel))
                    return;
            }
            else if (!await ReadAsync(cancel))
                return;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _methods.DisposeAsync();
        await _stream.DisposeAsync();
        _output.Dispose();
        _socket.Dispose();
    }

    private async Task<bool> HandleAsync(RtspMessage request, CancellationToken cancel)
    {
        if (request["CSeq"] is not { Length: > 0 and <= 16 } number || !uint.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            _service.Counters.Add(CameraCount.Malformed);
            await AnswerAsync(RtspMessage.Response(400, "Bad Request").With("Connection", "close"), [], cancel);
            return false;
        }

        if (request.Method != "OPTIONS" && !IsAuthorised(request))
        {
            if (request["Authorization"] is not null)
            {
                _service.Counters.Add(CameraCount.Unauthorised);
                _failures++;
            }

            await AnswerAsync(RtspMessage.Response(401, "Unauthorized").With("CSeq", number).With("WWW-Authenticate", _challenge.Encode()), [], cancel);
            return _failures < MostFailures;
        }

        var (answer, body) = await _methods.AnswerAsync(request, cancel);
        await AnswerAsync(answer.With("CSeq", number), body, cancel);
        if (answer.Status == 200 && request.Method == "PLAY")
            _methods.Session?.Play();
        return request.Method != "TEARDOWN";
    }

    private bool IsAuthorised(RtspMessage request) =>
        DigestCredentials.Decode(request["Authorization"]) is { } credentials
        && credentials.User == _service.Settings.User
        && request.Uri.StartsWith(credentials.Uri.TrimEnd('/'), StringComparison.Ordinal)
        && credentials.Fits(_challenge, _service.Settings.Password, request.Method);

    private async Task AnswerAsync(RtspMessage answer, byte[] body, CancellationToken cancel)
    {
        var bytes = new ArrayBufferWriter<byte>();
        RtspWriter.Write(answer.With("Server", "Edge camera simulator"), body, Protocols.Rtp.SessionDescription.ContentType, bytes);
        await _output.WriteAsync(bytes.WrittenMemory, cancel);
    }

    private async Task<bool> ReadAsync(CancellationToken cancel)
    {
        if (_used == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var session = _methods.Session;
        using var late = new CancellationTokenSource(Allowed(session), _service.Clock.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        var reading = _stream.ReadAsync(_buffer.AsMemory(_used), either.Token).AsTask();
        if (session is not null && await Task.WhenAny(reading, session.Broken.Task) != reading)
        {
            await either.CancelAsync();
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return false;
        }

        try
        {
            var read = await reading;
            _used += read;
            if (_used > 0)
                _partialSince ??= _service.Clock.Time.GetTimestamp();
            return read > 0;
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            if (session is { IsPlaying: true } && _used == 0 && (!session.NeedsSigns || session.Silence < RtspSession.TimeOut))
                return true;
            _service.Counters.Add(CameraCount.TimedOut);
            return false;
        }
    }

    private TimeSpan Allowed(RtspSession? session)
    {
        if (_partialSince is { } since && _used > 0)
        {
            var left = WholeMessage - _service.Clock.Time.GetElapsedTime(since);
            return left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1);
        }

        return session is { IsPlaying: true } ? RtspSession.TimeOut : Idle;
    }
}
