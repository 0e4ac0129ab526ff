namespace Vision.Detection;

/// <summary>Of boxes of one class that overlap by more than a limit, only the one with the highest score stays.</summary>
public static class NonMaximumSuppression
{
    /// <summary>More candidates than this are not looked at: the weakest go first.</summary>
    public const int CandidateLimit = 1000;

    /// <returns>The objects that stay, highest score first, at most <paramref name="limit"/>.</returns>
    public static List<Detection> Keep(List<Detection> found, float overlap, int limit)
    {
        // A stable order: equal scores keep the order of the maps, so that a run repeats to the last box.
        var candidates = found.Select((detection, i) => (detection, i))
            .OrderByDescending(pair => pair.detection.Score).ThenBy(pair => pair.i)
            .Take(CandidateLimit).Select(pair => pair.detection).ToList();
        var kept = new List<Detection>();
        foreach (var candidate in candidates)
        {
            if (kept.Count == limit)
                break;
            var free = true;
            foreach (var other in kept)
                if (other.Class == candidate.Class && other.Box.Iou(candidate.Box) > overlap)
                {
                    free = false;
                    break;
                }
            if (free)
                kept.Add(candidate);
        }
        return kept;
    }
}
