namespace Edge.Drivers.Modbus;

/// <summary>An open line that bytes go over.</summary>
internal interface IByteLine : IDisposable
{
    Stream Stream { get; }

    /// <summary>Throws away what has come in and nobody asked for.</summary>
    void Discard();
}
