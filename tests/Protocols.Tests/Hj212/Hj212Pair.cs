using Protocols.Hj212;
using Protocols.Hj212.Exchanges;

namespace Protocols.Tests.Hj212;

/// <summary>A station and its upper computer over a wire of real frames that can lose some.</summary>
internal sealed class Hj212Pair
{
    private readonly Hj212Rules _rules;

    public Hj212Pair(Hj212Edition edition = Hj212Edition.Edition2017)
    {
        _rules = new Hj212Rules(edition);
        var station = new Hj212Station(Hj212Vectors.Mn, "123456", 39, _rules, Hj212Timing.Radio, Hj212Time.ChinaStandard);
        Host = new Hj212HostSession(station);
        Station = new Hj212StationSession(station, Execute);
    }

    public Hj212HostSession Host { get; }

    public Hj212StationSession Station { get; }

    public Hj212Output FromHost { get; } = new();

    public Hj212Output FromStation { get; } = new();

    /// <summary>How many of the next frames are lost.</summary>
    public int DropToHost { get; set; }

    public int DropToStation { get; set; }

    /// <summary>CN of every frame sent, in order.</summary>
    public List<string> Log { get; } = [];

    public List<Hj212Report> Reports { get; } = [];

    public List<Hj212Rejection> Rejected { get; } = [];

    public List<Hj212Message> Executed { get; } = [];

    public int Duplicates { get; private set; }

    public int Encrypted { get; private set; }

    public bool LinkDown { get; private set; }

    public Hj212ClockSet? ClockSet { get; private set; }

    public byte[]? Key { get; set; }

    public IReadOnlyList<Hj212Field>[] History { get; set; } = [];

    public (DateTimeOffset Begin, DateTimeOffset End)? Asked { get; private set; }

    public Hj212Sending Upload(IReadOnlyList<Hj212Field> fields) =>
        Station.Upload(Hj212Command.RealTime, fields, new DateTimeOffset(2026, 3, 15, 0, 30, 5, TimeSpan.Zero), FromStation)!;

    public IReadOnlyList<Hj212Field> Dust(DateTimeOffset time) =>
        new Hj212Area().Add("DataTime", time, Hj212Time.ChinaStandard).Factor("a34002", Hj212Mark.Normal, ("Rtd", 97.2)).Build();

    public IReadOnlyList<Hj212Field> Statistics(DateTimeOffset time) => new Hj212Area()
        .Add("DataTime", time, Hj212Time.ChinaStandard).Factor("a34002", Hj212Mark.Normal, ("Min", 1), ("Avg", 2), ("Max", 3)).Build();

    /// <summary>Lets both sides act at a time and carries frames until neither has anything to say.</summary>
    public void Run(DateTimeOffset now)
    {
        Station.Tick(now, FromStation);
        Host.Tick(now, FromHost);
        while (FromStation.Send.Count + FromHost.Send.Count > 0 || FromStation.LinkDown || FromHost.LinkDown)
        {
            var key = Key;
            var (up, down) = (Take(FromStation), Take(FromHost));
            foreach (var frame in up)
            {
                if (DropToHost-- <= 0)
                    Host.Receive(Decode(frame, key), now, FromHost);
            }

            foreach (var frame in down)
            {
                if (DropToStation-- <= 0)
                    Station.Receive(Decode(frame, key), now, FromStation);
            }
        }

        Take(FromStation);
        Take(FromHost);
    }

    private List<byte[]> Take(Hj212Output output)
    {
        var cipher = Key is null ? null : new Hj212Cipher(Key);
        var frames = output.Send.Select(m => Hj212Writer.ToBytes(m, cipher)).ToList();
        Log.AddRange(output.Send.Select(m => ((int)m.Command).ToString()));
        Encrypted += frames.Count(f => f.AsSpan().IndexOf("CP=&&{"u8) >= 0);
        Reports.AddRange(output.Reports);
        Rejected.AddRange(output.Rejected);
        Duplicates += output.Duplicates;
        LinkDown |= output.LinkDown;
        ClockSet = output.ClockSet ?? ClockSet;
        Key = output.NewKey ?? Key;
        if (output == FromStation)
            Executed.AddRange(output.Received);
        output.Clear();
        return frames;
    }

    private Hj212Packet Decode(byte[] bytes, byte[]? key)
    {
        Hj212Scanner.Scan(bytes, _rules, out var frame);
        Hj212Decoder.TryDecode(in frame, _rules, key is null ? null : new Hj212Cipher(key), out var packet, out var fault);
        Assert.Equal(Hj212Fault.None, fault);
        return packet!;
    }

    private Hj212Execution Execute(Hj212Message request, DateTimeOffset now)
    {
        if (request.Command is not (Hj212Command.HourData or Hj212Command.MinuteData))
            return new Hj212Execution(ExeRtn.BadCondition);
        Hj212Time.TryParse(request["BeginTime"], Hj212Time.ChinaStandard, out var begin);
        Hj212Time.TryParse(request["EndTime"], Hj212Time.ChinaStandard, out var end);
        Asked = (begin, end);
        return new Hj212Execution(History.Length == 0 ? ExeRtn.NoData : ExeRtn.Success, History);
    }
}
