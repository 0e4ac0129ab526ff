using System.Runtime.CompilerServices;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;
using Cloud.Platform.Views;

namespace Cloud.Supervision.HazardousWorks;

/// <summary>Repeats a draw from its seed and its pool: everybody's place, and whether the panel is the one that the seed gives.</summary>
[Clause("5.3.2-4.3")]
public sealed class DrawReplay : IView<DrawReplay.Query, DrawReplay.Row>
{
    public sealed record Query
    {
        [Label("专家论证", "Panel")]
        public required Reference<ExpertReview> Review { get; init; }
    }

    public sealed record Row
    {
        [Label("顺序", "Rank")]
        public int? Rank { get; init; }

        [Label("专家", "Expert")]
        public required string Name { get; init; }

        [Label("工作单位", "Employer")]
        public required string Employer { get; init; }

        [Label("回避原因", "Why excluded")]
        public string? Excluded { get; init; }

        [Label("排序值", "Key")]
        public required string Key { get; init; }

        [Label("已邀请", "Invited")]
        public required bool Invited { get; init; }

        [Label("与种子一致", "Fits the seed")]
        public required bool Fits { get; init; }
    }

    public static ViewDefinition Definition { get; } = new("draw-replay", "专家抽取复核", "Replay of a draw", [.. Roles.Builders, .. Roles.Authorities]);

    public static async IAsyncEnumerable<Row> RunAsync(Query query, IRecords records, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (await records.FindAsync(query.Review, cancel) is not { Record: { Seed: { } text } review })
            yield break;
        var seed = Convert.FromHexString(text);
        var whole = ExpertDraw.HashOf(seed) == review.SeedHash && ExpertDraw.HashOf(review.Pool) == review.PoolHash;
        var ranked = ExpertDraw.Rank(review.Pool, seed);
        var places = ranked.Select((line, at) => (line.Expert, Rank: at + 1)).ToDictionary(pair => pair.Expert, pair => pair.Rank);
        foreach (var line in ranked.Concat(review.Pool.Where(line => line.Excluded is not null)))
        {
            int? rank = places.TryGetValue(line.Expert, out var place) ? place : null;
            var invited = review.Panel.FirstOrDefault(member => member.Expert == line.Expert);
            yield return new Row
            {
                Rank = rank, Name = line.Name, Employer = line.Employer, Excluded = line.Excluded, Key = ExpertDraw.KeyOf(seed, line.Expert), Invited = invited is not null,
                Fits = whole && (invited is null ? !(rank <= review.Panel.Count) : invited.Rank == rank),
            };
        }
    }
}
