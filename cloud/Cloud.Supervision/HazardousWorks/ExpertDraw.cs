using System.Security.Cryptography;
using System.Text;
using Cloud.Platform.Persons;
using Cloud.Platform.Registers;

namespace Cloud.Supervision.HazardousWorks;

/// <summary>One expert of the pool as it was when the draw was made.</summary>
public sealed record PoolLine
{
    [Label("专家", "Expert")]
    public required Reference<Expert> Expert { get; init; }

    [Label("人员", "Person")]
    public required PersonId Person { get; init; }

    [Label("姓名", "Name")]
    public required string Name { get; init; }

    [Label("工作单位", "Employer")]
    public required string Employer { get; init; }

    [Label("回避原因", "Why excluded")]
    public string? Excluded { get; init; }
}

/// <summary>
/// The draw: whoever is not excluded ranks by HMAC-SHA256(seed, id of the expert). The seed is drawn and sealed before anybody
/// knows the pool, its hash is shown at once, the seed itself with the result: everybody can repeat the draw, nobody can steer it.
/// </summary>
public static class ExpertDraw
{
    /// <summary>The fewest experts of a panel.</summary>
    public const int FewestExperts = 5;

    /// <summary>What is published of a seed before the draw.</summary>
    public static string HashOf(byte[] seed) => Convert.ToHexStringLower(SHA256.HashData(seed));

    /// <summary>What the pool was, in one number.</summary>
    public static string HashOf(IEnumerable<PoolLine> pool) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Join('\n', pool.OrderBy(line => line.Expert.Value).Select(line => $"{line.Expert}|{line.Excluded}")))));

    /// <summary>Where an expert stands for a seed.</summary>
    public static string KeyOf(byte[] seed, Reference<Expert> expert) => Convert.ToHexStringLower(HMACSHA256.HashData(seed, Encoding.ASCII.GetBytes(expert.ToString())));

    /// <summary>Those who are not excluded, in the order of the draw.</summary>
    public static IReadOnlyList<PoolLine> Rank(IEnumerable<PoolLine> pool, byte[] seed) =>
        [.. pool.Where(line => line.Excluded is null).OrderBy(line => KeyOf(seed, line.Expert), StringComparer.Ordinal)];
}
