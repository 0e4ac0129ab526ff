namespace Protocols.Hj212.Exchanges;

/// <summary>What both sides must agree on about one station.</summary>
/// <param name="Mn">Station id.</param>
/// <param name="Password">PW.</param>
/// <param name="SystemCode">ST of the station's own messages.</param>
/// <param name="Rules">Edition and tolerances.</param>
/// <param name="Timing">Time-out and resends.</param>
/// <param name="Zone">Offset of the site's local time, <see cref="Hj212Time.ChinaStandard"/>.</param>
/// <param name="MustEncrypt">Refuse CN 2000–2999, 1014 and 3020 that come in clear (2025, over the Internet).</param>
/// <param name="TakeAhead">Deliver reports of a clock more than ten minutes ahead, marked, in place of refusing them.</param>
public sealed record Hj212Station(
    string Mn, string Password, int SystemCode, Hj212Rules Rules, Hj212Timing Timing, TimeSpan Zone,
    bool MustEncrypt = false, bool TakeAhead = false);
