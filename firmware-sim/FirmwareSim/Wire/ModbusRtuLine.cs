using System.Buffers;
using System.IO.Pipelines;
using Protocols.Modbus;

namespace FirmwareSim.Wire;

/// <summary>The device side of a serial line.</summary>
public static class ModbusRtuLine
{
    /// <summary>Answers requests on the stream until it ends or the token is cancelled.</summary>
    public static async Task ServeAsync(Stream stream, ModbusUnits units, CancellationToken cancel)
    {
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 512, leaveOpen: true));
        while (true)
        {
            var read = await pipe.ReadAsync(cancel);
            var buffer = read.Buffer;
            OperationStatus status;
            do
            {
                status = ModbusRtu.ScanRequest(ref buffer, silence: false, out var frame, out _);
                if (status == OperationStatus.Done && await units.AnswerAsync(frame, tcp: false, cancel) is { Length: > 0 } answer)
                    await stream.WriteAsync(answer, cancel);
            }
            while (status != OperationStatus.NeedMoreData && !buffer.IsEmpty);
            pipe.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
                return;
        }
    }
}
