using System.Text;

namespace System.Tests.Disk;

/// <summary>
/// A disk that loses power: what was flushed is there, what was not may be there, be missing, be there without what was
/// written before it, or be torn at a sector. Names are journalled: those older than the last flush of anything are certain.
/// </summary>
internal sealed class CrashDisk
{
    private const int SectorBytes = 512;
    private readonly Dictionary<string, DiskFile> _seen = new(StringComparer.Ordinal);
    private readonly List<(string Path, DiskFile? File)> _names = [];
    private Dictionary<string, DiskFile> _certain = new(StringComparer.Ordinal);

    /// <summary>The program did this.</summary>
    public void Apply(DiskEntry entry)
    {
        switch (entry.Kind)
        {
            case 'c':
                Name(entry.Path, new DiskFile());
                break;
            case 'u':
                Name(entry.Path, null);
                break;
            case 'r' when _seen.TryGetValue(entry.Path, out var moved):
                Name(Path.Combine(Path.GetDirectoryName(entry.Path)!, Path.GetFileName(Encoding.UTF8.GetString(entry.Data.Span))), moved);
                Name(entry.Path, null);
                break;
            case 's':
                _certain = Names(_names.Count);
                _names.Clear();
                _seen.GetValueOrDefault(entry.Path)?.Flush();
                break;
            default:
                _seen.GetValueOrDefault(entry.Path)?.Pending.Add(entry);
                break;
        }
    }

    /// <summary>Writes what a machine may find after losing power now.</summary>
    public void Crash(string folder, Random random, Func<string, bool> wanted)
    {
        foreach (var (path, file) in Names(random.Next(_names.Count + 1)))
        {
            if (!wanted(path))
                continue;
            var after = file.Copy();
            foreach (var entry in Surviving(file.Pending, random))
                after.Apply(entry);
            var full = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllBytes(full, after.Content);
        }
    }

    private void Name(string path, DiskFile? file)
    {
        _names.Add((path, file));
        if (file is null)
            _seen.Remove(path);
        else
            _seen[path] = file;
    }

    private Dictionary<string, DiskFile> Names(int changes)
    {
        var names = new Dictionary<string, DiskFile>(_certain, StringComparer.Ordinal);
        foreach (var (path, file) in _names.Take(changes))
            if (file is null)
                names.Remove(path);
            else
                names[path] = file;
        return names;
    }

    private static IEnumerable<DiskEntry> Surviving(List<DiskEntry> pending, Random random) => random.Next(5) switch
    {
        0 => [],
        1 => pending,
        2 => pending.Take(random.Next(pending.Count + 1)),
        3 => Torn(pending.Take(random.Next(pending.Count + 1)).ToList(), random),
        _ => pending.Where(_ => random.Next(2) == 0).SelectMany(entry => random.Next(4) == 0 ? Torn([entry], random) : [entry]),
    };

    // The last write reached the platter in part, in any order of its sectors.
    private static IEnumerable<DiskEntry> Torn(List<DiskEntry> survived, Random random)
    {
        foreach (var whole in survived.SkipLast(1))
            yield return whole;
        if (survived.Count == 0)
            yield break;
        var last = survived[^1];
        if (last.Kind != 'w')
        {
            yield return last;
            yield break;
        }

        for (var at = 0; at < last.Data.Length; at += SectorBytes)
            if (random.Next(2) == 0)
                yield return last with { Offset = last.Offset + at, Data = last.Data.Slice(at, Math.Min(SectorBytes, last.Data.Length - at)) };
    }

    private sealed class DiskFile
    {
        private byte[] _bytes = new byte[4096];
        private int _length;

        public List<DiskEntry> Pending { get; } = [];

        public ReadOnlySpan<byte> Content => _bytes.AsSpan(0, _length);

        public DiskFile Copy() => new() { _bytes = [.. _bytes], _length = _length };

        public void Flush()
        {
            Pending.ForEach(Apply);
            Pending.Clear();
        }

        public void Apply(DiskEntry entry)
        {
            if (entry.Kind == 't')
            {
                Grow((int)entry.Offset);
                _bytes.AsSpan((int)Math.Min(entry.Offset, _length)).Clear();
                _length = (int)entry.Offset;
                return;
            }

            Grow((int)entry.Offset + entry.Data.Length);
            entry.Data.Span.CopyTo(_bytes.AsSpan((int)entry.Offset));
            _length = Math.Max(_length, (int)entry.Offset + entry.Data.Length);
        }

        private void Grow(int length)
        {
            if (length > _bytes.Length)
                Array.Resize(ref _bytes, Math.Max(length, _bytes.Length * 2));
        }
    }
}
