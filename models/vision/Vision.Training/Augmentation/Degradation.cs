using Vision.Images;

namespace Vision.Training.Augmentation;

/// <summary>What cameras, light and networks do to a picture.</summary>
public static class Degradation
{
    public static void Apply(Sample sample, AugmentationRecipe recipe, Random random)
    {
        var picture = sample.Picture;
        Colour(picture, recipe, random);
        if (random.NextDouble() < recipe.Shrink)
            picture = Shrink(picture, 0.4 + 0.5 * random.NextDouble());
        if (random.NextDouble() < recipe.Blur)
            Smear(picture, 2 + random.Next(4), random.Next(2) == 0);
        if (random.NextDouble() < recipe.Noise)
            Noise(picture, 4 + random.Next(16), random);
        if (random.NextDouble() < recipe.Jpeg && PictureFile.TryDecode(PictureFile.EncodeJpeg(picture, random.Next(recipe.JpegFrom, recipe.JpegTo)), out var coded))
            picture = coded;
        sample.Picture = picture;
    }

    private static double Around(Random random, double reach) => (2 * random.NextDouble() - 1) * reach;

    /// <summary>Hue and saturation as one rotation of the colour plane, brightness and gamma as one table.</summary>
    private static void Colour(Picture picture, AugmentationRecipe recipe, Random random)
    {
        var grey = random.NextDouble() < recipe.Grey;
        var (sin, cos) = Math.SinCos(Around(random, recipe.Hue) * 2 * Math.PI);
        var saturation = grey ? 0 : 1 + Around(random, recipe.Saturation);
        var gain = 1 + Around(random, recipe.Value);
        var gamma = Math.Exp(Around(random, recipe.Gamma));
        var table = new byte[256];
        for (var i = 0; i < 256; i++)
            table[i] = (byte)Math.Clamp(255 * Math.Pow(i / 255.0, gamma) * gain, 0, 255);

        // Luma stays; the two colour differences turn by the hue and grow by the saturation.
        float a = (float)(cos * saturation), b = (float)(sin * saturation);
        var pixels = picture.Rgb;
        for (var i = 0; i < pixels.Length; i += 3)
        {
            var luma = 0.299f * pixels[i] + 0.587f * pixels[i + 1] + 0.114f * pixels[i + 2];
            float u = pixels[i + 2] - luma, v = pixels[i] - luma;
            float u2 = a * u - b * v, v2 = b * u + a * v;
            pixels[i] = table[Byte(luma + v2)];
            pixels[i + 1] = table[Byte(luma - 0.509f * v2 - 0.194f * u2)];
            pixels[i + 2] = table[Byte(luma + u2)];
        }
    }

    private static int Byte(float value) => value <= 0 ? 0 : value >= 255 ? 255 : (int)(value + 0.5f);

    private static Picture Shrink(Picture picture, double scale) => Resample.To(
        Resample.To(picture, Math.Max(16, (int)(picture.Width * scale)), Math.Max(16, (int)(picture.Height * scale))), picture.Width, picture.Height);

    /// <summary>Motion along rows or columns: each pixel becomes the mean of those before it.</summary>
    private static void Smear(Picture picture, int length, bool across)
    {
        var step = across ? 3 : picture.Width * 3;
        var pixels = picture.Rgb;
        for (var i = pixels.Length - 1; i >= length * step; i--)
        {
            int sum = 0;
            for (var k = 0; k < length; k++)
                sum += pixels[i - k * step];
            pixels[i] = (byte)(sum / length);
        }
    }

    private static void Noise(Picture picture, int strength, Random random)
    {
        var noise = new byte[4096];
        random.NextBytes(noise);
        var pixels = picture.Rgb;
        var at = random.Next();
        for (var i = 0; i < pixels.Length; i++)
        {
            // A running mix of the table: cheap, and its period is longer than a picture.
            at = unchecked(at * 1664525 + 1013904223);
            pixels[i] = (byte)Math.Clamp(pixels[i] + (noise[(at >>> 16) & 4095] - 128) * strength / 128, 0, 255);
        }
    }
}
