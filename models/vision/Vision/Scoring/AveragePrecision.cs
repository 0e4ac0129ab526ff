namespace Vision.Scoring;

/// <summary>Which objects count by their long side at the network's input, in pixels; the others are neither required nor wrong.</summary>
public readonly record struct SizeRange(string Name, float From, float To)
{
    public static SizeRange All { get; } = new("all", 0, float.PositiveInfinity);
    public static IReadOnlyList<SizeRange> Parts { get; } = [new("<16", 0, 16), new("16-32", 16, 32), new(">32", 32, float.PositiveInfinity)];

    public bool Has(in Box box, float scale) => box.LongSide * scale is var side && side >= From && side < To;
}

/// <summary>A class's curve over pictures: each finding with its score and whether it hit.</summary>
/// <param name="Hits">Findings by falling score.</param>
/// <param name="Objects">Objects to be found.</param>
/// <param name="Pictures">Pictures that count for the class.</param>
public sealed record Curve(IReadOnlyList<(float Score, bool Hit)> Hits, int Objects, int Pictures)
{
    private const int Points = 101;

    /// <summary>Area under the precision-recall curve at 101 recalls, precision made falling (the COCO way); null when there is no object.</summary>
    public double? AveragePrecision()
    {
        if (Objects == 0)
            return null;
        var precision = new double[Hits.Count];
        var recall = new double[Hits.Count];
        var hits = 0;
        for (var i = 0; i < Hits.Count; i++)
        {
            hits += Hits[i].Hit ? 1 : 0;
            precision[i] = (double)hits / (i + 1);
            recall[i] = (double)hits / Objects;
        }
        for (var i = Hits.Count - 2; i >= 0; i--)
            precision[i] = Math.Max(precision[i], precision[i + 1]);
        double sum = 0;
        for (int point = 0, i = 0; point < Points; point++)
        {
            while (i < recall.Length && recall[i] < (double)point / (Points - 1) - 1e-12)
                i++;
            if (i == recall.Length)
                break;
            sum += precision[i];
        }
        return sum / Points;
    }

    /// <summary>The highest recall, and the score it needs, with at most this many false findings a picture.</summary>
    public (double Recall, float Score)? RecallAt(double falsePerPicture)
    {
        if (Objects == 0)
            return null;
        int hits = 0, wrong = 0;
        (double, float) best = (0, 1);
        foreach (var (score, hit) in Hits)
        {
            if (hit)
                hits++;
            else if (++wrong > falsePerPicture * Pictures)
                break;
            best = ((double)hits / Objects, score);
        }
        return best;
    }

    /// <summary>Matches findings and objects of one class: by falling score each takes the free object that it overlaps most, from <paramref name="overlap"/> on.</summary>
    public static Curve Of(IEnumerable<ScoredPicture> pictures, int id, float overlap, SizeRange size)
    {
        var hits = new List<(float Score, bool Hit)>();
        int objects = 0, count = 0;
        foreach (var picture in pictures)
        {
            if (!picture.Annotated.Has(id))
                continue;
            count++;
            var truth = picture.Truth.Where(item => item.Class == id).Select(item => (item.Box, Counts: size.Has(item.Box, picture.InputScale))).ToArray();
            objects += truth.Count(item => item.Counts);
            Match(picture, id, overlap, size, truth, hits);
        }
        return new Curve([.. hits.OrderByDescending(hit => hit.Score)], objects, count);
    }

    private static void Match(
        ScoredPicture picture, int id, float overlap, SizeRange size, (Box Box, bool Counts)[] truth, List<(float, bool)> hits)
    {
        var taken = new bool[truth.Length];
        foreach (var found in picture.Found.Where(found => found.Class == id).OrderByDescending(found => found.Score))
        {
            var best = -1;
            var bestOverlap = 0f;
            for (var i = 0; i < truth.Length; i++)
            {
                var common = truth[i].Box.Iou(found.Box);
                // An object that counts is preferred to one that does not, as long as it is overlapped enough.
                if (taken[i] || common < overlap || (best >= 0 && truth[best].Counts && !truth[i].Counts))
                    continue;
                if (best < 0 || common > bestOverlap || (truth[i].Counts && !truth[best].Counts))
                    (best, bestOverlap) = (i, common);
            }
            if (best >= 0)
            {
                taken[best] = true;
                if (truth[best].Counts)
                    hits.Add((found.Score, true));
            }
            else if (size.Has(found.Box, picture.InputScale))
                hits.Add((found.Score, false));
        }
    }
}
