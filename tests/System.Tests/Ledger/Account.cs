using System.Tests.Site;
using Telemetry.Model;

namespace System.Tests.Ledger;

/// <summary>Everything that came out of a run, read from the files of the stopped programs.</summary>
/// <param name="Devices">One entry a numbered device.</param>
/// <param name="Missing">Sequences of the gateway that neither side has.</param>
/// <param name="Waiting">Records still in the outbox.</param>
/// <param name="Appended">Records that the outbox has taken.</param>
/// <param name="Miscounted">Devices whose readings in the store differ from the gateway's own ledger: device, ledger, store.</param>
/// <param name="Answers">Instant of the answer and milliseconds to its commit, of readings that were not late; the fastest first.</param>
internal sealed record Account(
    IReadOnlyList<DeviceAccount> Devices,
    IReadOnlyList<NumberSpan> Missing,
    int Waiting,
    ulong Appended,
    IReadOnlyList<(string Device, long Ledger, long Stored)> Miscounted,
    IReadOnlyList<(long At, long Delay)> Answers)
{
    public long Lost => Devices.Sum(device => device.Lost.Sum(span => span.Count));

    /// <summary>Answers and sequences that are lost.</summary>
    public long Gone => Lost + Missing.Sum(span => span.Count);

    /// <summary>Readings that are stored twice, out of order, broken or were never given.</summary>
    public long Spoilt => Devices.Sum(device => ((IReadOnlyList<NumberSpan>[])[device.Doubled, device.Reordered, device.Broken, device.Strange]).Sum(spans => spans.Sum(span => span.Count)));

    public long Stored => Devices.Sum(device => device.Stored);

    public long Late => Devices.Sum(device => device.Late);

    /// <summary>Compares the numbered devices' log, the gateway's outbox and the cloud's series file.</summary>
    public static Account Of(Installation installation)
    {
        var served = NumberLog.Read(installation.NumberLog);
        var outbox = OutboxFile.Read(installation.GatewayFolder);
        using var series = new SeriesFile(installation.CloudFolder);
        var stored = installation.Files.Counters.Select(counter => series.Numbers(Installation.Project, counter)).ToList();
        var failed = installation.Files.Counters.Select(counter => series.FailedReads(Installation.Project, counter)).ToList();
        var held = series.Held(Installation.Project, Installation.GatewayName).GetValueOrDefault(outbox.Epoch, SequenceRanges.Empty);
        var readings = series.Readings(Installation.Project);
        return new Account(
            [.. installation.Files.Counters.Select((counter, index) => DeviceAccount.Of(counter, served[index + 1], stored[index], failed[index]))],
            outbox.Missing(held),
            outbox.Waiting.Count,
            outbox.Last,
            outbox.Waiting.Count > 0 ? [] :
            [
                .. from device in outbox.Readings
                   let count = readings.GetValueOrDefault(device.Key)
                   where count != device.Value
                   select (device.Key, device.Value, count),
            ],
            [.. stored.SelectMany(AnswersOf).OrderBy(answer => answer.Delay)]);

        IEnumerable<(long At, long Delay)> AnswersOf(IReadOnlyList<StoredNumber> readings, int index)
        {
            var at = served[index + 1].ToDictionary(answer => answer.Number, answer => answer.At);
            return from reading in readings
                   where !reading.Late && at.ContainsKey(reading.Number)
                   select (at[reading.Number], reading.Arrival - at[reading.Number]);
        }
    }

    /// <summary>The delay that a share of the readings did not exceed; 0 when there are none.</summary>
    public long Delay(double share) => Answers.Count == 0 ? 0 : Answers[(int)Math.Min(Answers.Count - 1, share * Answers.Count)].Delay;

    /// <summary>Milliseconds from answer to commit, of answers that were given within a time.</summary>
    public IEnumerable<long> DelaysBetween(DateTimeOffset from, DateTimeOffset to) =>
        Answers.Where(answer => answer.At >= from.ToUnixTimeMilliseconds() && answer.At <= to.ToUnixTimeMilliseconds()).Select(answer => answer.Delay);

    /// <summary>Fails unless every durable record is stored exactly once, in order.</summary>
    /// <param name="givenUp">Answers that may be missing because the gateway was killed before it could append them.</param>
    public void AssertExactlyOnce(long givenUp)
    {
        Assert.Empty(Missing);
        Assert.All(Devices, device => Assert.True(device.IsSound, device.ToString()));
        Assert.True(Lost <= givenUp, string.Join('\n', Devices));
        Assert.Empty(Miscounted);
    }
}
