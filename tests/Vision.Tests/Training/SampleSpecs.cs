using Vision.Data;
using Vision.Images;
using Vision.Training;
using Vision.Training.Augmentation;
using Vision.Training.Data;
using Vision.Training.Learning;

namespace Vision.Tests.Training;

public sealed class SampleSpecs
{
    private static readonly Recipe Shipped = Recipe.Read(Path.Combine(AppContext.BaseDirectory, "recipe.json"));

    [Fact]
    public void a_cell_counts_only_classes_that_its_source_labels()
    {
        var sample = new Sample(64, LabelMap.SiteSafety.All);
        sample.Limit(new Box(0, 0, 32, 64), new ClassSet().With(LabelMap.Fire));

        Assert.Equal("5", sample.Counting(8, 0, 0).ToString());
        Assert.Equal(LabelMap.SiteSafety.All, sample.Counting(8, 7, 7));
        Assert.Equal("5", sample.Counting(32, 0, 1).ToString());
        Assert.Equal(LabelMap.SiteSafety.All, sample.Counting(32, 1, 0));
    }

    [Fact]
    public void a_coarse_cell_over_two_sources_counts_what_both_label()
    {
        var sample = new Sample(64, LabelMap.SiteSafety.All);
        sample.Limit(new Box(0, 0, 16, 64), new ClassSet().With(LabelMap.Fire).With(LabelMap.Smoke));
        sample.Limit(new Box(16, 0, 64, 64), new ClassSet().With(LabelMap.Helmet).With(LabelMap.Smoke));

        Assert.Equal("6", sample.Counting(32, 0, 0).ToString());
    }

    [Fact]
    public void an_object_moves_with_its_picture_and_what_is_cut_off_is_neither_asked_for_nor_wrong()
    {
        var labelled = new LabelledPicture("train/a.jpg", "css", LabelMap.SiteSafety.All,
            [new Label(0, 0.75f, 0.5f, 0.25f, 0.5f), new Label(1, 0.1f, 0.5f, 0.1f, 0.5f), new Label(2, 0.2f, 0.2f, 0.01f, 0.02f)], () => []);
        var picture = A.Picture(100, 50, 1);

        var whole = new Sample(128, LabelMap.SiteSafety.All);
        new Placement(1, 2, 10, 20, Mirror: false).Draw(whole, picture, labelled, new Box(0, 0, 128, 128), leastSide: 4);
        var mirrored = new Sample(128, LabelMap.SiteSafety.All);
        new Placement(1, 2, 10, 20, Mirror: true).Draw(mirrored, picture, labelled, new Box(0, 0, 128, 128), leastSide: 4);
        var cut = new Sample(128, LabelMap.SiteSafety.All);
        new Placement(1, 2, 10, 20, Mirror: false).Draw(cut, picture, labelled, new Box(0, 0, 76, 128), leastSide: 4);

        Assert.Equal((0, new Box(72.5f, 45, 97.5f, 95)), whole.Objects[0]);
        Assert.Equal((0, new Box(22.5f, 45, 47.5f, 95)), mirrored.Objects[0]);
        Assert.Equal([0, 1], whole.Objects.Select(item => item.Class));
        Assert.False(whole.Counting(8, 3, 5).Has(LabelMap.Person)); // too small to ask for
        Assert.Equal([1], cut.Objects.Select(item => item.Class));
        Assert.False(cut.Counting(8, 9, 8).Has(LabelMap.Helmet)); // an eighth of it is visible
    }

    [Fact]
    public void a_sample_repeats_with_its_seed_and_stays_inside()
    {
        var maker = new SampleMaker(Set(), Shipped.Augmentation, LabelMap.SiteSafety);

        for (var seed = 0; seed < 40; seed++)
        {
            var (one, other) = (maker.Make(seed % 4, 128, seed, plain: false), maker.Make(seed % 4, 128, seed, plain: false));

            Assert.Equal(one.Picture.Rgb, other.Picture.Rgb);
            Assert.Equal(one.Objects, other.Objects);
            Assert.All(one.Objects, item => Assert.Equal(item.Box, item.Box.Clip(128, 128)));
        }
    }

    [Fact]
    public void an_epoch_shows_every_picture_and_repeats_the_scarce_sources()
    {
        var set = Set();

        var order = set.Order(3);

        Assert.Equal(order, Set().Order(3));
        Assert.NotEqual(order, set.Order(4));
        Assert.Equal([0, 1, 2, 3], order.Distinct().Order());
        Assert.True(order.Count(number => set[number].Source == "cctvfire") >= 2);
    }

    [Fact]
    public void the_rate_rises_stays_and_falls()
    {
        var schedule = new Schedule(Shipped with { Epochs = 100, WarmupEpochs = 2, FlatShare = 0.4, LearningRate = 0.01, FinalLearningRateShare = 0.1 }, 10);

        Assert.Equal(0.0005, schedule.Rate(0), 9);
        Assert.Equal(0.01, schedule.Rate(19), 9);
        Assert.Equal(0.01, schedule.Rate(400), 9);
        Assert.Equal(0.0055, schedule.Rate(700), 9);
        Assert.Equal(0.001, schedule.Rate(1000), 9);
    }

    [Fact]
    public void the_last_epochs_are_larger_and_plain()
    {
        var schedule = new Schedule(Shipped with { Epochs = 100, FinalShare = 0.1 }, 10);

        Assert.All(Enumerable.Range(0, 10), batch => Assert.Equal(Shipped.FinalSide, schedule.Side(95, batch)));
        Assert.All(Enumerable.Range(0, 10), batch => Assert.Contains(schedule.Side(5, batch), Shipped.Sides));
        Assert.True(schedule.Plain(90));
        Assert.False(schedule.Plain(10));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("nothing")]
    public void a_recipe_that_is_not_complete_is_refused(string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("recipe.json"), text);

        Assert.Throws<InvalidDataException>(() => Recipe.Read(folder.File("recipe.json")));
    }

    private static TrainingSet Set() => new([.. Enumerable.Range(0, 4).Select(i => new LabelledPicture(
        $"train/{i}.jpg", i == 0 ? "cctvfire" : "css", LabelMap.SiteSafety.All,
        [new Label(i == 0 ? LabelMap.Fire : LabelMap.Helmet, 0.5f, 0.5f, 0.6f, 0.6f)],
        () => PictureFile.EncodeJpeg(A.Picture(120, 90, i), 90)))], Shipped);
}
