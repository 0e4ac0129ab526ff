using System.Buffers;

namespace Protocols.Hj212.Exchanges;

/// <summary>
/// The upper computer's side (上位机) of one station: answers uploads, notices and heartbeats, runs requests, puts parts
/// together, sets clocks. Pure: no I/O, no timer; the owner passes packets and time and carries out the
/// <see cref="Hj212Output"/>. Survives reconnects, so that resends over a new connection are still recognised. Not
/// thread-safe.
/// </summary>
/// <param name="station">The station as configured.</param>
public sealed class Hj212HostSession(Hj212Station station)
{
    private const int MostCalibrations = 16;
    private static readonly TimeSpan CalibrateAgain = TimeSpan.FromMinutes(10);
    private readonly Hj212ExchangeQueue _queue = new();
    private readonly Hj212Reassembly _reassembly = new();
    private readonly Hj212Memory<bool> _seen = new(64);
    private readonly Hj212QnSource _qns = new(station.Zone);
    private DateTimeOffset? _calibrated;

    /// <summary>The station; replaced when its password or profile changes.</summary>
    public Hj212Station Station { get; set; } = station;

    /// <summary>When the station was last heard; null before.</summary>
    public DateTimeOffset? LastHeard { get; private set; }

    /// <summary>When <see cref="Tick"/> has something to do next; null when nothing is due.</summary>
    public DateTimeOffset? Deadline => (_queue.Deadline, _reassembly.Deadline) switch
    {
        ({ } a, { } b) => a < b ? a : b,
        (var a, var b) => a ?? b,
    };

    /// <summary>9011 for a message whose MN is not known here (QnRtn 4).</summary>
    public static Hj212Message RefuseUnknown(Hj212Message message) => Hj212Answers.ToRequest(message, QnRtn.WrongMn);

    /// <summary>Takes a decoded packet.</summary>
    public void Receive(Hj212Packet packet, DateTimeOffset now, Hj212Output output)
    {
        var message = packet.Message;
        output.Tolerated |= packet.Tolerated;
        var (fault, answer) = Check(packet);
        if (fault != Hj212Fault.None)
        {
            Reject(message, fault, answer, output);
            return;
        }

        LastHeard = now;
        if (Hj212Commands.IsInteraction(message.Command))
        {
            if (!_queue.Receive(message, now, output))
                output.Rejected.Add(new Hj212Rejection(Hj212Fault.UnexpectedAnswer, message));
            return;
        }

        var isNotice = Hj212Commands.Find(message.Command)!.Up == Hj212ExchangeKind.Notice;
        var key = $"{message.Qn}/{(int)message.Command}/{message["DataTime"]}/{message.PartNumber}";
        if (message.Qn.Length > 0 && _seen.TryGet(key, out _))
        {
            output.Duplicates++;
            Acknowledge(message, isNotice, output);
            return;
        }

        if (isNotice)
            output.Received.Add(message);
        else if (!TakeData(message, now, output))
            return;
        _seen.Add(key, true);
        Acknowledge(message, isNotice, output);
        // A station that asks without end gets its answers, but no queue without end.
        if (message.Command == Hj212Command.AskTime && _queue.Count < MostCalibrations)
            SetClock(message["PolId"], now, output);
    }

    /// <summary>Resends, times out, drops incomplete parts.</summary>
    public void Tick(DateTimeOffset now, Hj212Output output)
    {
        _queue.Tick(now, output);
        for (var dropped = _reassembly.Expire(now); dropped > 0; dropped--)
            output.Rejected.Add(new Hj212Rejection(Hj212Fault.PartTimeout, null));
    }

    /// <summary>The connection is gone: what was under way ends as link down.</summary>
    public void Disconnected() => _queue.Abort();

    /// <summary>Queues a request (9011, data, 9012).</summary>
    public Hj212Request Request(Hj212Command command, IReadOnlyList<Hj212Field> fields, DateTimeOffset now, Hj212Output output)
    {
        var request = new Hj212Request(Compose(command, fields, now), Station.Timing);
        _queue.Add(request, now, output);
        return request;
    }

