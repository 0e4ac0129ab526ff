using System.Buffers;
using System.Net.Sockets;
using Edge.Core.Drivers;
using Protocols.Modbus;
using Telemetry.Model;
using Telemetry.Model.Configuration;

namespace Edge.Drivers.Modbus;

/// <summary>
/// One serial line or one TCP connection, shared by the units on it: one exchange at a time. Opens by itself when it is
/// not open. Throws only <see cref="DeviceException"/> and <see cref="OperationCanceledException"/>.
/// </summary>
internal sealed class ModbusLink(DeviceAddress address, ModbusOptions options, ModbusMetrics metrics, TimeProvider clock) : IDisposable
{
    // A peer that went away without a word is noticed by silence only; late answers are told apart by their transaction.
    private const int TimeOutsBeforeReopen = 2;
    private static readonly TimeSpan SerialDrain = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _gate = new(1);
    private readonly ArrayBufferWriter<byte> _sent = new(ModbusLimits.TcpFrame);
    private readonly byte[] _received = new byte[2 * ModbusLimits.TcpFrame];
    private readonly bool _isTcp = address.Scheme == "tcp";
    private int _count;
    private ushort _transaction;
    private int _timeOuts;
    private long _quietSince;
    private IByteLine? _line;

    private TimeSpan FrameSilence => address.Serial is { } serial ? ModbusRtuTiming.FrameSilence(serial.Baud) : TimeSpan.Zero;

    /// <summary>Opens the line when it is not open.</summary>
    public async ValueTask OpenAsync(CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel);
        try
        {
            await OpenedAsync(cancel);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Sends a request and returns the exception code of its answer; None when <paramref name="answer"/> holds its payload.</summary>
    public async ValueTask<ModbusExceptionCode> ExchangeAsync(
        byte unit, ModbusRequest request, ReadOnlyMemory<byte> payload, Memory<byte> answer, CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel);
        try
        {
            var line = await OpenedAsync(cancel);
            using var limit = new CancellationTokenSource(TimeoutFor(request), clock);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
            var code = await TransactAsync(line, unit, request, payload, answer, both.Token);
            _timeOuts = 0;
            if (code != ModbusExceptionCode.None)
                metrics.Excepted(address.Bus, code);
            return code;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw await TimedOutAsync(unit, request, answer, cancel);
        }
        catch (Exception fault) when (IsLineFault(fault))
        {
            Close();
            throw new DeviceException(QualityReason.NoAnswer, $"{address.Bus}: {fault.Message}", fault);
        }
        finally
        {
            _quietSince = clock.GetTimestamp();
            _gate.Release();
        }
    }

    public void Dispose() => Close();

    private async ValueTask<IByteLine> OpenedAsync(CancellationToken cancel)
    {
        if (_line is not null)
            return _line;
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(options.ConnectTimeoutMilliseconds), clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            _line = address.Scheme == "rtu" ? new SerialLine(address) : await SocketLine.OpenAsync(address, both.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new DeviceException(QualityReason.NoAnswer, $"{address.Bus}: no connection in {options.ConnectTimeoutMilliseconds} ms");
        }
        catch (Exception fault) when (IsLineFault(fault))
        {
            throw new DeviceException(QualityReason.NoAnswer, $"{address.Bus}: {fault.Message}", fault);
        }

        (_count, _timeOuts) = (0, 0);
        metrics.Connected(address.Bus);
        return _line;
    }

    private async ValueTask<ModbusExceptionCode> TransactAsync(
        IByteLine line, byte unit, ModbusRequest request, ReadOnlyMemory<byte> payload, Memory<byte> answer, CancellationToken cancel)
    {
        _sent.ResetWrittenCount();
        if (_isTcp)
        {
            ModbusTcp.WriteRequest(_sent, ++_transaction, unit, request, payload.Span);
        }
        else
        {
            await KeepSilenceAsync(cancel);
            line.Discard();
            _count = 0;
            ModbusRtu.WriteRequest(_sent, unit, request, payload.Span);
        }

        metrics.Requested(address.Bus);
        await line.Stream.WriteAsync(_sent.WrittenMemory, cancel);
        while (true)
        {
            if (TryTake(unit, request, silence: false, answer.Span) is { } code)
                return code;
            var read = await line.Stream.ReadAsync(_received.AsMemory(_count), cancel);
            if (read == 0)
                throw new IOException("closed by the other side");
            _count += read;
        }
    }

