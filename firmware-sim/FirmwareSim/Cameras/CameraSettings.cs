using Protocols.Onvif;

namespace FirmwareSim.Cameras;

/// <summary>What a client may change about a camera, and what it was at the factory.</summary>
public sealed class CameraSettings(CameraOptions factory)
{
    private readonly Lock _gate = new();
    private string _password = factory.Password;
    private StreamOptions _main = factory.MainStream;
    private StreamOptions _sub = factory.SubStream;
    private NetworkAddress _network = FactoryNetwork;

    /// <summary>User name; there is one user.</summary>
    public string User => factory.User;

    /// <summary>Password of now.</summary>
    public string Password
    {
        get => Volatile.Read(ref _password);
        set => Volatile.Write(ref _password, value);
    }

    /// <summary>IP settings. They are kept and told, but the simulator goes on listening where its site file says.</summary>
    public NetworkAddress Network
    {
        get => Volatile.Read(ref _network);
        set => Volatile.Write(ref _network, value);
    }

    private static NetworkAddress FactoryNetwork => new("eth0", "192.168.1.64", 24, false);

    /// <summary>How a stream is coded now; null when there is no such stream.</summary>
    public StreamOptions? Stream(string name) => name switch { "main" => Volatile.Read(ref _main), "sub" => Volatile.Read(ref _sub), _ => null };

    /// <summary>Codes a stream otherwise; false when there is no such stream or the settings are not possible.</summary>
    public bool TrySetStream(string name, StreamOptions stream)
    {
        if (!stream.IsValid)
            return false;
        lock (_gate)
            switch (name)
            {
                case "main": _main = stream; return true;
                case "sub": _sub = stream; return true;
                default: return false;
            }
    }

    /// <summary>Everything as it was at the factory.</summary>
    public void Reset()
    {
        lock (_gate)
            (_password, _main, _sub, _network) = (factory.Password, factory.MainStream, factory.SubStream, FactoryNetwork);
    }
}
