using Vision.Detection;
using Vision.Training;
using Vision.Training.Augmentation;
using Vision.Training.Learning;

namespace Vision.Tests.Training;

public sealed class AssignerSpecs
{
    private const int Side = 64, Classes = 2;
    private static readonly Assigner Assigner = new(new AssignmentRecipe(Candidates: 4, ScorePower: 0.5f, OverlapPower: 6, Reach: 6), Classes, [8, 16, 32]);

    [Fact]
    public void an_object_takes_the_cells_that_fit_it_best()
    {
        var sample = new Sample(Side, new ClassSet(3));
        sample.Objects.Add((1, new Box(8, 8, 24, 24)));

        var targets = Assign(sample);

        Assert.InRange(targets.Count, 1, 4);
        Assert.All(targets, target => Assert.Equal(1, target.Class));
        Assert.All(targets, target => Assert.InRange(target.Quality, 0, 1));
        Assert.Contains(targets, target => target.Quality > 0.2f);
    }

    [Fact]
    public void distances_lead_back_to_the_object()
    {
        var sample = new Sample(Side, new ClassSet(3));
        var box = new Box(8, 8, 24, 24);
        sample.Objects.Add((0, box));

        foreach (var target in Assign(sample))
        {
            var (stride, first) = Assigner.Scales(Side).Last(scale => scale.First <= target.Cell);
            var columns = Side / stride;
            var (x, y) = (((target.Cell - first) % columns + 0.5f) * stride, ((target.Cell - first) / columns + 0.5f) * stride);
            Assert.Equal(box, new Box(x - target.Box.Left * stride, y - target.Box.Top * stride, x + target.Box.Right * stride, y + target.Box.Bottom * stride));
        }
    }

    [Fact]
    public void an_object_smaller_than_a_cell_still_has_one()
    {
        var sample = new Sample(Side, new ClassSet(3));
        sample.Objects.Add((0, new Box(30, 30, 34, 34))); // between four centres: none lies inside

        Assert.NotEmpty(Assign(sample));
    }

    [Fact]
    public void a_cell_stands_for_one_object_only()
    {
        var sample = new Sample(Side, new ClassSet(3));
        sample.Objects.Add((0, new Box(8, 8, 40, 40)));
        sample.Objects.Add((1, new Box(10, 10, 42, 42)));

        var targets = Assign(sample);

        Assert.Equal(targets.Count, targets.Select(target => target.Cell).Distinct().Count());
        Assert.Equal([0, 1], targets.Select(target => target.Class).Distinct().Order());
    }

    [Fact]
    public void a_cell_that_already_says_so_is_asked_for_the_most()
    {
        var sample = new Sample(Side, new ClassSet(3));
        sample.Objects.Add((0, new Box(8, 8, 24, 24)));
        var scores = new float[Assigner.Cells(Side) * Classes];
        const int cell = 1 * 8 + 1; // centre (12, 12)
        scores[cell * Classes] = 4;

        var targets = Assign(sample, scores);

        Assert.Equal(cell, targets.MaxBy(target => target.Quality).Cell);
    }

    private static List<Target> Assign(Sample sample, float[]? scores = null)
    {
        var cells = Assigner.Cells(Side);
        var targets = new List<Target>();
        Assigner.Assign(sample, scores ?? new float[cells * Classes], new float[cells * 4], 0, targets);
        return targets;
    }
}
