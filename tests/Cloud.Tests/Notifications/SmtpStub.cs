using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cloud.Tests.Notifications;

/// <summary>A mail server of the simplest kind on loopback; answers RCPT as told.</summary>
internal sealed class SmtpStub : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public SmtpStub()
    {
        _listener.Start();
        _loop = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public List<string> Mails { get; } = [];

    public string Recipient { get; set; } = "250 ok";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _loop;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await TalkAsync(client);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException or IOException)
        {
            // Stopped.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 stub");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            if (line.StartsWith("DATA", StringComparison.Ordinal))
            {
                await writer.WriteLineAsync("354 go on");
                var mail = new StringBuilder();
                while (await reader.ReadLineAsync(_stop.Token) is { } text and not ".")
                    mail.AppendLine(text);
                lock (Mails)
                    Mails.Add(mail.ToString());
                await writer.WriteLineAsync("250 queued as 4711");
            }
            else
            {
                await writer.WriteLineAsync(line[..4] switch { "QUIT" => "221 bye", "RCPT" => Recipient, _ => "250 ok" });
            }
        }
    }
}
