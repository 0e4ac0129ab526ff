using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;

namespace Cloud.Platform.Notifications;

/// <summary>
/// Posts to receivers that users have typed in: http and https only, no redirects, no credentials in the address, answers
/// read up to 64 KiB, and the address that is really connected to checked against the rules (a name that resolves to a
/// forbidden address is refused at the socket). Logs nothing, because addresses hold tokens.
/// </summary>
public sealed class NotificationHttp : IDisposable
{
    private const int LongestAnswer = 64 * 1024;

    private readonly NotificationOptions _options;
    private readonly HttpClient _client;

    /// <summary>Creates the client.</summary>
    public NotificationHttp(IOptions<NotificationOptions> options)
    {
        _options = options.Value;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxResponseHeadersLength = 32,
            ConnectCallback = ConnectAsync,
        };
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LongestAnswer };
    }

    /// <summary>Why an address may not be called, in Chinese; null when it may.</summary>
    public string? Refuses(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            return "地址必须是 http 或 https";
        if (uri.UserInfo.Length > 0)
            return "地址中不能包含用户名或密码";
        if (_options.AllowedHosts.Count > 0 && !_options.AllowedHosts.Any(allowed => Matches(allowed, uri.Host)))
            return $"主机 {uri.Host} 不在允许的名单内";
        if (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && !IsAllowed(address))
            return $"不允许访问地址 {address}";
        return null;
    }

    /// <summary>Posts a JSON body; a failure of the network is an outcome, not an exception.</summary>
    /// <param name="url">Where to.</param>
    /// <param name="body">UTF-8 JSON.</param>
    /// <param name="headers">Extra headers.</param>
    /// <param name="judge">Judges a 2xx answer by its text.</param>
    /// <param name="cancel">Bounds the attempt.</param>
    public async Task<DeliveryOutcome> PostAsync(
        string url, byte[] body, IEnumerable<KeyValuePair<string, string>> headers, Func<int, string, DeliveryOutcome> judge, CancellationToken cancel)
    {
        if (Refuses(url) is { } reason)
            return DeliveryOutcome.Refused(reason);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json", "utf-8");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        try
        {
            using var response = await _client.SendAsync(request, cancel);
            var text = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(cancel));
            return Judge(response, text, judge);
        }
        catch (HttpRequestException fault)
        {
            return fault.InnerException is ForbiddenAddressException forbidden
                ? DeliveryOutcome.Refused(forbidden.Message)
                : DeliveryOutcome.Retry($"网络错误：{fault.HttpRequestError}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static DeliveryOutcome Judge(HttpResponseMessage response, string text, Func<int, string, DeliveryOutcome> judge)
    {
        var status = (int)response.StatusCode;
        if (response.IsSuccessStatusCode)
            return judge(status, text);
        if (status is 408 or 425 or 429 or >= 500)
            return DeliveryOutcome.Retry($"HTTP {status}", response.Headers.RetryAfter?.Delta);
        return DeliveryOutcome.Refused(status is >= 300 and < 400 ? $"HTTP {status}：不跟随重定向" : $"HTTP {status}");
    }

    private static bool Matches(string allowed, string host) => allowed.StartsWith("*.", StringComparison.Ordinal)
        ? host.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase)
        : string.Equals(allowed, host, StringComparison.OrdinalIgnoreCase);

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancel);
        var allowed = Array.FindAll(addresses, IsAllowed);
        if (allowed.Length == 0)
            throw new ForbiddenAddressException($"不允许访问主机 {context.DnsEndPoint.Host} 的地址");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            // Whoever asked gets the fault; the socket is nobody's.
            socket.Dispose();
            throw;
        }
    }

    private bool IsAllowed(IPAddress address)
    {
        var ip = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        // Link-local holds the metadata services of clouds and never a person's receiver.
        if (ip.IsIPv6LinkLocal || ip.IsIPv6Multicast || ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any))
            return false;
        if (ip.AddressFamily == AddressFamily.InterNetworkV6)
            return _options.AllowPrivateAddresses || !(IPAddress.IsLoopback(ip) || ip.IsIPv6UniqueLocal || ip.IsIPv6SiteLocal);
        var b = ip.GetAddressBytes();
        if ((b[0] == 169 && b[1] == 254) || b[0] >= 224 || b[0] == 0)
            return false;
        var isPrivate = b[0] is 10 or 127 || (b[0] == 172 && b[1] is >= 16 and < 32) || (b[0] == 192 && b[1] == 168) || (b[0] == 100 && b[1] is >= 64 and < 128);
        return _options.AllowPrivateAddresses || !isPrivate;
    }

    private sealed class ForbiddenAddressException(string message) : IOException(message);
}
