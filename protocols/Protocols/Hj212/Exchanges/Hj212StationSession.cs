namespace Protocols.Hj212.Exchanges;

/// <summary>
/// The site instrument's side (现场机) of a connection: uploads with answer and resend, asks for calibration, beats,
/// executes requests. Pure: no I/O, no timer; the owner passes messages and time and carries out the
/// <see cref="Hj212Output"/>. Not thread-safe.
/// </summary>
/// <param name="station">Who this is.</param>
/// <param name="execute">
/// Executes requests that the session cannot answer from its settings (history, sampling, information): gets the
/// request and the station's own time. Null answers them with ExeRtn 3.
/// </param>
public sealed class Hj212StationSession(Hj212Station station, Func<Hj212Message, DateTimeOffset, Hj212Execution>? execute = null)
{
    private const int MostKept = 16;
    private readonly Hj212ExchangeQueue _queue = new();
    private readonly Hj212Memory<IReadOnlyList<Hj212Message>> _executed = new(16);
    private readonly Hj212QnSource _qns = new(station.Zone);

    /// <summary>Who this is; the password in force is that of <see cref="Settings"/>.</summary>
    public Hj212Station Station { get; } = station;

    /// <summary>What the upper computer has set.</summary>
    public Hj212StationSettings Settings { get; } = new() { Password = station.Password, Timing = station.Timing };

    /// <summary>When <see cref="Tick"/> has something to do next; null when nothing is due.</summary>
    public DateTimeOffset? Deadline => _queue.Deadline;

    /// <summary>Exchanges under way or waiting: the owner keeps back data while this grows.</summary>
    public int Pending => _queue.Count;

    /// <summary>The station's own clock.</summary>
    public DateTimeOffset ClockOf(DateTimeOffset now) => now + Settings.ClockOffset;

    /// <summary>Queues an upload (9014 when an answer is wanted), in parts where it is long.</summary>
    /// <param name="command">CN.</param>
    /// <param name="fields">Data area.</param>
    /// <param name="now">Time.</param>
    /// <param name="output">What to send.</param>
    /// <param name="wantsAnswer">Bit A.</param>
    /// <param name="isBackfill">RF=1; left out before 2025, which does not know it.</param>
    /// <returns>Null when the area is too long even in parts; the fault is in <paramref name="output"/>.</returns>
    public Hj212Sending? Upload(
        Hj212Command command, IReadOnlyList<Hj212Field> fields, DateTimeOffset now, Hj212Output output,
        bool wantsAnswer = true, bool isBackfill = false)
    {
        var message = Compose(command, Station.SystemCode, fields, now, wantsAnswer) with
        {
            IsBackfill = isBackfill && Station.Rules.Edition == Hj212Edition.Edition2025,
        };
        var fault = Hj212Parts.TrySplit(message, () => _qns.Next(ClockOf(now)), out var parts);
        if (fault != Hj212Fault.None)
        {
            output.Rejected.Add(new Hj212Rejection(fault, message));
            return null;
        }

        var sending = new Hj212Sending(parts, Hj212Command.DataAnswer, Settings.Timing);
        _queue.Add(sending, now, output);
        return sending;
    }

    /// <summary>Queues 1013: asks for calibration of the logger's clock, or of one instrument's (then 9013, 1012, 9011, 9012).</summary>
    public Hj212Sending AskTime(string? polId, DateTimeOffset now, Hj212Output output) =>
        Notify(Hj212Command.AskTime, polId is null ? [] : new Hj212Area().Add("PolId", polId).Build(), now, output);

    /// <summary>Queues 9015 (2025): a heartbeat, answered by 9013.</summary>
    public Hj212Sending Heartbeat(DateTimeOffset now, Hj212Output output) => Notify(Hj212Command.Heartbeat, [], now, output);

    /// <summary>Queues 1014 (2025): asks for a new key (then 9013, and the upper computer's 1014 sets it).</summary>
    public Hj212Sending AskKey(DateTimeOffset now, Hj212Output output) => Notify(Hj212Command.NewKey, [], now, output);

    /// <summary>Queues a notice (9013).</summary>
    public Hj212Sending Notify(Hj212Command command, IReadOnlyList<Hj212Field> fields, DateTimeOffset now, Hj212Output output)
    {
        var st = command == Hj212Command.Heartbeat ? Hj212SystemCode.Interaction : Station.SystemCode;
        var notice = new Hj212Sending([Compose(command, st, fields, now, true)], Hj212Command.NoticeAnswer, Settings.Timing);
        _queue.Add(notice, now, output);
        return notice;
    }

