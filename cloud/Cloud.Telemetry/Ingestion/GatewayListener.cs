using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Cloud.Telemetry.Gateways;
using Microsoft.Extensions.Logging;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Server;

namespace Cloud.Telemetry.Ingestion;

/// <summary>Accepts gateways: TLS with client certificates of the platform's own authority, and plain TCP on loopback where it is switched on.</summary>
internal sealed class GatewayListener(
    BrokerOptions options, IGatewayCertificates? certificates, IngestionMetrics metrics, TimeProvider time, ILogger logger) : IMqttServerAdapter
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _loops = [];
    private readonly List<Socket> _sockets = [];
    private int _open;

    public Func<IMqttChannelAdapter, Task> ClientHandler { get; set; } = _ => Task.CompletedTask;

    public int TlsPort { get; private set; } = -1;

    public int PlainPort { get; private set; } = -1;

    public Task StartAsync(MqttServerOptions _, IMqttNetLogger __)
    {
        if (options.TlsPort >= 0)
            TlsPort = Listen(new IPEndPoint(IPAddress.Parse(options.Address), options.TlsPort), secure: true);
        if (options.PlainPort >= 0)
            PlainPort = Listen(new IPEndPoint(IPAddress.Loopback, options.PlainPort), secure: false);
        return Task.CompletedTask;
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        foreach (var socket in _sockets)
            socket.Dispose();
        await Task.WhenAll(_loops);
    }

    public void Dispose()
    {
        foreach (var socket in _sockets)
            socket.Dispose();
        _stop.Dispose();
    }

    private int Listen(IPEndPoint endPoint, bool secure)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _sockets.Add(socket);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(endPoint);
        socket.Listen(512);
        _loops.Add(AcceptLoopAsync(socket, secure));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private async Task AcceptLoopAsync(Socket listener, bool secure)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var socket = await listener.AcceptAsync(_stop.Token);
                // Each connection runs on its own; what it throws ends in ServeAsync.
                _ = Task.Run(() => ServeAsync(socket, secure));
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException fault)
            {
                Log.AcceptFailed(logger, fault);
                await Task.Delay(TimeSpan.FromMilliseconds(100), time);
            }
        }
    }

    private async Task ServeAsync(Socket socket, bool secure)
    {
        if (Interlocked.Increment(ref _open) > options.MaxConnections)
        {
            Interlocked.Decrement(ref _open);
            metrics.Refused(Refusal.TooManyConnections);
            socket.Dispose();
            return;
        }

        metrics.Connections(1);
        try
        {
            socket.NoDelay = true;
            var plain = new NetworkStream(socket, ownsSocket: false);
            Stream? stream = secure ? await HandshakeAsync(plain) : plain;
            if (stream is null)
                return;
            using var channel = new GatewayChannel(socket, stream, CertificateOf(stream), metrics, time, options.MaxPacketBytes);
            using var adapter = new GatewayChannelAdapter(channel, metrics);
            await ClientHandler(adapter);
        }
        catch (Exception fault) // the rim of one connection: whatever its peer has sent harms no other
        {
            Log.ConnectionFailed(logger, fault);
        }
        finally
        {
            socket.Dispose();
            metrics.Connections(-1);
            Interlocked.Decrement(ref _open);
        }
    }

    private async Task<SslStream?> HandshakeAsync(NetworkStream plain)
    {
        var stream = new SslStream(plain, leaveInnerStreamOpen: false);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        timeout.CancelAfter(TimeSpan.FromSeconds(options.HandshakeSeconds));
        try
        {
            await stream.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions
                {
                    ServerCertificate = certificates!.Server,
                    ClientCertificateRequired = true,
                    EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                    CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                    RemoteCertificateValidationCallback = (_, certificate, _, _) => IsTrusted(certificate),
                },
                timeout.Token);
            return stream;
        }
        catch (Exception fault) when (fault is AuthenticationException or IOException or OperationCanceledException or SocketException)
        {
            metrics.Refused(Refusal.Handshake);
            await stream.DisposeAsync();
            return null;
        }
    }

    private bool IsTrusted(X509Certificate? certificate)
    {
        if (certificate is null)
        {
            metrics.Refused(Refusal.NoCertificate);
            return false;
        }

        if (certificates!.IsTrusted((X509Certificate2)certificate))
            return true;
        metrics.Refused(Refusal.CertificateUntrusted);
        return false;
    }

    private static X509Certificate2? CertificateOf(Stream stream) =>
        stream is SslStream { RemoteCertificate: X509Certificate2 certificate } ? X509CertificateLoader.LoadCertificate(certificate.RawData) : null;
}
