using Edge.Core.Drivers;
using Telemetry.Model;
using Xunit;

namespace TestKit.Drivers;

/// <summary>What it means to be a driver. Each driver has one subclass with a rig around a real peer.</summary>
public abstract class DriverContract
{
    /// <summary>Longer than any of these may take: a bug fails instead of hanging.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>A driver with its peer, answering.</summary>
    protected abstract Task<DriverRig> StartAsync(CancellationToken cancel);

    [Fact]
    public async Task every_point_is_read_and_good()
    {
        using var patience = new CancellationTokenSource(Patience);
        await using var rig = await StartAsync(patience.Token);

        var batch = await rig.NextAsync(patience.Token);

        Assert.Equal(rig.Points.ToHashSet(), batch.Select(r => r.Point).ToHashSet());
        Assert.All(batch, r => Assert.Equal((Quality.Good, QualityReason.None), (r.Quality, r.Reason)));
    }

    [Fact]
    public async Task a_value_that_cannot_be_used_is_bad_with_a_reason_and_never_left_out()
    {
        using var patience = new CancellationTokenSource(Patience);
        await using var rig = await StartAsync(patience.Token);
        await rig.NextAsync(patience.Token);

        await rig.SpoilAsync();
        var batch = await rig.NextAsync(patience.Token);

        Assert.Equal(rig.Points.ToHashSet(), batch.Select(r => r.Point).ToHashSet());
        var spoilt = Assert.Single(batch, r => r.Point == rig.Spoilt);
        Assert.Equal(Quality.Bad, spoilt.Quality);
        Assert.NotEqual(QualityReason.None, spoilt.Reason);
        Assert.All(batch.Where(r => r.Point != rig.Spoilt), r => Assert.Equal(Quality.Good, r.Quality));
    }

    [Fact]
    public async Task a_cut_link_is_opened_again_by_itself()
    {
        using var patience = new CancellationTokenSource(Patience);
        await using var rig = await StartAsync(patience.Token);
        await rig.NextAsync(patience.Token);

        await rig.CutAsync();
        await ExpectFailureAsync(rig, patience.Token);
        await rig.RestoreAsync();
        var batch = await AnswerAfterFailuresAsync(rig, patience.Token);

        Assert.All(batch, r => Assert.Equal(Quality.Good, r.Quality));
    }

    [Fact]
    public async Task a_silent_peer_is_let_go_within_a_second_of_being_cancelled()
    {
        using var patience = new CancellationTokenSource(Patience);
        await using var rig = await StartAsync(patience.Token);
        await rig.NextAsync(patience.Token);
        await rig.FallSilentAsync();

        using var stop = new CancellationTokenSource();
        var waiting = rig.NextAsync(stop.Token);
        await stop.CancelAsync();

        // Either way of ending is fine; not ending within the second throws TimeoutException.
        var end = await Record.ExceptionAsync(() => waiting.WaitAsync(TimeSpan.FromSeconds(1), patience.Token));
        Assert.True(end is null or OperationCanceledException or DeviceException, $"ended with {end}");
    }

    /// <summary>What a cut link looks like: a <see cref="DeviceException"/>, or for a listener nothing at all.</summary>
    protected virtual async Task ExpectFailureAsync(DriverRig rig, CancellationToken cancel)
    {
        var fault = await Assert.ThrowsAsync<DeviceException>(() => rig.NextAsync(cancel));
        Assert.NotEqual(QualityReason.None, fault.Reason);
    }

    // The first tries may still meet the broken link; a driver that never recovers runs into the patience.
    private static async Task<IReadOnlyList<Reading>> AnswerAfterFailuresAsync(DriverRig rig, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return await rig.NextAsync(cancel);
            }
            catch (DeviceException) when (!cancel.IsCancellationRequested)
            {
                await Task.Yield();
            }
        }
    }
}
