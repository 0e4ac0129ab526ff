namespace Protocols.Tests;

/// <summary>Golden bytes as commented hex: everything after <c>//</c> on a line is a comment.</summary>
internal static class Hex
{
    public static byte[] Parse(string text) => Convert.FromHexString(string.Concat(
        text.Split('\n').Select(line => line.Split("//")[0]).SelectMany(line => line).Where(char.IsAsciiHexDigit)));
}
