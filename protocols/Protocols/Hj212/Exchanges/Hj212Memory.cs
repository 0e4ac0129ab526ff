namespace Protocols.Hj212.Exchanges;

/// <summary>Remembers the last few keys, so that a resend is answered again but not taken twice.</summary>
internal sealed class Hj212Memory<TValue>(int capacity)
{
    private readonly Dictionary<string, TValue> _values = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    public bool TryGet(string key, out TValue? value) => _values.TryGetValue(key, out value);

    public void Add(string key, TValue value)
    {
        if (!_values.TryAdd(key, value))
            return;
        _order.Enqueue(key);
        if (_order.Count > capacity)
            _values.Remove(_order.Dequeue());
    }
}
