using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Protocols.Onvif;

/// <summary>One SOAP 1.2 message of an ONVIF service: what is asked or answered, and the credentials in its header.</summary>
/// <param name="Content">First element of the body.</param>
/// <param name="Token">Credentials; null = none, or malformed ones.</param>
public sealed record SoapMessage(XElement Content, UsernameToken? Token = null)
{
    /// <summary>Longest message in bytes that is read.</summary>
    public const int Longest = 64 * 1024;

    /// <summary>Deepest nesting that is read.</summary>
    public const int Deepest = 32;

    /// <summary>Media type of a message.</summary>
    public const string ContentType = "application/soap+xml; charset=utf-8";

    /// <summary>Name of the operation or of the answer.</summary>
    public string Name => Content.Name.LocalName;

    /// <summary>True for a fault.</summary>
    public bool IsFault => Content.Name == OnvifNames.Soap + "Fault";

    /// <summary>What a fault says; empty when it is none.</summary>
    public string FaultText => IsFault ? Content.Descendants(OnvifNames.Soap + "Text").FirstOrDefault()?.Value ?? "" : "";

    /// <summary>Subcode of a fault without its prefix (<c>NotAuthorized</c>, <c>InvalidArgVal</c>, …); empty when there is none.</summary>
    public string FaultSubcode =>
        IsFault && Content.Descendants(OnvifNames.Soap + "Subcode").LastOrDefault()?.Element(OnvifNames.Soap + "Value")?.Value is { } value ? value[(value.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() : "";

    /// <summary>A fault (SOAP 1.2 §5.4).</summary>
    /// <param name="sender">The sender is to blame; otherwise the receiver.</param>
    /// <param name="subcode">ONVIF's subcode, without prefix.</param>
    /// <param name="text">For people.</param>
    public static SoapMessage Fault(bool sender, string subcode, string text) => new(new XElement(OnvifNames.Soap + "Fault",
        new XAttribute(XNamespace.Xmlns + "ter", OnvifNames.Error),
        new XElement(OnvifNames.Soap + "Code",
            new XElement(OnvifNames.Soap + "Value", sender ? "s:Sender" : "s:Receiver"),
            new XElement(OnvifNames.Soap + "Subcode", new XElement(OnvifNames.Soap + "Value", $"ter:{subcode}"))),
        new XElement(OnvifNames.Soap + "Reason", new XElement(OnvifNames.Soap + "Text", new XAttribute(XNamespace.Xml + "lang", "en"), text))));

    /// <summary>Writes the envelope.</summary>
    public byte[] Encode()
    {
        var envelope = new XElement(OnvifNames.Soap + "Envelope",
            new XAttribute(XNamespace.Xmlns + "s", OnvifNames.Soap), new XAttribute(XNamespace.Xmlns + "tt", OnvifNames.Schema),
            Token is null ? null : new XElement(OnvifNames.Soap + "Header", Token.Encode()),
            new XElement(OnvifNames.Soap + "Body", Content));
        return Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"utf-8\"?>" + envelope.ToString(SaveOptions.DisableFormatting));
    }

    /// <summary>Reads an envelope; false when it is too long, too deep, no XML, holds a document type, or is no envelope with one body element.</summary>
    /// <param name="bytes">The message.</param>
    /// <param name="message">The result.</param>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out SoapMessage? message)
    {
        message = null;
        if (bytes.Length > Longest)
            return false;
        XElement envelope;
        try
        {
            using var stream = new MemoryStream(bytes.ToArray(), writable: false);
            using var depth = XmlReader.Create(stream, Settings);
            while (depth.Read())
                if (depth.Depth > Deepest)
                    return false;
            stream.Position = 0;
            using var reader = XmlReader.Create(stream, Settings);
            envelope = XElement.Load(reader);
        }
        catch (XmlException)
        {
            return false;
        }

        if (envelope.Name != OnvifNames.Soap + "Envelope" || envelope.Element(OnvifNames.Soap + "Body")?.Elements().FirstOrDefault() is not { } content)
            return false;
        var security = envelope.Element(OnvifNames.Soap + "Header")?.Element(OnvifNames.Security + "Security");
        message = new SoapMessage(content, security is null ? null : UsernameToken.Decode(security));
        return true;
    }

    private static XmlReaderSettings Settings => new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = Longest, IgnoreComments = true, CloseInput = false };
}
