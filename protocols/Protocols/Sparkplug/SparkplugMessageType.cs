namespace Protocols.Sparkplug;

/// <summary>Message type element of a topic (Sparkplug 3.0 §4.1.3); the name in capitals is the wire form.</summary>
public enum SparkplugMessageType
{
    /// <summary>NBIRTH: an edge node comes online and names its metrics.</summary>
    NBirth,

    /// <summary>NDEATH: an edge node is gone (the MQTT will).</summary>
    NDeath,

    /// <summary>DBIRTH: a device comes online and names its metrics.</summary>
    DBirth,

    /// <summary>DDEATH: a device is gone.</summary>
    DDeath,

    /// <summary>NDATA: values of the edge node itself.</summary>
    NData,

    /// <summary>DDATA: values of a device.</summary>
    DData,

    /// <summary>NCMD: a command to the edge node.</summary>
    NCmd,

    /// <summary>DCMD: a command to a device.</summary>
    DCmd,

    /// <summary>STATE: a host application says whether it is online (§6.4.34).</summary>
    State,
}
