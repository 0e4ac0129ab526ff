using TestKit.Outbox;

namespace Edge.Tests.Uplink;

public sealed class SessionLoopSpecs
{
    [Fact]
    public async Task a_link_that_comes_and_goes_is_used_whenever_it_is_there()
    {
        // If the pauses grew with every cut, the last of them alone would take minutes.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var rig = new SparkplugRig(options => options with { Delivery = options.Delivery with { ReconnectMaxSeconds = 3_600 } });
        await rig.StartHostAsync();
        rig.Start();

        for (var cut = 0; cut < 14; cut++)
        {
            await rig.AppendAsync(Report.Live(value: cut), limit.Token);
            await rig.DrainedAsync(limit.Token);
            rig.Proxy.Cut();
        }

        Assert.Equal(14, rig.Log.First.Count);
    }
}
