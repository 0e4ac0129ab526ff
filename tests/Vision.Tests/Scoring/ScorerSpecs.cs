using System.Collections.Immutable;
using Vision.Scoring;
using Found = Vision.Detection.Detection;

namespace Vision.Tests.Scoring;

public sealed class ScorerSpecs
{
    private static readonly Box Left = new(0, 0, 40, 40), Right = new(100, 0, 140, 40), Small = new(0, 100, 10, 110), Nowhere = new(200, 200, 240, 240);

    [Fact]
    public void finding_everything_exactly_scores_one()
    {
        var report = Scorer.Score([Picture([(0, Left), (1, Right)], [new(0, 0.9f, Left), new(1, 0.3f, Right)])], LabelMap.SiteSafety);

        Assert.Equal(1, report.Of("helmet").Ap50!.Value, 6);
        Assert.Equal(1, report.Of("head").Ap50To95!.Value, 6);
        Assert.Equal(1, report.MeanAp50!.Value, 6);
        Assert.Null(report.Of("fire").Ap50);
    }

    [Fact]
    public void the_curve_is_read_at_101_recalls_with_falling_precision()
    {
        // By falling score: hit, wrong, hit. Recall 1/2 at precision 1, recall 1 at precision 2/3; recalls 0..0.50 are 51 points.
        var report = Scorer.Score([Picture([(0, Left), (0, Right)], [new(0, 0.9f, Left), new(0, 0.8f, Nowhere), new(0, 0.7f, Right)])], LabelMap.SiteSafety);

        Assert.Equal((51 * 1.0 + 50 * (2 / 3.0)) / 101, report.Of("helmet").Ap50!.Value, 6);
    }

    [Fact]
    public void an_object_is_found_once_and_a_second_finding_is_wrong()
    {
        var curve = Curve.Of([Picture([(0, Left)], [new(0, 0.9f, Left), new(0, 0.8f, Left)])], 0, 0.5f, SizeRange.All);

        Assert.Equal([true, false], curve.Hits.Select(hit => hit.Hit));
    }

    [Theory]
    [InlineData(0.5, true)]
    [InlineData(0.55, false)]
    public void a_box_hits_from_the_asked_overlap_on(double overlap, bool hit)
    {
        // The upper half of the object: common 800, union 1600.
        var half = new Box(0, 0, 40, 20);

        var curve = Curve.Of([Picture([(0, Left)], [new(0, 0.9f, half)])], 0, (float)overlap, SizeRange.All);

        Assert.Equal(hit, curve.Hits.Single().Hit);
    }

    [Fact]
    public void a_class_that_a_source_does_not_label_is_neither_required_nor_wrong_there()
    {
        var labelled = Picture([(0, Left)], [new(0, 0.5f, Left)]);
        var unlabelled = Picture([], [new(0, 0.99f, Right)], annotated: new ClassSet().With(LabelMap.Fire));

        var report = Scorer.Score([labelled, unlabelled], LabelMap.SiteSafety);

        Assert.Equal(1, report.Of("helmet").Ap50!.Value, 6);
        Assert.Equal(1, report.Of("helmet").Pictures);
        Assert.DoesNotContain(report.Negatives, negative => negative.Class == "helmet");
    }

    [Fact]
    public void sizes_are_told_at_the_input_and_other_sizes_do_not_count()
    {
        var picture = Picture([(0, Left), (0, Small)], [new(0, 0.9f, Left), new(0, 0.8f, Nowhere)]);

        var score = Scorer.Score([picture], LabelMap.SiteSafety).Of("helmet");
        var halved = Scorer.Score([picture with { InputScale = 0.5f }], LabelMap.SiteSafety).Of("helmet");

        Assert.Equal(1, score.ObjectsBySize[">32"]);
        Assert.Equal(1, score.ObjectsBySize["<16"]);
        Assert.Equal(1, score.Ap50BySize[">32"]!.Value, 6);
        Assert.Equal(0, score.Ap50BySize["<16"]!.Value, 6);
        Assert.Null(score.Ap50BySize["16-32"]);
        Assert.Equal(1, halved.ObjectsBySize["16-32"]);
    }

    [Fact]
    public void sources_are_scored_apart()
    {
        var good = Picture([(5, Left)], [new(5, 0.9f, Left)], source: "cctv");
        var bad = Picture([(5, Left)], [], source: "forest");

        var report = Scorer.Score([good, bad], LabelMap.SiteSafety);

        Assert.Equal([("cctv", 1.0), ("forest", 0.0)], report.Sources.Select(source => (source.Source, Math.Round(source.Classes.Single().Ap50!.Value, 6))));
        Assert.Equal(51 / 101.0, report.Of("fire").Ap50!.Value, 6);
    }

    [Fact]
    public void false_findings_are_counted_on_pictures_known_to_lack_the_class()
    {
        var lamp = Picture([], [new(5, 0.6f, Left), new(5, 0.3f, Right)], source: "lampneg");
        var quiet = Picture([], [], source: "lampneg");
        var fire = Picture([(5, Left)], [new(5, 0.9f, Right)], source: "lampneg");

        var negative = Scorer.Score([lamp, quiet, fire], LabelMap.SiteSafety).Negatives.Single(score => score.Class == "fire");

        Assert.Equal(2, negative.Pictures);
        Assert.Equal(100, negative.Per100["0.25"]);
        Assert.Equal(50, negative.Per100["0.5"]);
    }

    [Fact]
    public void recall_is_told_at_one_false_finding_in_ten_pictures()
    {
        // Ten pictures with one object each: two found before the first false finding, one more after it, then a second false one.
        var pictures = Enumerable.Range(0, 10).Select(i => Picture([(0, Left)], i switch
        {
            0 => [new(0, 0.9f, Left)],
            1 => [new(0, 0.8f, Left), new(0, 0.7f, Nowhere)],
            2 => [new(0, 0.6f, Left), new(0, 0.5f, Nowhere)],
            3 => [new(0, 0.4f, Left)],
            _ => [],
        })).ToList();

        var score = Scorer.Score(pictures, LabelMap.SiteSafety).Of("helmet");

        Assert.Equal(0.3, score.RecallAtOneFalseInTen!.Value, 6);
        Assert.Equal(0.6f, score.ScoreAtOneFalseInTen);
    }

    [Fact]
    public void the_table_names_every_class_and_the_json_is_complete()
    {
        var report = Scorer.Score([Picture([(0, Left)], [new(0, 0.9f, Left)], source: "hhw")], LabelMap.SiteSafety);

        Assert.All(LabelMap.SiteSafety.Names, name => Assert.Contains(name, Scorer.Table(report), StringComparison.Ordinal));
        Assert.Contains("\"ap50\": 1", report.ToJson(), StringComparison.Ordinal);
    }

    private static ScoredPicture Picture((int, Box)[] truth, Found[] found, ClassSet? annotated = null, string source = "css") =>
        new(source, annotated ?? LabelMap.SiteSafety.All, [.. truth], found);
}
