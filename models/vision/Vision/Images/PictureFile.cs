using System.Diagnostics.CodeAnalysis;
using SkiaSharp;

namespace Vision.Images;

/// <summary>JPEG, PNG and BMP in, JPEG out.</summary>
public static class PictureFile
{
    /// <summary>Reads a picture; false when the bytes are no picture, are cut short, or say they are larger than <see cref="Picture.SideLimit"/>.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> file, [NotNullWhen(true)] out Picture? picture)
    {
        picture = null;
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.Info.Width is < 1 or > Picture.SideLimit || codec.Info.Height is < 1 or > Picture.SideLimit)
            return false;
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var bitmap = new SKBitmap(info);
        if (codec.GetPixels(info, bitmap.GetPixels()) != SKCodecResult.Success)
            return false;

        picture = new Picture(info.Width, info.Height);
        var from = bitmap.GetPixelSpan();
        var to = picture.Rgb;
        for (int i = 0, o = 0; o < to.Length; i += 4, o += 3)
            (to[o], to[o + 1], to[o + 2]) = (from[i], from[i + 1], from[i + 2]);
        return true;
    }

    /// <summary>Reads a picture from disk.</summary>
    /// <exception cref="InvalidDataException">The file is no picture that can be read.</exception>
    public static Picture Read(string path) =>
        TryDecode(File.ReadAllBytes(path), out var picture) ? picture : throw new InvalidDataException($"{path} is no readable picture.");

    /// <param name="picture">What to write.</param>
    /// <param name="quality">1..100.</param>
    public static byte[] EncodeJpeg(Picture picture, int quality)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(picture.Width, picture.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var from = picture.Rgb;
        var to = new byte[picture.Width * picture.Height * 4];
        for (int i = 0, o = 0; i < from.Length; i += 3, o += 4)
            (to[o], to[o + 1], to[o + 2], to[o + 3]) = (from[i], from[i + 1], from[i + 2], 255);
        System.Runtime.InteropServices.Marshal.Copy(to, 0, bitmap.GetPixels(), to.Length);
        using var image = SKImage.FromBitmap(bitmap);
        using var data = image.Encode(SKEncodedImageFormat.Jpeg, quality);
        return data.ToArray();
    }
}
