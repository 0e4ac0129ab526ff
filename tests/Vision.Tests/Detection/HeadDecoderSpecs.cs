using Vision.Detection;

namespace Vision.Tests.Detection;

public sealed class HeadDecoderSpecs
{
    // softplus(x) = 1 for x = ln(e - 1): one stride to that side.
    private static readonly float One = MathF.Log(MathF.E - 1);

    [Fact]
    public void a_cell_says_how_far_the_box_reaches_from_its_centre()
    {
        var scores = Enumerable.Repeat(-9f, 2 * 6).ToArray();
        var boxes = Enumerable.Repeat(One, 4 * 6).ToArray();
        scores[6 + 4] = 2; // class 1, row 1, column 1 of a map of 3 columns and 2 rows

        var found = new List<Vision.Detection.Detection>();
        HeadDecoder.Decode(scores, boxes, columns: 3, stride: 8, threshold: 0.5f, found);

        var one = Assert.Single(found);
        Assert.Equal(1, one.Class);
        Assert.Equal(1 / (1 + MathF.Exp(-2)), one.Score, 1e-6f);
        Assert.Equal(new Box(4, 4, 20, 20), Rounded(one.Box));
    }

    [Theory]
    [InlineData(0.5f, 0f, 1)]
    [InlineData(0.5f, -0.001f, 0)]
    [InlineData(0.1f, -2.19f, 1)]
    [InlineData(0.1f, -2.20f, 0)]
    public void the_threshold_is_the_least_score_kept(float threshold, float logit, int kept)
    {
        var found = new List<Vision.Detection.Detection>();

        HeadDecoder.Decode([logit], [0, 0, 0, 0], 1, 8, threshold, found);

        Assert.Equal(kept, found.Count);
    }

    [Fact]
    public void huge_distances_do_not_overflow()
    {
        var box = HeadDecoder.Box([200, 200, 200, 200], cells: 1, cell: 0, columns: 1, stride: 32);

        Assert.Equal(6400, box.Width / 2);
    }

    [Fact]
    public void of_overlapping_boxes_of_one_class_the_best_stays()
    {
        List<Vision.Detection.Detection> found =
        [
            new(0, 0.6f, new Box(0, 0, 10, 10)),
            new(0, 0.9f, new Box(1, 0, 11, 10)),
            new(1, 0.5f, new Box(0, 0, 10, 10)),
            new(0, 0.4f, new Box(20, 0, 30, 10)),
        ];

        var kept = NonMaximumSuppression.Keep(found, overlap: 0.6f, limit: 10);

        Assert.Equal([(0, 0.9f), (1, 0.5f), (0, 0.4f)], kept.Select(one => (one.Class, one.Score)));
    }

    [Fact]
    public void boxes_that_only_touch_the_limit_of_overlap_both_stay()
    {
        List<Vision.Detection.Detection> found = [new(0, 0.9f, new Box(0, 0, 10, 10)), new(0, 0.8f, new Box(0, 5, 10, 15))];

        Assert.Equal(2, NonMaximumSuppression.Keep(found, overlap: 1 / 3f, limit: 10).Count);
        Assert.Single(NonMaximumSuppression.Keep(found, overlap: 0.33f, limit: 10));
    }

    [Fact]
    public void equal_scores_keep_the_order_of_the_maps_and_the_limit_holds()
    {
        var found = Enumerable.Range(0, 50).Select(i => new Vision.Detection.Detection(0, 0.5f, new Box(i * 20, 0, i * 20 + 10, 10))).ToList();

        var kept = NonMaximumSuppression.Keep(found, overlap: 0.5f, limit: 7);

        Assert.Equal(found.Take(7), kept);
    }

    private static Box Rounded(Box box) => new(MathF.Round(box.Left, 3), MathF.Round(box.Top, 3), MathF.Round(box.Right, 3), MathF.Round(box.Bottom, 3));
}
