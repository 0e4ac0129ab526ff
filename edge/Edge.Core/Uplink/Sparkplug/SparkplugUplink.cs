using Edge.Core.Outbox;
using Microsoft.Extensions.Logging;
using Protocols.Sparkplug;

namespace Edge.Core.Uplink.Sparkplug;

/// <summary>
/// <see cref="IUplink"/> to our cloud: Sparkplug B 3.0 over MQTT 5. Data travel at QoS 0, as the standard has it; a record
/// is acknowledged by the host itself (NCMD <c>Delivery/Ack</c>), once it is flushed and evaluated, whatever broker lies
/// between. Whatever is not acknowledged in time is sent again.
/// </summary>
public sealed class SparkplugUplink : IUplink, IDisposable
{
    private readonly SparkplugContext _context;
    private readonly UplinkMeter _meter;
    private volatile bool _online;

    private readonly Func<SparkplugOptions, SparkplugOptions> _connecting;

    /// <summary>Made once; <see cref="RunAsync"/> does the work.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="outbox">What is delivered.</param>
    /// <param name="directory">What births are made from.</param>
    /// <param name="commands">Who carries out commands.</param>
    /// <param name="time">Clock.</param>
    /// <param name="logger">Log.</param>
    /// <param name="connecting">Asked before every connection for the options that hold now (a broker named by enrolment); null = as given.</param>
    public SparkplugUplink(
        SparkplugOptions options, IOutbox outbox, IDeviceDirectory directory, IGatewayCommands commands, TimeProvider time,
        ILogger<SparkplugUplink> logger, Func<SparkplugOptions, SparkplugOptions>? connecting = null)
    {
        _connecting = connecting ?? (given => given);
        _meter = new UplinkMeter("sparkplug", () => _online);
        _context = new SparkplugContext(options, outbox, directory, commands, _meter, time, logger);
    }

    /// <inheritdoc/>
    public bool IsOnline => _online;

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancel)
    {
        // The standard lets bdSeq start at 0 and grow by one with every CONNECT.
        var bdSeq = byte.MaxValue;
        await SessionLoop.RunAsync(
            end => new SparkplugSession(
                _context with { Options = _connecting(_context.Options) }, bdSeq = BirthDeath.NextBdSeq(bdSeq), online => _online = online).RunAsync(end),
            _context.Options.Delivery, _context.Options.Gateway, _meter, _context.Time, _context.Logger, cancel);
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}

/// <summary>Messages of the Sparkplug uplink.</summary>
internal static partial class SparkplugLog
{
    [LoggerMessage(2111, LogLevel.Information, "No goodbye was possible: {Reason}")]
    public static partial void NoGoodbye(ILogger logger, string reason);

    [LoggerMessage(2112, LogLevel.Warning, "The gateway's certificate is valid for {Days} more days: enrol anew with a code from the platform")]
    public static partial void CertificateEnds(ILogger logger, int days);
}