    // Null when the answer is not there yet. What is refused on the way is counted and removed.
    private ModbusExceptionCode? TryTake(byte unit, in ModbusRequest request, bool silence, Span<byte> answer)
    {
        var buffer = new ReadOnlySequence<byte>(_received, 0, _count);
        try
        {
            while (true)
            {
                var status = _isTcp
                    ? ModbusTcp.Scan(ref buffer, out var frame, out var fault)
                    : ModbusRtu.ScanResponse(ref buffer, unit, request, silence, out frame, out fault);
                if (status == OperationStatus.NeedMoreData)
                    return null;
                if (status == OperationStatus.Done && _isTcp)
                    fault = frame.Check(_transaction, unit);
                if (fault == ModbusFault.None)
                    return Decode(frame, request, answer);
                metrics.Refused(address.Bus, fault);
                if (_isTcp && status == OperationStatus.InvalidData)
                    throw Malformed(fault);
                if (buffer.IsEmpty)
                    return null;
            }
        }
        finally
        {
            var rest = (int)buffer.Length;
            buffer.CopyTo(_received);
            _count = rest;
        }
    }

    private ModbusExceptionCode Decode(in ModbusFrame frame, in ModbusRequest request, Span<byte> answer)
    {
        var reader = new ModbusResponseReader(frame.Pdu);
        if (reader.Read(request) != OperationStatus.Done)
        {
            metrics.Refused(address.Bus, reader.Fault);
            throw Malformed(reader.Fault);
        }

        if (reader.Exception == ModbusExceptionCode.None)
            reader.Payload.CopyTo(answer);
        return reader.Exception;
    }

    private DeviceException Malformed(ModbusFault fault)
    {
        // A TCP stream has no mark to find the next frame by; a serial line finds it by itself.
        if (_isTcp)
            Close();
        return new DeviceException(QualityReason.Malformed, $"{address.Bus}: the answer was refused: {fault}");
    }

    private async ValueTask<DeviceException> TimedOutAsync(byte unit, ModbusRequest request, Memory<byte> answer, CancellationToken cancel)
    {
        metrics.TimedOut(address.Bus);
        var half = _count > 0;
        if (half && !_isTcp)
            TryTake(unit, request, silence: true, answer.Span);
        if (++_timeOuts >= TimeOutsBeforeReopen)
            Close();

        // RTU answers carry no number: one that comes just too late must not be taken for the next.
        else if (!_isTcp)
            await Task.Delay(SerialDrain, clock, cancel);
        return half
            ? new DeviceException(QualityReason.Malformed, $"{address.Bus}: unit {unit} sent a part of an answer only")
            : new DeviceException(QualityReason.NoAnswer, $"{address.Bus}: unit {unit} did not answer in {TimeoutFor(request).TotalMilliseconds:0} ms");
    }

    private async ValueTask KeepSilenceAsync(CancellationToken cancel)
    {
        var left = FrameSilence - clock.GetElapsedTime(_quietSince);
        if (left > TimeSpan.Zero)
            await Task.Delay(left, clock, cancel);
    }

    private TimeSpan TimeoutFor(in ModbusRequest request)
    {
        if (_isTcp)
            return TimeSpan.FromMilliseconds(options.TcpTimeoutMilliseconds);
        var bytes = request.PduLength + request.ResponsePduLength + 6;
        var line = address.Serial is { } serial ? ModbusRtuTiming.Transmission(serial.Baud, bytes) : TimeSpan.Zero;
        return TimeSpan.FromMilliseconds(options.SerialTimeoutMilliseconds) + line;
    }

    private void Close()
    {
        _line?.Dispose();
        (_line, _count, _timeOuts) = (null, 0, 0);
    }

    private static bool IsLineFault(Exception fault) =>
        fault is IOException or SocketException or ObjectDisposedException or UnauthorizedAccessException or InvalidOperationException or ArgumentException;
}
