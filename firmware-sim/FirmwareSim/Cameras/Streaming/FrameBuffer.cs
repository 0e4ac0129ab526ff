using SkiaSharp;

namespace FirmwareSim.Cameras.Streaming;

/// <summary>One picture in memory that both the canvas and the coder's pipe use: BGRA, rows without padding.</summary>
public sealed class FrameBuffer : IDisposable
{
    private readonly byte[] _bytes;

    /// <summary>A black picture.</summary>
    public FrameBuffer(int width, int height)
    {
        Info = new SKImageInfo(width, height, SKColorType.Bgra8888, SKAlphaType.Opaque);
        _bytes = GC.AllocateArray<byte>(Info.BytesSize, pinned: true);
        Surface = SKSurface.Create(Info, System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, 0), Info.RowBytes);
    }

    /// <summary>Size and format.</summary>
    public SKImageInfo Info { get; }

    /// <summary>Draws into the memory.</summary>
    public SKSurface Surface { get; }

    /// <summary>The canvas of the surface.</summary>
    public SKCanvas Canvas => Surface.Canvas;

    /// <summary>The pixels.</summary>
    public Span<byte> Pixels => _bytes;

    /// <summary>The pixels, for a pipe.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>True once a picture was drawn.</summary>
    public bool IsDrawn { get; set; }

    /// <inheritdoc/>
    public void Dispose() => Surface.Dispose();
}
