namespace Edge.Core.Outbox;

/// <summary>
/// Device and point ids by small number, so that a record does not repeat them. Written by the committer, read by anyone.
/// </summary>
internal sealed class NameTable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly List<string?> _names = [];
    private int _saved;

    /// <summary>Names that the open transaction has added, with their ids.</summary>
    public IReadOnlyList<KeyValuePair<int, string>> Unsaved
    {
        get
        {
            lock (_gate)
                return [.. Enumerable.Range(_saved, _names.Count - _saved).Select(id => KeyValuePair.Create(id, _names[id]!))];
        }
    }

    /// <summary>Puts a stored name in its place; null for a damaged one, whose records cannot be read.</summary>
    public void Restore(int id, string? name)
    {
        lock (_gate)
        {
            while (_names.Count <= id)
                _names.Add(null);
            _names[id] = name;
            if (name is not null)
                _ids[name] = id;
            _saved = _names.Count;
        }
    }

    public int IdOf(string name)
    {
        lock (_gate)
        {
            if (_ids.TryGetValue(name, out var id))
                return id;
            _names.Add(name);
            return _ids[name] = _names.Count - 1;
        }
    }

    public string? NameOf(int id)
    {
        lock (_gate)
            return (uint)id < (uint)_names.Count ? _names[id] : null;
    }

    public void Keep()
    {
        lock (_gate)
            _saved = _names.Count;
    }

    /// <summary>Undoes what the rolled-back transaction has added.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            for (var id = _saved; id < _names.Count; id++)
                _ids.Remove(_names[id]!);
            _names.RemoveRange(_saved, _names.Count - _saved);
        }
    }
}
