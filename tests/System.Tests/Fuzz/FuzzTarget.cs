namespace System.Tests.Fuzz;

/// <summary>A codec that is fed with spoilt input and must answer, whatever comes.</summary>
internal abstract class FuzzTarget
{
    public abstract string Name { get; }

    public abstract IReadOnlyList<byte[]> Corpus { get; }

    /// <summary>Bytes that mean something in the protocol.</summary>
    public abstract byte[] Alphabet { get; }

    /// <summary>Inputs that were taken as frames or messages.</summary>
    public long Accepted { get; protected set; }

    /// <summary>Refusals, by fault.</summary>
    public Dictionary<string, long> Refused { get; } = [];

    /// <summary>Most bytes that a receiver has held back.</summary>
    public int Held { get; protected set; }

    /// <summary>Takes one input; throws when a promise of the codec is broken.</summary>
    public abstract void Feed(byte[] input, Random random);

    /// <summary>Puts a check sum or length right, so that what lies behind it is reached as well.</summary>
    public virtual byte[] Repair(byte[] input) => input;

    protected void Refuse(string fault) => Refused[fault] = Refused.GetValueOrDefault(fault) + 1;

    protected static void Promise(bool kept, string promise)
    {
        if (!kept)
            throw new InvalidOperationException($"Broken: {promise}.");
    }
}
