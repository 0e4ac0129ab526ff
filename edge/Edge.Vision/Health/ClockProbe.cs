using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Edge.Vision.Health;

/// <summary>Asks a camera for its time over ONVIF (<c>GetSystemDateAndTime</c>, which needs no password by the core specification §8.3.5).</summary>
public sealed class ClockProbe(HttpClient http, TimeProvider clock)
{
    private const int MostAnswer = 64 * 1024;
    private const string Request =
        """<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><GetSystemDateAndTime xmlns="http://www.onvif.org/ver10/device/wsdl"/></s:Body></s:Envelope>""";

    private static readonly string[] Parts = ["Year", "Month", "Day", "Hour", "Minute", "Second"];

    /// <summary>How far the camera's clock is ahead of ours; null when it does not say.</summary>
    public async Task<TimeSpan?> AskAsync(Uri service, CancellationToken cancel)
    {
        try
        {
            using var content = new StringContent(Request, Encoding.UTF8);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/soap+xml") { CharSet = "utf-8" };
            var began = clock.GetUtcNow();
            using var answer = await http.PostAsync(service, content, cancel);
            var ended = clock.GetUtcNow();
            if (!answer.IsSuccessStatusCode)
                return null;
            await answer.Content.LoadIntoBufferAsync(MostAnswer, cancel);
            await using var stream = await answer.Content.ReadAsStreamAsync(cancel);
            return Read(stream) - (began + (ended - began) / 2);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested
            && fault is HttpRequestException or XmlException or FormatException or OverflowException or InvalidOperationException or OperationCanceledException)
        {
            return null;
        }
    }

    private static DateTimeOffset? Read(Stream stream)
    {
        using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostAnswer });
        var time = XDocument.Load(reader).Descendants().FirstOrDefault(element => element.Name.LocalName == "UTCDateTime");
        if (time is null)
            return null;
        var n = Parts.Select(name => int.Parse(
            time.Descendants().First(element => element.Name.LocalName == name).Value, NumberStyles.None, CultureInfo.InvariantCulture)).ToArray();
        var isPossible = n[0] is >= 1970 and <= 9998 && n[1] is >= 1 and <= 12 && n[2] is >= 1 and <= 31 && n[3] < 24 && n[4] < 60 && n[5] < 61;
        return isPossible ? new DateTimeOffset(n[0], n[1], 1, n[3], n[4], Math.Min(59, n[5]), TimeSpan.Zero).AddDays(n[2] - 1) : null;
    }
}
