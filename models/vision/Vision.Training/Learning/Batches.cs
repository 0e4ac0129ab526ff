using System.Threading.Channels;
using Vision.Training.Augmentation;
using Vision.Training.Data;

namespace Vision.Training.Learning;

/// <summary>Makes the batches of an epoch on a thread of its own, two ahead of the network.</summary>
public sealed class Batches(TrainingSet set, SampleMaker maker, Recipe recipe, Schedule schedule)
{
    public int PerEpoch => Math.Max(1, set.SamplesPerEpoch / recipe.Batch);

    public IAsyncEnumerable<Sample[]> Epoch(int epoch, int from, CancellationToken cancel)
    {
        var ready = Channel.CreateBounded<Sample[]>(2);
        _ = Task.Run(() => MakeAsync(epoch, from, ready.Writer, cancel), cancel);
        return ready.Reader.ReadAllAsync(cancel);
    }

    private async Task MakeAsync(int epoch, int from, ChannelWriter<Sample[]> ready, CancellationToken cancel)
    {
        try
        {
            var order = set.Order(epoch);
            for (var batch = from; batch < PerEpoch; batch++)
            {
                var side = schedule.Side(epoch, batch);
                var samples = new Sample[recipe.Batch];
                for (var i = 0; i < samples.Length; i++)
                {
                    var place = (batch * recipe.Batch + i) % order.Length;
                    samples[i] = maker.Make(order[place], side, TrainingSet.HashCode(recipe.Seed, epoch, place), schedule.Plain(epoch));
                }
                await ready.WriteAsync(samples, cancel);
            }
            ready.Complete();
        }
        catch (Exception fault) // The reader throws it on: this is the other end of one loop.
        {
            ready.Complete(fault);
        }
    }
}
