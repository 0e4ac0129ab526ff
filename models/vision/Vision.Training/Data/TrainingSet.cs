using System.Collections.Immutable;
using Vision.Data;
using Vision.Images;

namespace Vision.Training.Data;

/// <summary>The training pictures, decoded at first use and kept, and the order in which an epoch shows them.</summary>
public sealed class TrainingSet
{
    /// <summary>Nothing is learnt from more pixels than the largest input times the largest enlargement shows.</summary>
    private const int LongSide = 448;

    private readonly ImmutableArray<LabelledPicture> _pictures;
    private readonly Picture?[] _decoded;
    private readonly Recipe _recipe;

    public TrainingSet(ImmutableArray<LabelledPicture> pictures, Recipe recipe)
    {
        if (pictures.IsEmpty)
            throw new InvalidDataException("There is no picture to learn from.");
        (_pictures, _recipe) = (pictures, recipe);
        _decoded = new Picture?[pictures.Length];
    }

    public int Count => _pictures.Length;

    /// <summary>Samples of an epoch: sources that the recipe repeats count more than once.</summary>
    public int SamplesPerEpoch => (int)Math.Round(_pictures.Sum(Repeat));

    public LabelledPicture this[int index] => _pictures[index];

    public Picture Decode(int index) => _decoded[index] ??= PictureFile.TryDecode(_pictures[index].Read(), out var picture)
        ? Resample.Within(picture, LongSide)
        : throw new InvalidDataException($"{_pictures[index].Name} is no readable picture.");

    /// <summary>Picture numbers in the order of an epoch; the same for the same seed and epoch.</summary>
    public int[] Order(int epoch)
    {
        var random = new Random(HashCode(_recipe.Seed, epoch, -1));
        var order = new List<int>();
        for (var i = 0; i < _pictures.Length; i++)
        {
            var repeat = Repeat(_pictures[i]);
            var times = (int)repeat + (random.NextDouble() < repeat - Math.Floor(repeat) ? 1 : 0);
            order.AddRange(Enumerable.Repeat(i, times));
        }
        var shuffled = order.ToArray();
        random.Shuffle(shuffled);
        return shuffled;
    }

    /// <summary>A seed from run, epoch and place: the same whatever thread asks, and in every process.</summary>
    public static int HashCode(int seed, int epoch, int place)
    {
        var mixed = unchecked((ulong)(uint)seed * 0x9E3779B97F4A7C15 ^ (ulong)(uint)epoch * 0xBF58476D1CE4E5B9 ^ (ulong)(uint)place * 0x94D049BB133111EB);
        mixed = unchecked((mixed ^ mixed >> 31) * 0xD6E8FEB86659FD93);
        return (int)(mixed >> 33);
    }

    private double Repeat(LabelledPicture picture) => _recipe.Repeat.GetValueOrDefault(picture.Source, 1);
}
