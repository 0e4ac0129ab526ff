namespace Protocols.Hj212.Exchanges;

/// <summary>How far a request is.</summary>
public enum Hj212RequestState
{
    /// <summary>Behind another exchange.</summary>
    Queued,
    /// <summary>Sent; 9011 is awaited.</summary>
    AwaitingAnswer,
    /// <summary>The station has said that it will execute; data and 9012 are awaited.</summary>
    Executing,
    /// <summary>9012 came: see <see cref="Hj212Request.Outcome"/>.</summary>
    Done,
    /// <summary>9011 said no: see <see cref="Hj212Request.Answer"/>.</summary>
    Refused,
    /// <summary>No 9011 after all resends: the link is unusable.</summary>
    LinkDown,
    /// <summary>No data or 9012 in time. The request is not repeated by itself: it may have been executed.</summary>
    ExecutionTimeout,
}

/// <summary>
/// A request of the upper computer (HJ 212-2017 §6.6.2.1): request → 9011 → data … → 9012. Without 9011 in time it is
/// resent with the same QN up to ReCount.
/// </summary>
public sealed class Hj212Request : IHj212Exchange
{
    private const int MostData = 1000;
    private readonly Hj212Timing _timing;
    private readonly List<Hj212Message> _data = [];

    internal Hj212Request(Hj212Message message, Hj212Timing timing) => (Message, _timing) = (message, timing);

    /// <summary>The request as sent.</summary>
    public Hj212Message Message { get; }

    /// <summary>How far it is.</summary>
    public Hj212RequestState State { get; private set; }

    /// <summary>QnRtn of the 9011.</summary>
    public QnRtn Answer { get; private set; }

    /// <summary>ExeRtn of the 9012.</summary>
    public ExeRtn Outcome { get; private set; }

    /// <summary>Packets of data under the request's QN, the first 1,000.</summary>
    public IReadOnlyList<Hj212Message> Data => _data;

    /// <summary>Resends so far.</summary>
    public int Resends { get; private set; }

    /// <summary>When the next time-out is due; null when none is.</summary>
    public DateTimeOffset? Deadline { get; private set; }

    bool IHj212Exchange.IsOver => State > Hj212RequestState.Executing;

    bool IHj212Exchange.IsLinkDown => State == Hj212RequestState.LinkDown;

    void IHj212Exchange.Start(DateTimeOffset now, ICollection<Hj212Message> send)
    {
        send.Add(Message);
        (State, Deadline) = (Hj212RequestState.AwaitingAnswer, now + _timing.OverTime);
    }

    bool IHj212Exchange.Receive(Hj212Message message, DateTimeOffset now, ICollection<Hj212Message> send)
    {
        if (State is not (Hj212RequestState.AwaitingAnswer or Hj212RequestState.Executing)
            || !string.Equals(Hj212Answers.QnOf(message), Message.Qn, StringComparison.Ordinal))
        {
            return false;
        }

        switch (message.Command)
        {
            case Hj212Command.RequestAnswer:
                Answer = Hj212Answers.QnRtnOf(message);
                if (Answer == QnRtn.Ready)
                    Execute(now);
                else
                    (State, Deadline) = (Hj212RequestState.Refused, null);
                return true;
            case Hj212Command.ExecutionResult:
                Outcome = Hj212Answers.ExeRtnOf(message);
                (State, Deadline) = (Hj212RequestState.Done, null);
                return true;
            case var command when command == Message.Command:
                if (_data.Count < MostData)
                    _data.Add(message);
                Execute(now); // data prove that a lost 9011 said yes
                return true;
            default:
                return false;
        }
    }

    void IHj212Exchange.Tick(DateTimeOffset now, ICollection<Hj212Message> send)
    {
        if (Deadline is null || now < Deadline)
            return;
        if (State == Hj212RequestState.Executing)
        {
            (State, Deadline) = (Hj212RequestState.ExecutionTimeout, null);
        }
        else if (Resends >= _timing.ReCount)
        {
            (State, Deadline) = (Hj212RequestState.LinkDown, null);
        }
        else
        {
            Resends++;
            send.Add(Message);
            Deadline = now + _timing.OverTime;
        }
    }

    void IHj212Exchange.Abort() => (State, Deadline) = (Hj212RequestState.LinkDown, null);

    private void Execute(DateTimeOffset now) => (State, Deadline) = (Hj212RequestState.Executing, now + _timing.Execution);
}
