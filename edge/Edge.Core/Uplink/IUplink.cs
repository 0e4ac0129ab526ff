namespace Edge.Core.Uplink;

/// <summary>
/// Carries the outbox to a cloud and brings back acknowledgements, configuration and commands. Contract (suite
/// <c>UplinkContract</c>): loses nothing on a cut, keeps order per device within a lane, resends from the mark.
/// </summary>
public interface IUplink
{
    /// <summary>Runs until cancelled; reconnects by itself.</summary>
    Task RunAsync(CancellationToken cancel);

    /// <summary>True while the other end is known to accept data.</summary>
    bool IsOnline { get; }
}
