using System.Diagnostics;
using System.Globalization;
using TorchSharp;
using Vision.Data;
using Vision.Export;
using Vision.Networks;
using Vision.Scoring;
using Vision.Training.Augmentation;
using Vision.Training.Data;
using static TorchSharp.torch;

namespace Vision.Training.Learning;

/// <summary>A run: epochs of batches, evaluation with the product's own decoder on the exported network, checkpoints, record.</summary>
public sealed class Trainer : IDisposable
{
    private static readonly TimeSpan CheckpointEvery = TimeSpan.FromMinutes(4);

    private readonly string _folder;
    private readonly RunRecord _record;
    private readonly NetworkPlan _plan;
    private readonly Batches _batches;
    private readonly Schedule _schedule;
    private readonly TorchNetwork _network;
    private readonly Optimiser _optimiser;
    private readonly DetectionLoss _loss;
    private readonly IReadOnlyList<LabelledPicture> _validation;
    private readonly TimeProvider _time;
    private readonly TextWriter _log;
    private double _best;

    public Trainer(string folder, RunRecord record, TrainingSet set, IReadOnlyList<LabelledPicture> validation, TimeProvider time, TextWriter log)
    {
        (_folder, _record, _validation, _time, _log) = (folder, record, validation, time, log);
        var recipe = record.Recipe;
        var labels = LabelMap.SiteSafety;
        _plan = DetectorNetwork.Plan(recipe.Network, labels.Count);
        _schedule = new Schedule(recipe, Math.Max(1, set.SamplesPerEpoch / recipe.Batch));
        _batches = new Batches(set, new SampleMaker(set, recipe.Augmentation, labels), recipe, _schedule);
        _network = new TorchNetwork(_plan, recipe.Seed, recipe.NormMomentum, record.HalfPrecision);
        _optimiser = new Optimiser(_network, recipe);
        _loss = new DetectionLoss(recipe, labels.Count, [.. _plan.Heads.Select(head => head.Stride)]);
        _best = record.Epochs.Max(epoch => epoch.MeanAp50) ?? 0;
    }

    /// <summary>Goes on from the last checkpoint to the end of the recipe.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var position = Position.Load(_folder, _network, _optimiser);
        await _log.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{_plan.Name}: {_plan.Parameters} parameters, {_batches.PerEpoch} batches an epoch, from epoch {position.Epoch} batch {position.Batch}"));
        for (; position.Epoch < _record.Recipe.Epochs; position = new Position(position.Epoch + 1, 0, 0, 0))
        {
            var began = _time.GetTimestamp();
            var processor = Environment.CpuUsage.TotalTime;
            position = await EpochAsync(position, cancel);
            Save(position with { Epoch = position.Epoch + 1, Batch = 0, ClassLoss = 0, BoxLoss = 0 });
            var wall = _time.GetElapsedTime(began);
            var due = (position.Epoch + 1) % _record.Recipe.EvaluateEvery == 0 || position.Epoch + 1 == _record.Recipe.Epochs;
            await FinishAsync(position, due ? Evaluate(cancel) : null, wall, Environment.CpuUsage.TotalTime - processor);
        }
    }

    /// <summary>Scores the averaged weights as they would ship.</summary>
    public ScoreReport Evaluate(CancellationToken cancel)
    {
        var model = OnnxExport.Float(_plan, FoldedWeights.Fold(_plan, _optimiser.Average), new Dictionary<string, string>());
        return SetScore.Run(model, _validation, LabelMap.SiteSafety, _record.Recipe.EvaluationSide, _record.Recipe.EvaluationSide, cancel);
    }

    public void Dispose()
    {
        _optimiser.Dispose();
        _network.Dispose();
    }

    private async Task<Position> EpochAsync(Position position, CancellationToken cancel)
    {
        var saved = _time.GetTimestamp();
        await foreach (var batch in _batches.Epoch(position.Epoch, position.Batch, cancel))
        {
            var (byClass, byBox) = Learn(batch, position);
            position = new Position(position.Epoch, position.Batch + 1, position.ClassLoss + byClass, position.BoxLoss + byBox);
            if (position.Batch % 20 == 0)
                await _log.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                    $"epoch {position.Epoch} batch {position.Batch}/{_batches.PerEpoch} class {position.ClassLoss / position.Batch:F3} box {position.BoxLoss / position.Batch:F3}"));
            if (_time.GetElapsedTime(saved) < CheckpointEvery)
                continue;
            Save(position);
            saved = _time.GetTimestamp();
        }
        return position;
    }

    private (float, float) Learn(Sample[] batch, Position position)
    {
        using var scope = NewDisposeScope();
        var side = batch[0].Side;
        var images = tensor(Planes(batch), [batch.Length, side, side, 3]).permute(0, 3, 1, 2).to(ScalarType.Float32) / 255;
        var (scores, boxes) = _network.Forward(images);
        var (loss, byClass, byBox) = _loss.Of(batch, scores, boxes);
        loss.backward();
        _optimiser.Step(_schedule.Rate(position.Epoch * _batches.PerEpoch + position.Batch));
        return (byClass, byBox);
    }

    // Channels stay last in memory: convolutions on processors run faster that way.
    private static byte[] Planes(Sample[] batch)
    {
        var each = batch[0].Picture.Rgb.Length;
        var planes = new byte[batch.Length * each];
        for (var i = 0; i < batch.Length; i++)
            batch[i].Picture.Rgb.CopyTo(planes, i * each);
        return planes;
    }

    private void Save(Position position) => Position.Save(_folder, position, _network, _optimiser);

    private async Task FinishAsync(Position position, ScoreReport? report, TimeSpan wall, TimeSpan processor)
    {
        var batches = Math.Max(1, position.Batch);
        _record.Epochs.RemoveAll(epoch => epoch.Epoch >= position.Epoch + 1);
        _record.Epochs.Add(new EpochRecord(position.Epoch + 1, _optimiser.Steps, (float)(position.ClassLoss / batches), (float)(position.BoxLoss / batches),
            Math.Round(processor.TotalSeconds, 1), Math.Round(wall.TotalSeconds, 1), report?.MeanAp50, report?.Classes.ToDictionary(score => score.Class, score => score.Ap50)));
        _record.Write(_folder);
        await _log.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"epoch {position.Epoch + 1} done: class {position.ClassLoss / batches:F3} box {position.BoxLoss / batches:F3}, {wall.TotalSeconds:F0} s wall, {processor.TotalSeconds:F0} s processor"));
        if (report is null)
            return;
        await _log.WriteLineAsync(Scorer.Table(report));
        if (report.MeanAp50 is not { } score || score < _best)
            return;
        _best = score;
        TensorFile.Write(Path.Combine(_folder, "best.safetensors"), _optimiser.Average);
    }
}
