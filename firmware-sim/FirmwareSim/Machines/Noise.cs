namespace FirmwareSim.Machines;

/// <summary>Repeatable randomness: one stream a machine, so that adding a machine does not change the others.</summary>
public sealed class Noise(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>A stream that depends on the scenario's seed and on the machine's name alone.</summary>
    public static Noise For(int seed, string name)
    {
        var hash = 2166136261u;
        foreach (var c in name)
            hash = (hash ^ c) * 16777619u;
        return new Noise(seed ^ (int)hash);
    }

    /// <summary>Uniform in [low, high).</summary>
    public double Uniform(double low, double high) => low + (_random.NextDouble() * (high - low));

    /// <summary>Normal with mean 0.</summary>
    public double Gauss(double sigma) =>
        sigma * Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    /// <summary>True with the given probability.</summary>
    public bool Chance(double probability) => _random.NextDouble() < probability;
}
