using SkiaSharp;

namespace FirmwareSim.Cameras.Drawing;

/// <summary>Letters of 5×7 dots for the characters that an overlay needs, for machines without any font.</summary>
internal static class DotLetters
{
    private const string Known = " 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-.:/%";

    // Seven rows of five bits a character, in the order of Known.
    private static readonly byte[] Rows = Convert.FromHexString(
        "00000000000000" + "0E11131519110E" + "040C040404040E" + "0E11010204081F" + "1F02040201110E" + "02060A121F0202" + "1F101E0101110E" + "0608101E11110E"
        + "1F010204080808" + "0E11110E11110E" + "0E11110F01020C" + "0E11111F111111" + "1E11111E11111E" + "0E11101010110E" + "1C12111111121C" + "1F10101E10101F"
        + "1F10101E101010" + "0E11101711110F" + "1111111F111111" + "0E04040404040E" + "0702020202120C" + "11121418141211" + "1010101010101F" + "111B1515111111"
        + "11191513111111" + "0E11111111110E" + "1E11111E101010" + "0E11111115120D" + "1E11111E141211" + "0F10100E01011E" + "1F040404040404" + "1111111111110E"
        + "11111111110A04" + "1111111515150A" + "11110A040A1111" + "1111110A040404" + "1F01020408101F" + "0000001F000000" + "00000000000C0C" + "000C0C000C0C00"
        + "00010204081000" + "18190204081303");

    public static void Draw(SKCanvas canvas, SKPaint paint, string text, float x, float baseline, float size, bool right)
    {
        var shown = text.ToUpperInvariant().Where(letter => Known.Contains(letter, StringComparison.Ordinal)).ToArray();
        var dot = size / 9;
        var left = right ? x - (shown.Length * 6 * dot) : x;
        foreach (var (shift, colour) in (ReadOnlySpan<(float, SKColor)>)[(dot / 2, new SKColor(0, 0, 0, 220)), (0, SKColors.White)])
        {
            paint.Color = colour;
            for (var i = 0; i < shown.Length; i++)
                for (var row = 0; row < 7; row++)
                    for (var column = 0; column < 5; column++)
                        if ((Rows[(Known.IndexOf(shown[i], StringComparison.Ordinal) * 7) + row] >> (4 - column) & 1) != 0)
                            canvas.DrawRect(left + (((i * 6) + column) * dot) + shift, baseline + ((row - 7) * dot) + shift, dot, dot, paint);
        }
    }
}
