using System.Tests.Fuzz;
using System.Tests.Site;
using System.Text.Json.Nodes;
using TestKit.Reports;

namespace System.Tests.Scenarios;

/// <summary>The codecs of the wire through spoilt bytes: nothing throws, hangs, holds back too much or breaks its promises.</summary>
public sealed class FuzzSpecs
{
    private const long Million = 1_000_000;
    private static readonly long Bytes = (SystemRun.IsLong ? 1_000 : 100) * Million;

    [Fact]
    public void spoilt_bytes_break_no_codec()
    {
        SystemRun.Require();
        var cancel = SystemRun.Limit(TimeSpan.FromMinutes(SystemRun.IsLong ? 90 : 15));
        var report = new BenchmarkReport("fuzz", "codecs of Modbus, HJ 212 and Sparkplug through spoilt frames and noise", SystemRun.IsLong, TimeProvider.System);

        var faults = new List<string>();
        foreach (var target in (FuzzTarget[])[new ModbusTarget(), new Hj212Target(), new SparkplugTarget()])
        {
            var run = FuzzRun.Of(target, Bytes, seed: 1, cancel);
            report.Add($"{target.Name}: bytes", run.Bytes, "", Goal.AtLeast(Bytes)).Add($"{target.Name}: inputs", run.Inputs, "").Add($"{target.Name}: taken", target.Accepted, "")
                .Add($"{target.Name}: refused", target.Refused.Values.Sum(), "").Add($"{target.Name}: faults", run.Fault is null ? 0 : 1, "", Goal.AtMost(0))
                .Add($"{target.Name}: slowest input", run.SlowestMilliseconds, "ms").Add($"{target.Name}: most bytes held back", target.Held, "B")
                .Add($"{target.Name}: speed", run.Bytes / run.Took.TotalSeconds / Million, "MB/s")
                .Raw(target.Name, new JsonObject([.. target.Refused.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => KeyValuePair.Create(r.Key, (JsonNode?)JsonValue.Create(r.Value)))]));
            if (run.Fault is not null)
                faults.Add(run.Fault);
            SystemRun.Figures("fuzz", $"{target.Name}: {run.Bytes} bytes in {run.Inputs} inputs, {target.Accepted} taken, {(run.Fault is null ? 0 : 1)} faults, {run.Took.TotalSeconds:0} s");
        }

        foreach (var fault in faults)
            report.Note(fault);
        report.Write();
        Assert.Empty(faults);
    }
}
