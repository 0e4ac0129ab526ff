namespace Protocols.Hj212.Exchanges;

/// <summary>How far a sending is.</summary>
public enum Hj212SendingState
{
    /// <summary>Behind another exchange.</summary>
    Queued,
    /// <summary>Sent; the answer is awaited.</summary>
    AwaitingAnswer,
    /// <summary>Answered, or sent where no answer was wanted.</summary>
    Done,
    /// <summary>No answer after all resends.</summary>
    Unanswered,
}

/// <summary>
/// An upload or a notice on its way (HJ 212-2017 §6.6.2.2–6.6.2.3): each packet is answered (9014 or 9013) before the next
/// one goes, and resent with the same QN until <see cref="Hj212Timing.ReCount"/> is used up.
/// </summary>
public sealed class Hj212Sending : IHj212Exchange
{
    private readonly Hj212Command _answer;
    private readonly Hj212Timing _timing;
    private int _part;
    private int _resends;

    internal Hj212Sending(IReadOnlyList<Hj212Message> parts, Hj212Command answer, Hj212Timing timing) =>
        (Parts, _answer, _timing) = (parts, answer, timing);

    /// <summary>The packets, in order.</summary>
    public IReadOnlyList<Hj212Message> Parts { get; }

    /// <summary>How far it is.</summary>
    public Hj212SendingState State { get; private set; }

    /// <summary>Resends of all packets so far.</summary>
    public int Resends { get; private set; }

    /// <summary>When the next resend is due; null when none is.</summary>
    public DateTimeOffset? Deadline { get; private set; }

    bool IHj212Exchange.IsOver => State is Hj212SendingState.Done or Hj212SendingState.Unanswered;

    bool IHj212Exchange.IsLinkDown => State == Hj212SendingState.Unanswered;

    void IHj212Exchange.Start(DateTimeOffset now, ICollection<Hj212Message> send) => Advance(now, send);

    bool IHj212Exchange.Receive(Hj212Message message, DateTimeOffset now, ICollection<Hj212Message> send)
    {
        if (State != Hj212SendingState.AwaitingAnswer || message.Command != _answer
            || !string.Equals(Hj212Answers.QnOf(message), Parts[_part].Qn, StringComparison.Ordinal))
        {
            return false;
        }

        (_part, _resends) = (_part + 1, 0);
        Advance(now, send);
        return true;
    }

    void IHj212Exchange.Tick(DateTimeOffset now, ICollection<Hj212Message> send)
    {
        if (State != Hj212SendingState.AwaitingAnswer || now < Deadline)
            return;
        if (_resends >= _timing.ReCount)
        {
            (State, Deadline) = (Hj212SendingState.Unanswered, null);
            return;
        }

        _resends++;
        Resends++;
        send.Add(Parts[_part]);
        Deadline = now + _timing.OverTime;
    }

    void IHj212Exchange.Abort() => (State, Deadline) = (Hj212SendingState.Unanswered, null);

    private void Advance(DateTimeOffset now, ICollection<Hj212Message> send)
    {
        while (_part < Parts.Count)
        {
            send.Add(Parts[_part]);
            if (Parts[_part].Flag.WantsAnswer)
            {
                (State, Deadline) = (Hj212SendingState.AwaitingAnswer, now + _timing.OverTime);
                return;
            }

            _part++;
        }

        (State, Deadline) = (Hj212SendingState.Done, null);
    }
}
