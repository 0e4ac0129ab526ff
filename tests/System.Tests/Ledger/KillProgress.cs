using System.Tests.Programs;
using System.Text.Json;

namespace System.Tests.Ledger;

/// <summary>What the slices of a long run of kills have come to; kept under <c>artifacts</c> until the run is complete.</summary>
/// <param name="Build">Which programs it is true of.</param>
/// <param name="Kills">Kills so far.</param>
/// <param name="Records">Records appended meanwhile.</param>
/// <param name="Died">Answers that died with a killed gateway.</param>
/// <param name="Gone">Records and answers lost that may not be.</param>
/// <param name="Spoilt">Readings doubled, out of order, broken or never given.</param>
/// <param name="Warnings">Warnings missed or doubled.</param>
/// <param name="Polled">Seconds from each kill to the first poll.</param>
/// <param name="Served">Seconds from each kill to full service.</param>
internal sealed record KillProgress(
    Guid Build, int Kills, long Records, long Died, long Gone, long Spoilt, long Warnings, IReadOnlyList<double> Polled, IReadOnlyList<double> Served)
{
    /// <summary>What an earlier run with the same programs has done; nothing for a short form.</summary>
    public static KillProgress Load(string victim, bool isLong)
    {
        var build = Of(BuiltPrograms.Cloud, BuiltPrograms.Gateway);
        return isLong && File.Exists(PathOf(victim)) && JsonSerializer.Deserialize<KillProgress>(File.ReadAllText(PathOf(victim))) is { } done && done.Build == build
            ? done
            : new KillProgress(build, 0, 0, 0, 0, 0, 0, [], []);
    }

    /// <summary>With one more slice.</summary>
    /// <param name="kills">Its kills.</param>
    /// <param name="account">What came out of it.</param>
    /// <param name="mayDie">True when an answer may die with the process that read it.</param>
    /// <param name="warnings">Warnings missed or doubled.</param>
    /// <param name="polled">Seconds to the first poll.</param>
    /// <param name="served">Seconds to full service.</param>
    public KillProgress And(int kills, Account account, bool mayDie, long warnings, IReadOnlyList<double> polled, IReadOnlyList<double> served) => new(
        Build, Kills + kills, Records + (long)account.Appended, Died + (mayDie ? account.Lost : 0), Gone + account.Gone - (mayDie ? account.Lost : 0),
        Spoilt + account.Spoilt, Warnings + warnings, [.. Polled, .. polled], [.. Served, .. served]);

    public void Save(string victim, bool isLong)
    {
        if (!isLong)
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(victim))!);
        File.WriteAllText(PathOf(victim), JsonSerializer.Serialize(this));
    }

    private static string PathOf(string victim) => Path.Combine(BuiltPrograms.Root, "artifacts", "system", $"kills-{victim}.json");

    // A build that changes nothing keeps the identity of its modules.
    private static Guid Of(params string[] programs) => new(Security.Cryptography.SHA256.HashData(
        [.. programs.SelectMany(program => Directory.GetFiles(Path.GetDirectoryName(program)!, "*.dll").Order(StringComparer.Ordinal))
            .Where(file => Path.GetFileName(file).StartsWith("Cloud.", StringComparison.Ordinal) || Path.GetFileName(file).StartsWith("Edge.", StringComparison.Ordinal)
                || Path.GetFileName(file).StartsWith("edge-", StringComparison.Ordinal))
            .SelectMany(File.ReadAllBytes)]).AsSpan(0, 16));
}
