using Vision.Images;

namespace Vision.Tests.Images;

public sealed class ImageSpecs
{
    [Theory]
    [InlineData(1920, 1080)]
    [InlineData(640, 360)]
    [InlineData(416, 416)]
    [InlineData(333, 517)]
    public void a_box_comes_back_from_the_letterbox_as_it_went_in(int width, int height)
    {
        var letterbox = Letterbox.Fit(width, height, 640, 384);
        var box = new Box(10, 20, width - 5, height - 7);

        var back = letterbox.ToPicture(letterbox.ToInput(box));

        Assert.Equal(box.Left, back.Left, 0.01f);
        Assert.Equal(box.Bottom, back.Bottom, 0.01f);
        var inside = letterbox.ToInput(new Box(0, 0, width, height));
        Assert.InRange(inside.Right, 0, 640.01f);
        Assert.InRange(inside.Bottom, 0, 384.01f);
    }

    [Fact]
    public void a_picture_of_any_size_fits_although_scaling_rounds()
    {
        var planes = new float[3 * 640 * 384];
        for (var side = 200; side < 620; side++)
        {
            Letterbox.Fit(side, 416, 640, 384).Fill(Picture.Filled(side, 416, 9), planes);
            Letterbox.Fit(416, side, 640, 384).Fill(Picture.Filled(416, side, 9), planes);
        }

        Assert.Equal(9 / 255f, planes[(192 * 640) + 320], 0.001f);
    }

    [Fact]
    public void the_picture_lies_in_the_middle_on_grey()
    {
        var picture = Picture.Filled(64, 32, 255);
        var planes = new float[3 * 64 * 64];

        Letterbox.Fit(64, 32, 64, 64).Fill(picture, planes);

        Assert.Equal(114 / 255f, planes[0], 1e-6f);
        Assert.Equal(114 / 255f, planes[15 * 64], 1e-6f);
        Assert.Equal(1, planes[16 * 64], 1e-6f);
        Assert.Equal(1, planes[2 * 64 * 64 + 47 * 64 + 63], 1e-6f);
        Assert.Equal(114 / 255f, planes[48 * 64], 1e-6f);
    }

    [Fact]
    public void making_a_picture_smaller_keeps_its_mean_brightness()
    {
        var picture = A.Picture(400, 300, 4);

        var small = Resample.To(picture, 53, 41);

        Assert.Equal(picture.Rgb.Average(value => value), small.Rgb.Average(value => value), 1.0);
    }

    [Fact]
    public void a_jpeg_comes_back_nearly_as_written_with_red_still_first()
    {
        var picture = Picture.Filled(40, 30, 20);
        for (var i = 0; i < picture.Rgb.Length; i += 3)
            picture.Rgb[i] = 220;

        Assert.True(PictureFile.TryDecode(PictureFile.EncodeJpeg(picture, 90), out var read));

        Assert.Equal((40, 30), (read.Width, read.Height));
        Assert.InRange(read.Rgb[0], 210, 230);
        Assert.InRange(read.Rgb[2], 10, 30);
    }

    [Fact]
    public void bytes_that_are_no_whole_picture_are_told_from_one()
    {
        var jpeg = PictureFile.EncodeJpeg(A.Picture(64, 48, 1), 80);
        var random = new byte[1000];
        new Random(1).NextBytes(random);

        Assert.False(PictureFile.TryDecode([], out _));
        Assert.False(PictureFile.TryDecode(random, out _));
        Assert.False(PictureFile.TryDecode(jpeg.AsSpan(0, 20), out _));
        Assert.False(PictureFile.TryDecode(jpeg.AsSpan(0, jpeg.Length / 2), out _));
    }
}
