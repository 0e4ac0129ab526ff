using System.Diagnostics;
using FirmwareSim.Machines;
using Protocols.Rtp;

namespace FirmwareSim.Cameras.Streaming;

/// <summary>The sound track: machines humming and hammer blows, as G.711 made here or as AAC from an ffmpeg child process.</summary>
internal sealed class AudioChannel(AudioCoding coding, CameraClock clock, CameraTrouble trouble, CameraCounters counters, RtpPacketiser packetiser, int seed)
{
    private const int AdtsHead = 7;
    private const int AacFrame = 1024;

    private readonly SiteSound _sound = new(coding == AudioCoding.Aac ? 16_000 : 8_000, Noise.For(seed, "sound"));

    /// <summary>Who hears it.</summary>
    public MediaChannel Viewers { get; } = new(clock.Time);

    /// <summary>Samples a second, which is also the clock of the timestamps.</summary>
    public int Rate => _sound.Rate;

    /// <summary>SSRC.</summary>
    public uint Source => packetiser.Source;

    /// <summary>How the track is described.</summary>
    public MediaDescription Describe(string control) => coding == AudioCoding.Aac
        ? new MediaDescription("audio", 97, $"MPEG4-GENERIC/{Rate}/1", "streamtype=5;profile-level-id=1;mode=AAC-hbr;sizelength=13;indexlength=3;indexdeltalength=3;config=1408", control)
        : new MediaDescription("audio", 8, $"PCMA/{Rate}", null, control);

    /// <summary>Serves demand until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (true)
        {
            await Viewers.WaitAsync(cancel);
            try
            {
                await (coding == AudioCoding.Aac ? CodeAacAsync(cancel) : CodeG711Async(cancel));
            }
            catch (Exception error) when (error is IOException or System.ComponentModel.Win32Exception && !cancel.IsCancellationRequested)
            {
                counters.Add(CameraCount.CoderFaults);
                await Task.Delay(TimeSpan.FromSeconds(1), clock.Time, cancel);
            }
        }
    }

    private async Task CodeG711Async(CancellationToken cancel)
    {
        var samples = new short[Rate / 25];
        var coded = new byte[samples.Length];
        var first = true;
        var pace = new Pace(clock, samples.Length / (double)Rate);
        while (Viewers.IsWanted)
        {
            await pace.NextAsync(cancel);
            _sound.Fill(samples);
            for (var i = 0; i < samples.Length; i++)
                coded[i] = G711.EncodeALaw(samples[i]);
            var at = pace.Timestamp(Rate, trouble.TimestampJump);
            Publish(packetiser.G711(coded, at, first), at);
            first = false;
        }
    }

    private async Task CodeAacAsync(CancellationToken cancel)
    {
        var start = new ProcessStartInfo("ffmpeg") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["-hide_banner", "-loglevel", "quiet", "-f", "s16le", "-ar", $"{Rate}", "-ac", "1", "-probesize", "32", "-analyzeduration", "0",
            "-i", "pipe:0", "-c:a", "aac", "-b:a", "32k", "-flush_packets", "1", "-f", "adts", "pipe:1"])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start) ?? throw new IOException("ffmpeg did not start");
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var pace = new Pace(clock, AacFrame / (double)Rate);
        var began = pace.Timestamp(Rate, 0);
        var reading = PublishAdtsAsync(process.StandardOutput.BaseStream, began, ending.Token);
        try
        {
            var samples = new short[AacFrame];
            while (Viewers.IsWanted && !reading.IsCompleted)
            {
                await pace.NextAsync(cancel);
                _sound.Fill(samples);
                await process.StandardInput.BaseStream.WriteAsync(System.Runtime.InteropServices.MemoryMarshal.AsBytes(samples.AsSpan()).ToArray(), cancel);
                await process.StandardInput.BaseStream.FlushAsync(cancel);
            }
        }
        finally
        {
            await ending.CancelAsync();
            if (!process.HasExited)
                process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // ADTS: 12 bits sync, …, 13 bits length of head and frame from bit 30 on (ISO/IEC 14496-3, 1.A.2.2).
    private async Task PublishAdtsAsync(Stream stream, uint began, CancellationToken cancel)
    {
        var head = new byte[AdtsHead];
        for (uint count = 0; await stream.ReadAtLeastAsync(head, AdtsHead, throwOnEndOfStream: false, cancel) == AdtsHead; count++)
        {
            var length = ((head[3] & 3) << 11) | (head[4] << 3) | (head[5] >> 5);
            if (head[0] != 0xFF || length <= AdtsHead)
                throw new IOException("The coder wrote no ADTS frame.");
            var frame = new byte[length - AdtsHead];
            await stream.ReadExactlyAsync(frame, cancel);
            var at = unchecked(began + (count * AacFrame) + (uint)(long)(trouble.TimestampJump * Rate));
            Publish(packetiser.Aac(frame, at), at);
        }
    }

    private void Publish(RtpPackets packets, uint timestamp)
    {
        if (!trouble.Has(TroubleKind.Stall))
            Viewers.Publish(new MediaUnit(packets, true, timestamp, Rtcp.Report(packetiser, clock.Now, timestamp, "audio")));
    }

    /// <summary>Waits for the next piece; after a pause it goes on from now.</summary>
    private sealed class Pace(CameraClock clock, double period)
    {
        private double _next = clock.SceneSeconds;

        public async Task NextAsync(CancellationToken cancel)
        {
            _next += period;
            var wait = _next - clock.SceneSeconds;
            if (wait > 0)
                await Task.Delay(TimeSpan.FromSeconds(wait), clock.Time, cancel);
            else if (wait < -1)
                _next = clock.SceneSeconds;
        }

        public uint Timestamp(int rate, double jump) => unchecked((uint)(long)((_next + jump) * rate));
    }
}
