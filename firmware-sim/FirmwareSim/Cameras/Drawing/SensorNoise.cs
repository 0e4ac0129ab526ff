using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FirmwareSim.Cameras.Streaming;
using FirmwareSim.Machines;

namespace FirmwareSim.Cameras.Drawing;

/// <summary>
/// The grain of the sensor, added to the pixels themselves: over a canvas the same costs more than all the rest of a large
/// picture.
/// </summary>
internal sealed class SensorNoise
{
    private const int Side = 256;
    private const int RowBytes = Side * 4;

    // Every row twice, so that it can begin anywhere.
    private readonly byte[] _rows = new byte[Side * RowBytes * 2];

    private SensorNoise(double strength)
    {
        var noise = Noise.For(13, "grain");
        for (var row = 0; row < Side; row++)
            for (var x = 0; x < Side; x++)
            {
                var value = (byte)(Math.Max(0, noise.Uniform(-0.35, 0.65)) * strength);
                for (var repeat = 0; repeat < 2; repeat++)
                    _rows.AsSpan((((row * 2) + repeat) * RowBytes) + (x * 4), 3).Fill(value);
            }
    }

    private static SensorNoise Day { get; } = new(18);

    private static SensorNoise Dusk { get; } = new(34);

    private static SensorNoise Night { get; } = new(46);

    /// <summary>Adds the grain of a light, drawn anew for each time.</summary>
    public static void Add(FrameBuffer target, LightChoice light, double time)
    {
        var noise = Noise.For((int)(time * 100), "grain");
        var grain = light switch { LightChoice.Day => Day, LightChoice.Dusk => Dusk, _ => Night };
        grain.Add(target, (int)noise.Uniform(0, Side), (int)noise.Uniform(0, Side));
    }

    private void Add(FrameBuffer target, int column, int row)
    {
        target.Canvas.Flush();
        var rowBytes = target.Info.RowBytes;
        for (var y = 0; y < target.Info.Height; y++)
        {
            var pixels = target.Pixels.Slice(y * rowBytes, rowBytes);
            var grain = _rows.AsSpan(((((y + row) % Side) * RowBytes) * 2) + (column * 4), RowBytes);
            for (var at = 0; at < rowBytes; at += RowBytes)
                Add(pixels[at..Math.Min(rowBytes, at + RowBytes)], grain);
        }
    }

    private static void Add(Span<byte> pixels, ReadOnlySpan<byte> grain)
    {
        var done = 0;
        ref var target = ref MemoryMarshal.GetReference(pixels);
        ref var source = ref MemoryMarshal.GetReference(grain);
        for (; done + Vector256<byte>.Count <= pixels.Length; done += Vector256<byte>.Count)
            Vector256.AddSaturate(Vector256.LoadUnsafe(ref target, (nuint)done), Vector256.LoadUnsafe(ref source, (nuint)done)).StoreUnsafe(ref target, (nuint)done);
        for (; done < pixels.Length; done++)
            Unsafe.Add(ref target, done) = (byte)Math.Min(255, pixels[done] + grain[done]);
    }
}
