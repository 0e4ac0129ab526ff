using System.Text.RegularExpressions;
using Edge.Core.Vision;

namespace Edge.Vision.Capture;

/// <summary>Where a camera's streams are, with the password in them. Never logged: <see cref="Redact"/>.</summary>
/// <param name="Main">Recorded, shown and cut into clips.</param>
/// <param name="Sub">Watched; the same as <paramref name="Main"/> for a camera with one stream.</param>
public sealed partial record StreamAddress(Uri Main, Uri Sub)
{
    private static readonly string[] Schemes = ["rtsp", "rtsps", "http", "https", "tcp", "file"];

    /// <summary>Reads a camera's address; false when it is none. The part behind <c>#</c> is the path of the sub-stream.</summary>
    public static bool TryParse(CameraOrder camera, out StreamAddress? address)
    {
        address = null;
        if (!Uri.TryCreate(camera.Address, UriKind.Absolute, out var uri) || !Schemes.Contains(uri.Scheme))
            return false;
        var main = new UriBuilder(uri) { Fragment = "" };
        if (camera.Password is { Length: > 0 } password)
            main.Password = Uri.EscapeDataString(password);
        var sub = main.Uri;
        if (uri.Fragment.Length > 1 && !Uri.TryCreate(main.Uri, Uri.UnescapeDataString(uri.Fragment[1..]), out sub))
            return false;
        if (sub.UserInfo != main.Uri.UserInfo)
            sub = new UriBuilder(sub) { UserName = main.UserName, Password = main.Password }.Uri;
        address = new StreamAddress(main.Uri, sub);
        return true;
    }

    /// <summary>A line of a program that was given the address, without user and password.</summary>
    public static string Redact(string line) => Credentials().Replace(line, "://");

    [GeneratedRegex("://[^/@\\s]*@")]
    private static partial Regex Credentials();
}
