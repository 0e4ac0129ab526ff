using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace Cloud.Platform.Export;

/// <summary>JSON as XML by a fixed rule: a member is an element of its name, an item of a list is <c>item</c>, null is left out.</summary>
public static class JsonXml
{
    /// <summary>An element with a name and the content of a value.</summary>
    public static XElement Element(string name, JsonElement value)
    {
        var element = new XElement(XmlConvert.EncodeLocalName(name));
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                element.Add(value.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null).Select(member => Element(member.Name, member.Value)));
                break;
            case JsonValueKind.Array:
                element.Add(value.EnumerateArray().Select(item => Element("item", item)));
                break;
            case JsonValueKind.String:
                element.Value = Clean(value.GetString()!);
                break;
            case JsonValueKind.Null:
                break;
            default:
                element.Value = value.GetRawText();
                break;
        }

        return element;
    }

    // XML 1.0 knows no control characters, not even escaped.
    internal static string Clean(string text) => text.All(XmlConvert.IsXmlChar) ? text : string.Concat(text.Where((c, i) =>
        XmlConvert.IsXmlChar(c) || (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) || (char.IsLowSurrogate(c) && i > 0 && char.IsHighSurrogate(text[i - 1]))));
}