    /// <summary>Takes a decoded packet.</summary>
    public void Receive(Hj212Packet packet, DateTimeOffset now, Hj212Output output)
    {
        var message = packet.Message;
        output.Tolerated |= packet.Tolerated;
        if (Hj212Commands.IsInteraction(message.Command) && Settings.Password == message.Password && Station.Mn == message.Mn)
        {
            if (!_queue.Receive(message, now, output))
                output.Rejected.Add(new Hj212Rejection(Hj212Fault.UnexpectedAnswer, message));
            return;
        }

        var (fault, answer) = Check(packet);
        if (message.Mn == Station.Mn && message.Qn.Length > 0 && _executed.TryGet(message.Qn, out var before))
        {
            // A resend because an answer was lost: answered again, not executed again; also when it has changed PW.
            output.Duplicates++;
            output.Send.AddRange(before!);
        }
        else if (fault != Hj212Fault.None)
        {
            output.Rejected.Add(new Hj212Rejection(fault, message));
            if (!Hj212Commands.IsInteraction(message.Command))
                output.Send.Add(Hj212Answers.ToRequest(message, answer));
        }
        else if (Hj212Commands.Find(message.Command)!.Down == Hj212ExchangeKind.Notice)
        {
            Apply(message, now, output);
            Finish(message, [Hj212Answers.ToNotice(message)], output);
        }
        else
        {
            Execute(message, now, output);
        }
    }

    /// <summary>Resends and times out.</summary>
    public void Tick(DateTimeOffset now, Hj212Output output) => _queue.Tick(now, output);

    /// <summary>The connection is gone: what was under way ends unanswered; the owner keeps and resends it later (RF=1).</summary>
    public void Disconnected() => _queue.Abort();

    private (Hj212Fault Fault, QnRtn Answer) Check(Hj212Packet packet)
    {
        var message = packet.Message;
        if (Station.Rules.Forbid(packet.Tolerated) != Hj212Tolerances.None)
            return (Hj212Fault.NotTolerated, QnRtn.Refused);
        if (message.Mn != Station.Mn)
            return (Hj212Fault.UnknownStation, QnRtn.WrongMn);
        if (message.Password != Settings.Password)
            return (Hj212Fault.WrongPassword, QnRtn.WrongPassword);
        if (message.SystemCode != Station.SystemCode && !Station.Rules.Allows(Hj212Tolerances.AnySt))
            return (Hj212Fault.WrongSystem, QnRtn.WrongSt);
        if (message.Flag.Edition != Station.Rules.Edition && !Station.Rules.Allows(Hj212Tolerances.AnyEdition))
            return (Hj212Fault.WrongEdition, QnRtn.WrongFlag);
        return Hj212Commands.Find(message.Command) is { Down: Hj212ExchangeKind.Request or Hj212ExchangeKind.Notice } info
            && info.Since <= Station.Rules.Edition
            ? (Hj212Fault.None, QnRtn.None)
            : (Hj212Fault.UnknownCommand, QnRtn.WrongCn);
    }

    private void Execute(Hj212Message request, DateTimeOffset now, Hj212Output output)
    {
        List<Hj212Message> answers = [Hj212Answers.ToRequest(request, QnRtn.Ready)];
        var execution = Apply(request, now, output) ?? execute?.Invoke(request, ClockOf(now)) ?? new Hj212Execution(ExeRtn.BadCondition);
        foreach (var area in execution.Data)
        {
            var data = request with { Fields = area, Flag = Hj212Flag.Of(request.Flag.Edition, wantsAnswer: false) };
            var fault = Hj212Parts.TrySplit(data, null, out var parts);
            if (fault != Hj212Fault.None)
                output.Rejected.Add(new Hj212Rejection(fault, data));
            answers.AddRange(parts);
        }

        answers.Add(Hj212Answers.Executed(request, execution.Outcome));
        Finish(request, answers, output);
    }

    private void Finish(Hj212Message request, List<Hj212Message> answers, Hj212Output output)
    {
        output.Send.AddRange(answers);
        output.Received.Add(request);
        // Long histories are not kept for a resend: whoever got some of the data has no need to ask again.
        _executed.Add(request.Qn, answers.Count <= MostKept ? answers : [answers[0], answers[^1]]);
    }

    private Hj212Execution? Apply(Hj212Message request, DateTimeOffset now, Hj212Output output) => request.Command switch
    {
        Hj212Command.SetTime => SetTime(request, now, output),
        Hj212Command.NewKey => SetKey(request, output),
        Hj212Command.Time => new Hj212Execution(ExeRtn.Success, new Hj212Area().Add("SystemTime", ClockOf(now), Station.Zone).Build()),
        _ => Hj212StationSettingsRequests.TryExecute(Settings, request),
    };

    private Hj212Execution SetTime(Hj212Message request, DateTimeOffset now, Hj212Output output)
    {
        if (!Hj212Time.TryParse(request["SystemTime"], Station.Zone, out var time))
            return new Hj212Execution(ExeRtn.BadCondition);
        output.ClockSet = new Hj212ClockSet(request["PolId"], time);
        if (output.ClockSet.PolId is null)
            Settings.ClockOffset = time - now;
        return new Hj212Execution(ExeRtn.Success);
    }

    private static Hj212Execution SetKey(Hj212Message request, Hj212Output output)
    {
        if (request[Hj212Cipher.KeyField] is not { } text || !Hj212Cipher.TryParseKey(text, out var key))
            return new Hj212Execution(ExeRtn.BadCondition);
        output.NewKey = key;
        return new Hj212Execution(ExeRtn.Success);
    }

    private Hj212Message Compose(Hj212Command command, int st, IReadOnlyList<Hj212Field> fields, DateTimeOffset now, bool wantsAnswer) =>
        new(_qns.Next(ClockOf(now)), st, command, Settings.Password, Station.Mn, Hj212Flag.Of(Station.Rules.Edition, wantsAnswer), fields);
}
