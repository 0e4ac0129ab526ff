namespace Protocols.Hj212.Exchanges;

/// <summary>One exchange that this side has begun. Pure: it has no timer; time comes with every call.</summary>
internal interface IHj212Exchange
{
    /// <summary>True once nothing more will happen.</summary>
    bool IsOver { get; }

    /// <summary>True when it ended because no answer came.</summary>
    bool IsLinkDown { get; }

    /// <summary>When <see cref="Tick"/> has something to do; null when it is over or not begun.</summary>
    DateTimeOffset? Deadline { get; }

    /// <summary>Sends the first message.</summary>
    void Start(DateTimeOffset now, ICollection<Hj212Message> send);

    /// <summary>Offers a received message; true when it belongs to this exchange.</summary>
    bool Receive(Hj212Message message, DateTimeOffset now, ICollection<Hj212Message> send);

    /// <summary>Resends or gives up when the deadline has passed.</summary>
    void Tick(DateTimeOffset now, ICollection<Hj212Message> send);

    /// <summary>Ends it because the link is gone.</summary>
    void Abort();
}
