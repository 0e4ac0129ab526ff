namespace System.Tests.Fuzz;

/// <summary>Spoils real frames in the ways in which wires, radios and strangers do. The same seed gives the same inputs.</summary>
internal sealed class Mutator(int seed, IReadOnlyList<byte[]> corpus, byte[] alphabet)
{
    private const int LongestNoise = 400, MostChanges = 8, LongestInput = 8_192;
    private static readonly byte[] Edges = [0x00, 0x01, 0x7F, 0x80, 0xFE, 0xFF];
    private readonly Random _random = new(seed);

    public Random Random => _random;

    public byte[] Next() => _random.Next(16) switch
    {
        0 => Noise(_random.Next(LongestNoise)),
        1 => Seed(),
        _ => Change(Seed()),
    };

    private byte[] Seed() => corpus[_random.Next(corpus.Count)];

    private byte[] Noise(int length)
    {
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        // Half of it from the alphabet of the protocol, so that frames begin often.
        for (var i = 0; i < bytes.Length; i += 2)
            bytes[i] = alphabet[_random.Next(alphabet.Length)];
        return bytes;
    }

    private byte[] Change(byte[] seed)
    {
        var bytes = new List<byte>(seed);
        for (var changes = _random.Next(1, MostChanges); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = _random.Next(bytes.Count);
            var length = _random.Next(1, Math.Min(64, bytes.Count - at) + 1);
            switch (_random.Next(9))
            {
                case 0: bytes[at] ^= (byte)(1 << _random.Next(8)); break;
                case 1: bytes[at] = Edges[_random.Next(Edges.Length)]; break;
                case 2: bytes[at] = alphabet[_random.Next(alphabet.Length)]; break;
                case 3: bytes.RemoveRange(at, length); break;
                case 4: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                case 5: bytes.InsertRange(at, Noise(_random.Next(32))); break;
                case 6: bytes.RemoveRange(at, bytes.Count - at); break;
                case 7: bytes.InsertRange(at, Seed()); break;
                default:
                    for (var i = at; i < at + length; i++)
                        bytes[i] = (byte)_random.Next(256);
                    break;
            }
        }

        return bytes.Count > LongestInput ? [.. bytes.GetRange(0, LongestInput)] : [.. bytes];
    }
}
