namespace Protocols.Hj212.Exchanges;

/// <summary>Runs the exchanges of one side one after another, as the standard's half-duplex dialogue wants it.</summary>
internal sealed class Hj212ExchangeQueue
{
    private readonly Queue<IHj212Exchange> _queue = new();

    public DateTimeOffset? Deadline => _queue.TryPeek(out var first) ? first.Deadline : null;

    public int Count => _queue.Count;

    public void Add(IHj212Exchange exchange, DateTimeOffset now, Hj212Output output)
    {
        _queue.Enqueue(exchange);
        if (_queue.Count > 1)
            return;
        exchange.Start(now, output.Send);
        Settle(now, output);
    }

    /// <summary>Offers an answer to the exchange that runs; true when it was meant for it.</summary>
    public bool Receive(Hj212Message message, DateTimeOffset now, Hj212Output output)
    {
        if (!_queue.TryPeek(out var first) || !first.Receive(message, now, output.Send))
            return false;
        Settle(now, output);
        return true;
    }

    public void Tick(DateTimeOffset now, Hj212Output output)
    {
        if (!_queue.TryPeek(out var first))
            return;
        first.Tick(now, output.Send);
        Settle(now, output);
    }

    public void Abort()
    {
        while (_queue.TryDequeue(out var exchange))
            exchange.Abort();
    }

    private void Settle(DateTimeOffset now, Hj212Output output)
    {
        while (_queue.TryPeek(out var first) && first.IsOver)
        {
            _queue.Dequeue();
            if (first.IsLinkDown)
            {
                output.LinkDown = true;
                Abort();
            }
            else if (_queue.TryPeek(out var next))
            {
                next.Start(now, output.Send);
            }
        }
    }
}
