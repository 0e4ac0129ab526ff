using System.Globalization;

namespace Benchmarks.Video;

/// <summary>What a process and all its children have used, those that have ended included: a watching process works through ffmpeg.</summary>
internal static class TreeUsage
{
    private const double TicksPerSecond = 100;

    private readonly record struct Entry(int Id, int Parent, long Ticks, long EndedChildren, long ResidentPages);

    /// <summary>CPU seconds and resident bytes.</summary>
    public static (double CpuSeconds, long ResidentBytes) Read(int process)
    {
        var all = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
            .Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _)).Select(name => Read(name!)).OfType<Entry>().ToDictionary(entry => entry.Id);
        var family = new HashSet<int> { process };
        for (var before = 0; before != family.Count;)
        {
            before = family.Count;
            family.UnionWith(all.Values.Where(entry => family.Contains(entry.Parent)).Select(entry => entry.Id).ToList());
        }

        var own = family.Where(all.ContainsKey).Select(id => all[id]).ToList();
        return (own.Sum(entry => entry.Ticks + entry.EndedChildren) / TicksPerSecond, own.Sum(entry => entry.ResidentPages) * Environment.SystemPageSize);
    }

    private static Entry? Read(string id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return new Entry(
                int.Parse(id, CultureInfo.InvariantCulture), int.Parse(fields[1], CultureInfo.InvariantCulture), Number(fields[11]) + Number(fields[12]),
                Number(fields[13]) + Number(fields[14]), Number(fields[21]));
        }
        catch (IOException)
        {
            return null;
        }

        static long Number(string field) => long.Parse(field, CultureInfo.InvariantCulture);
    }
}
