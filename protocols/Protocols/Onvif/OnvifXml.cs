using System.Globalization;
using System.Xml.Linq;

namespace Protocols.Onvif;

/// <summary>Short words for reading elements whose namespace devices do not agree on.</summary>
internal static class OnvifXml
{
    /// <summary>First child of that local name.</summary>
    public static XElement? Child(this XElement? parent, string name) => parent?.Elements().FirstOrDefault(child => child.Name.LocalName == name);

    /// <summary>All children of that local name.</summary>
    public static IEnumerable<XElement> Children(this XElement? parent, string name) => parent?.Elements().Where(child => child.Name.LocalName == name) ?? [];

    /// <summary>A finite number; null when it is none.</summary>
    public static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    /// <summary>A whole number; null when it is none.</summary>
    public static int? Whole(this XElement? element) => int.TryParse(element?.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static string Text(double number) => number.ToString("0.######", CultureInfo.InvariantCulture);
}
