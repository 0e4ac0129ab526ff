namespace FirmwareSim.Cameras.Rtsp;

/// <summary>The sending side of a connection: answers and packets in whole pieces, one after the other.</summary>
internal sealed class RtspOutput(Stream stream, TimeProvider time) : IDisposable
{
    /// <summary>A peer that takes nothing for so long is cut.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Writes a piece.</summary>
    /// <exception cref="TimeoutException">The peer does not read.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> piece, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            using var late = new CancellationTokenSource(Patience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
            try
            {
                await stream.WriteAsync(piece, either.Token);
            }
            catch (OperationCanceledException) when (late.IsCancellationRequested && !cancel.IsCancellationRequested)
            {
                throw new TimeoutException("The viewer does not read.");
            }
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();
}