    /// <summary>Queues a notice (9013), such as 2012 and 2022.</summary>
    public Hj212Sending Notify(Hj212Command command, IReadOnlyList<Hj212Field> fields, DateTimeOffset now, Hj212Output output)
    {
        var notice = new Hj212Sending([Compose(command, fields, now)], Hj212Command.NoticeAnswer, Station.Timing);
        _queue.Add(notice, now, output);
        return notice;
    }

    /// <summary>Queues 1012: sets the clock of the logger, or of one instrument.</summary>
    public Hj212Request SetClock(string? polId, DateTimeOffset now, Hj212Output output)
    {
        _calibrated = now;
        var area = new Hj212Area();
        if (polId is not null)
            area.Add("PolId", polId);
        return Request(Hj212Command.SetTime, area.Add("SystemTime", now, Station.Zone).Build(), now, output);
    }

    /// <summary>
    /// Queues 1014 (2025): sets a new SM4 key, written as 32 hex digits and encrypted with the old one. The owner changes
    /// over when the request is done with <see cref="ExeRtn.Success"/>.
    /// </summary>
    public Hj212Request SetKey(ReadOnlySpan<byte> key, DateTimeOffset now, Hj212Output output) =>
        Request(Hj212Command.NewKey, new Hj212Area().Add(Hj212Cipher.KeyField, Convert.ToHexString(key)).Build(), now, output);

    /// <summary>Queues 2031, 2041, 2051 or 2061: data of the past from the station's memory.</summary>
    public Hj212Request AskHistory(Hj212Command command, DateTimeOffset begin, DateTimeOffset end, DateTimeOffset now, Hj212Output output) =>
        Request(
            command,
            new Hj212Area().Add("BeginTime", begin, Station.Zone).With("EndTime", Hj212Time.Format(end, Station.Zone)).Build(),
            now, output);

