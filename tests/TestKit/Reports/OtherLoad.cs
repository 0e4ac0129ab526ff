using System.Globalization;

namespace TestKit.Reports;

/// <summary>CPU time that programs outside the measured command's own tree used while it ran, from <c>/proc</c>.</summary>
internal sealed class OtherLoad
{
    private const double TicksPerSecond = 100;
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly Dictionary<int, Entry> _before;

    private OtherLoad(TimeProvider time) => (_time, _began, _before) = (time, time.GetTimestamp(), Read());

    private readonly record struct Entry(int Parent, string Name, long Ticks, long Started);

    public static OtherLoad Begin(TimeProvider time) => new(time);

    /// <summary>As text: cores used by others, and by whom. A program that came and went in between is not seen.</summary>
    public string End()
    {
        var after = Read();
        var seconds = Math.Max(0.001, _time.GetElapsedTime(_began).TotalSeconds);
        var own = Family(after);
        var used = after.Where(entry => !own.Contains(entry.Key))
            .Select(entry => (entry.Value.Name, Seconds: (entry.Value.Ticks - Before(entry.Key, entry.Value)) / TicksPerSecond))
            .GroupBy(entry => entry.Name, StringComparer.Ordinal)
            .Select(group => (Name: group.Key, Cores: group.Sum(entry => entry.Seconds) / seconds))
            .OrderByDescending(entry => entry.Cores).ToList();
        var named = used.Where(entry => entry.Cores >= 0.01).Take(5).Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Name} {entry.Cores:0.00}"));
        return string.Create(CultureInfo.InvariantCulture, $"{used.Sum(entry => entry.Cores):0.00} cores")
            + (used is [{ Cores: >= 0.01 }, ..] ? $" ({string.Join(", ", named)})" : "");
    }

    private static Dictionary<int, Entry> Read()
    {
        var entries = new Dictionary<int, Entry>();
        foreach (var folder in Directory.Exists("/proc") ? Directory.EnumerateDirectories("/proc") : [])
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) && TryRead(Path.Combine(folder, "stat")) is { } stat)
                entries[id] = stat;
        return entries;
    }

    // The name stands in brackets and may hold blanks; after it: state, parent, …, user and system ticks, …, start.
    private static Entry? TryRead(string path)
    {
        try
        {
            var text = File.ReadAllText(path);
            var (open, close) = (text.IndexOf('('), text.LastIndexOf(')'));
            var fields = text[(close + 2)..].Split(' ');
            return new Entry(Number(fields[1]), text[(open + 1)..close], Number(fields[11]) + (long)Number(fields[12]), long.Parse(fields[19], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null;
        }

        static int Number(string field) => int.Parse(field, CultureInfo.InvariantCulture);
    }

    private static HashSet<int> Family(Dictionary<int, Entry> all)
    {
        var own = new HashSet<int> { Environment.ProcessId };
        while (all.Where(entry => !own.Contains(entry.Key) && own.Contains(entry.Value.Parent)).Select(entry => entry.Key).ToList() is { Count: > 0 } children)
            own.UnionWith(children);
        return own;
    }

    private long Before(int id, Entry now) => _before.TryGetValue(id, out var before) && before.Started == now.Started ? before.Ticks : 0;
}
