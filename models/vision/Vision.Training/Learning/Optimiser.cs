using TorchSharp;
using Vision.Networks;
using static TorchSharp.torch;

namespace Vision.Training.Learning;

/// <summary>AdamW with a limit on the gradient, and the running average of the weights that is evaluated and shipped. Its whole state can be saved.</summary>
public sealed class Optimiser : IDisposable
{
    private const double FirstDecay = 0.9, SecondDecay = 0.999, Small = 1e-8;

    private readonly TorchNetwork _network;
    private readonly Recipe _recipe;
    private readonly Dictionary<string, (Tensor First, Tensor Second)> _moments;
    private readonly Dictionary<string, Tensor> _average;

    public Optimiser(TorchNetwork network, Recipe recipe)
    {
        (_network, _recipe) = (network, recipe);
        _moments = network.Learnt.ToDictionary(pair => pair.Key, pair => (zeros_like(pair.Value), zeros_like(pair.Value)), StringComparer.Ordinal);
        _average = network.Learnt.Concat(network.Running).ToDictionary(pair => pair.Key, pair => pair.Value.detach().clone(), StringComparer.Ordinal);
    }

    /// <summary>Steps taken.</summary>
    public int Steps { get; private set; }

    /// <summary>The averaged weights, under the names that the exporter reads.</summary>
    public Dictionary<string, NamedTensor> Average =>
        _average.ToDictionary(pair => pair.Key, pair => new NamedTensor(pair.Value.shape, TorchNetwork.Numbers(pair.Value)), StringComparer.Ordinal);

    /// <summary>Moves the weights down the gradients and clears these. Returns the gradients' length before the limit.</summary>
    /// <exception cref="InvalidDataException">The gradients are no numbers any more.</exception>
    public double Step(double rate)
    {
        using var scope = NewDisposeScope();
        using var still = no_grad();
        var length = Math.Sqrt(_network.Learnt.Values.Sum(tensor => tensor.grad!.pow(2).sum().item<float>()));
        if (!double.IsFinite(length))
            throw new InvalidDataException($"The gradients are no numbers any more at step {Steps}.");
        var share = Math.Min(1, _recipe.GradientLimit / (length + 1e-9));
        Steps++;
        var (first, second) = (1 - Math.Pow(FirstDecay, Steps), 1 - Math.Pow(SecondDecay, Steps));
        foreach (var (name, tensor) in _network.Learnt)
        {
            var gradient = tensor.grad! * share;
            var (mean, square) = _moments[name];
            mean.mul_(FirstDecay).add_(gradient, 1 - FirstDecay);
            square.mul_(SecondDecay).addcmul_(gradient, gradient, 1 - SecondDecay);
            // Only kernels shrink: a gain or a bias has no reason to be small.
            if (tensor.shape.Length > 1)
                tensor.mul_(1 - rate * _recipe.WeightDecay);
            tensor.addcdiv_(mean / first, (square / second).sqrt_().add_(Small), -rate);
            tensor.grad!.zero_();
        }
        TakeAverage();
        return length;
    }

    /// <summary>Begins from these weights instead of random ones.</summary>
    /// <exception cref="InvalidDataException">A tensor is missing or has another shape.</exception>
    public void Begin(IReadOnlyDictionary<string, NamedTensor> weights)
    {
        _network.Load(weights);
        foreach (var (name, average) in _average)
            Take(weights, name, average);
    }

    /// <summary>Moments and averages, to go on later.</summary>
    public IEnumerable<KeyValuePair<string, NamedTensor>> Save() => _moments
        .SelectMany(pair => new[] { KeyValuePair.Create($"first.{pair.Key}", pair.Value.First), KeyValuePair.Create($"second.{pair.Key}", pair.Value.Second) })
        .Concat(_average.Select(pair => KeyValuePair.Create($"average.{pair.Key}", pair.Value)))
        .Select(pair => KeyValuePair.Create(pair.Key, new NamedTensor(pair.Value.shape, TorchNetwork.Numbers(pair.Value))));

    /// <exception cref="InvalidDataException">A tensor is missing or has another shape.</exception>
    public void Load(IReadOnlyDictionary<string, NamedTensor> tensors, int steps)
    {
        foreach (var (name, (first, second)) in _moments)
        {
            Take(tensors, $"first.{name}", first);
            Take(tensors, $"second.{name}", second);
        }
        foreach (var (name, average) in _average)
            Take(tensors, $"average.{name}", average);
        Steps = steps;
    }

    public void Dispose()
    {
        foreach (var (first, second) in _moments.Values)
        {
            first.Dispose();
            second.Dispose();
        }
        foreach (var average in _average.Values)
            average.Dispose();
    }

    private static void Take(IReadOnlyDictionary<string, NamedTensor> tensors, string name, Tensor into)
    {
        if (!tensors.TryGetValue(name, out var source) || !source.Shape.SequenceEqual(into.shape))
            throw new InvalidDataException($"The checkpoint lacks {name}, or it has another shape.");
        using var values = tensor(source.Values, source.Shape);
        into.copy_(values);
    }

    // The decay grows from nothing, so that the average forgets the random start.
    private void TakeAverage()
    {
        var decay = _recipe.AverageDecay * (1 - Math.Exp(-Steps / _recipe.AverageRampSteps));
        foreach (var (name, tensor) in _network.Learnt.Concat(_network.Running))
            _average[name].mul_(decay).add_(tensor.detach(), 1 - decay);
    }
}
