using Edge.Vision.Watching;

namespace Edge.Vision.Tests;

public sealed class VeilMapSpecs
{
    private const int Left = 240, Top = 100, Side = 128, Still = 210;

    [Fact]
    public void what_takes_contrast_and_gives_its_own_grey_is_a_veil_where_it_hangs()
    {
        var veil = Assert.Single(Seen(value => value * 0.45 + 75, 40));

        Assert.InRange(veil.Left * Frames.Width, Left - 17, Left + 17);
        Assert.InRange(veil.Bottom * Frames.Height, Top + Side - 17, Top + Side + 17);
    }

    [Theory]
    [InlineData("a shadow takes brightness and contrast alike", 0.6, 0.0)]
    [InlineData("a lamp that is switched on gives light to everything in its cone", 1.5, 0.0)]
    [InlineData("a lorry hides what is behind it", 0.0, 140.0)]
    [InlineData("nothing has changed", 1.0, 0.0)]
    public void what_does_not_let_the_scene_shine_through_is_none(string what, double gain, double own)
    {
        Assert.NotEmpty(what);
        Assert.Empty(Seen(value => value * gain + own, 40));
    }

    [Fact]
    public void fog_over_all_of_the_picture_is_no_plume()
    {
        var veil = new VeilMap();
        for (var i = 0; i < Still + 60; i++)
            veil.Take(Frames.Of(i, planes => Paint(planes, i < Still ? value => value : value => value * 0.5 + 70, 0, 0, Frames.Width, Frames.Height)), false);

        Assert.Empty(veil.Regions);
    }

    [Fact]
    public void somebody_who_passes_is_none_and_leaves_none()
    {
        var veil = new VeilMap();
        for (var i = 0; i < Still + 100; i++)
        {
            var at = 4 * (i - Still + 60) - 60;
            veil.Take(Frames.Of(i, planes => Paint(planes, _ => 40, at, 120, at + 48, 260)), false);
            Assert.Empty(veil.Regions);
        }
    }

    [Fact]
    public void after_a_cut_the_scene_is_learnt_anew()
    {
        var veil = new VeilMap();
        for (var i = 0; i < Still + 70; i++)
            veil.Take(Frames.Of(i, planes => Paint(planes, i < Still ? value => value : value => value * 0.45 + 75, Left, Top, Left + Side, Top + Side)), i == Still);

        Assert.Empty(veil.Regions);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(4, 2)]
    public void a_narrow_strip_without_texture_does_not_part_a_veil(int cells, int parts)
    {
        var (veil, middle) = (new VeilMap(), 192);
        for (var i = 0; i < Still + 40; i++)
            veil.Take(Frames.Of(i, planes =>
            {
                Paint(planes, i < Still ? value => value : value => value * 0.45 + 75, Left, 64, Left + Side, 352);
                Frames.Fill(0, middle, Frames.Width, cells * 16, 110)(planes);
            }), false);

        Assert.Equal(parts, veil.Regions.Count);
    }

    /// <summary>A still scene until it is trusted, then something before a part of it.</summary>
    private static IReadOnlyList<global::Vision.Box> Seen(Func<double, double> change, int frames)
    {
        var veil = new VeilMap();
        for (var i = 0; i < Still + frames; i++)
            veil.Take(Frames.Of(i, planes => Paint(planes, i < Still ? value => value : change, Left, Top, Left + Side, Top + Side)), false);
        return veil.Regions;
    }

    // A ground of coarse grains, as gravel is, and a part of it changed.
    private static void Paint(byte[] planes, Func<double, double> change, int left, int top, int right, int bottom)
    {
        for (var y = 0; y < Frames.Height; y++)
            for (var x = 0; x < Frames.Width; x++)
            {
                double value = 60 + ((x / 4 * 7919) ^ (y / 4 * 104_729)) / 8 % 80;
                var isIn = x >= left && x < right && y >= top && y < bottom;
                planes[y * Frames.Width + x] = (byte)Math.Clamp(isIn ? change(value) : value, 0, 255);
            }
    }
}
