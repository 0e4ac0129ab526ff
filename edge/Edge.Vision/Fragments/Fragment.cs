namespace Edge.Vision.Fragments;

/// <summary>The beginning of a fragmented MP4: what a player must know before the first fragment.</summary>
/// <param name="Bytes"><c>ftyp</c> and <c>moov</c>.</param>
/// <param name="Codec">As in a MIME type: <c>avc1.64001f</c>, <c>hev1.1.6.L93.B0</c>.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Timescale">Ticks a second.</param>
public sealed record FragmentStart(byte[] Bytes, string Codec, int Width, int Height, uint Timescale);

/// <summary>One <c>moof</c> with its <c>mdat</c>: one frame.</summary>
/// <param name="Bytes">Both boxes.</param>
/// <param name="DecodeTime">Of its first sample, in ticks.</param>
/// <param name="TimeOffset">Where in <paramref name="Bytes"/> the decode time stands, eight bytes; -1 when it has four.</param>
/// <param name="IsKey">True when decoding may begin here.</param>
/// <param name="At">When it arrived.</param>
/// <param name="Duration">Of its first sample, in ticks; 0 when it is not stated.</param>
public sealed record Fragment(byte[] Bytes, ulong DecodeTime, int TimeOffset, bool IsKey, DateTimeOffset At, uint Duration = 0);
