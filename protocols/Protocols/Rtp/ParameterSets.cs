using System.Diagnostics.CodeAnalysis;

namespace Protocols.Rtp;

/// <summary>The parameter sets of a stream, each without start code.</summary>
/// <param name="Codec">Coding.</param>
/// <param name="Units">H.264: SPS, PPS. H.265: VPS, SPS, PPS.</param>
public sealed record ParameterSets(VideoCodec Codec, IReadOnlyList<byte[]> Units)
{
    /// <summary>Takes the sets out of a key access unit; false when one is missing.</summary>
    /// <param name="codec">Coding.</param>
    /// <param name="accessUnit">Annex B.</param>
    /// <param name="sets">The sets.</param>
    public static bool TryFind(VideoCodec codec, ReadOnlySpan<byte> accessUnit, [NotNullWhen(true)] out ParameterSets? sets)
    {
        ReadOnlySpan<int> wanted = codec == VideoCodec.H264 ? [7, 8] : [32, 33, 34];
        var units = new List<byte[]>();
        foreach (var type in wanted)
            foreach (var unit in new AnnexB(accessUnit))
                if (NalUnit.Type(codec, unit) == type && unit.Length >= 4)
                {
                    units.Add(unit.ToArray());
                    break;
                }

        sets = units.Count == wanted.Length ? new ParameterSets(codec, units) : null;
        return sets is not null;
    }

    /// <summary>The <c>fmtp</c> parameters of the stream (RFC 6184 §8.1, RFC 7798 §7.1).</summary>
    public string Format()
    {
        var coded = Units.Select(Convert.ToBase64String).ToArray();
        return Codec == VideoCodec.H264
            ? $"packetization-mode=1;profile-level-id={Convert.ToHexString(Units[0], 1, 3)};sprop-parameter-sets={coded[0]},{coded[1]}"
            : $"sprop-vps={coded[0]};sprop-sps={coded[1]};sprop-pps={coded[2]}";
    }
}