    /// <summary>Queues the first-connection sequence (annex C.1).</summary>
    public void Greet(Hj212Greeting greeting, DateTimeOffset now, Hj212Output output)
    {
        if (greeting.SetClock)
            SetClock(null, now, output);
        if (greeting.Timeouts is var (overTime, reCount))
        {
            var area = new Hj212Area().Add("OverTime", overTime)
                .With("ReCount", reCount.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Request(Hj212Command.SetTimeouts, area.Build(), now, output);
        }

        if (greeting.RealTimeInterval is { } seconds)
            Request(Hj212Command.SetRealTimeInterval, new Hj212Area().Add("RtdInterval", seconds).Build(), now, output);
        if (greeting.MinuteInterval is { } minutes && Station.Rules.Edition != Hj212Edition.Edition2005)
            Request(Hj212Command.SetMinuteInterval, new Hj212Area().Add("MinInterval", minutes).Build(), now, output);
        Switch(greeting.RealTime, Hj212Command.RealTime, Hj212Command.StopRealTime, now, output);
        Switch(greeting.EquipmentState, Hj212Command.EquipmentState, Hj212Command.StopEquipmentState, now, output);
    }

    private void Switch(bool? wanted, Hj212Command start, Hj212Command stop, DateTimeOffset now, Hj212Output output)
    {
        if (wanted == true)
            Request(start, [], now, output);
        else if (wanted == false)
            Notify(stop, [], now, output);
    }

    private Hj212Message Compose(Hj212Command command, IReadOnlyList<Hj212Field> fields, DateTimeOffset now) => new(
        _qns.Next(now), Station.SystemCode, command, Station.Password, Station.Mn,
        Hj212Flag.Of(Station.Rules.Edition, wantsAnswer: true), fields);

    private (Hj212Fault Fault, QnRtn Answer) Check(Hj212Packet packet)
    {
        var (message, rules) = (packet.Message, Station.Rules);
        if (rules.Forbid(packet.Tolerated) != Hj212Tolerances.None)
            return (Hj212Fault.NotTolerated, QnRtn.Refused);
        if (!string.Equals(message.Mn, Station.Mn, StringComparison.Ordinal))
            return (Hj212Fault.UnknownStation, QnRtn.WrongMn);
        if (!string.Equals(message.Password, Station.Password, StringComparison.Ordinal))
            return (Hj212Fault.WrongPassword, QnRtn.WrongPassword);
        var hasFlag = !packet.Tolerated.HasFlag(Hj212Tolerances.MissingHeadFlag);
        if (hasFlag && message.Flag.Edition != rules.Edition && !rules.Allows(Hj212Tolerances.AnyEdition))
            return (Hj212Fault.WrongEdition, QnRtn.WrongFlag);
        if (Hj212Commands.IsInteraction(message.Command))
            return (Hj212Fault.None, QnRtn.None);
        if (message.SystemCode != Station.SystemCode && message.SystemCode != Hj212SystemCode.Interaction
            && !rules.Allows(Hj212Tolerances.AnySt))
        {
            return (Hj212Fault.WrongSystem, QnRtn.WrongSt);
        }

        if (Hj212Commands.Find(message.Command) is not { Up: not Hj212ExchangeKind.None })
            return (Hj212Fault.UnknownCommand, QnRtn.WrongCn);
        return Station.MustEncrypt && !packet.WasEncrypted && Hj212Commands.IsEncryptedUpward(message.Command) && message.Fields.Count > 0
            ? (Hj212Fault.NotEncrypted, QnRtn.Refused)
            : (Hj212Fault.None, QnRtn.None);
    }

    private static void Reject(Hj212Message message, Hj212Fault fault, QnRtn answer, Hj212Output output)
    {
        output.Rejected.Add(new Hj212Rejection(fault, message));
        if (!Hj212Commands.IsInteraction(message.Command) && message.Flag.WantsAnswer)
            output.Send.Add(Hj212Answers.ToRequest(message, answer));
    }

    private static void Acknowledge(Hj212Message message, bool isNotice, Hj212Output output)
    {
        if (isNotice)
            output.Send.Add(Hj212Answers.ToNotice(message));
        else if (message.Flag.WantsAnswer)
            output.Send.Add(Hj212Answers.ToData(message));
    }

    // False: refused, and answered as such.
    private bool TakeData(Hj212Message message, DateTimeOffset now, Hj212Output output)
    {
        var status = _reassembly.TryAdd(message, now, out var whole, out var fault);
        if (status == OperationStatus.InvalidData)
        {
            Reject(message, fault, QnRtn.Refused, output);
            return false;
        }

        Hj212Report? report = null;
        if (whole is not null && NeedsReport(whole))
        {
            if (Hj212Report.TryRead(whole, Station.Rules, Station.Zone, now, out report, out fault, out var tolerated) != OperationStatus.Done)
            {
                Reject(message, fault, QnRtn.Refused, output);
                return false;
            }

            output.Tolerated |= tolerated;
            if (report!.IsAhead && !TakeAhead(now, output))
            {
                Reject(message, Hj212Fault.FutureTime, QnRtn.Refused, output);
                return false;
            }
        }

        _queue.Receive(message, now, output);
        if (whole is not null)
            output.Received.Add(whole);
        if (report is not null)
            output.Reports.Add(report);
        return true;
    }

    // A clock that runs ahead is put right at once, but not more often than every ten minutes.
    private bool TakeAhead(DateTimeOffset now, Hj212Output output)
    {
        if (_calibrated is null || now - _calibrated >= CalibrateAgain)
            SetClock(null, now, output);
        return Station.TakeAhead;
    }

    private static bool NeedsReport(Hj212Message message) =>
        Hj212Commands.CarriesFactors(message.Command)
        || message.Command is Hj212Command.EquipmentState or Hj212Command.EquipmentRunTime;
}
