using System.Diagnostics.CodeAnalysis;

namespace Protocols.Authentication;

/// <summary>
/// The list behind the word Digest.
/// <code>fields = "Digest" SP name "=" ( token / quoted ) *( "," name "=" ( token / quoted ) )</code>
/// </summary>
internal static class DigestFields
{
    private const int LongestHeader = 4096;

    public static bool TryDecode(string header, [NotNullWhen(true)] out Dictionary<string, string>? fields)
    {
        fields = null;
        if (header.Length > LongestHeader || !header.StartsWith("Digest ", StringComparison.OrdinalIgnoreCase))
            return false;
        var read = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var rest = header.AsSpan(7).Trim();
        while (!rest.IsEmpty)
        {
            var equals = rest.IndexOf('=');
            if (equals <= 0)
                return false;
            var name = rest[..equals].Trim().ToString();
            rest = rest[(equals + 1)..].TrimStart();
            var quoted = !rest.IsEmpty && rest[0] == '"';
            if (quoted)
                rest = rest[1..];
            var end = rest.IndexOf(quoted ? '"' : ',');
            if (end < 0 && quoted)
                return false;
            read[name] = (end < 0 ? rest : rest[..end]).Trim().ToString();
            rest = end < 0 ? [] : rest[(quoted ? end + 1 : end)..].TrimStart();
            if (!rest.IsEmpty && rest[0] != ',')
                return false;
            rest = rest.TrimStart(", ");
        }

        fields = read;
        return read.Count > 0;
    }
}
