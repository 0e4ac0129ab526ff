using Microsoft.ML.OnnxRuntime;
using Vision.Export;
using Vision.Images;
using Vision.Networks;

namespace Vision.Tests.Export;

public sealed class OnnxExportSpecs
{
    private const int Side = 64;

    private static readonly NetworkPlan Plan = A.TinyPlan;
    private static readonly Dictionary<string, NamedTensor> Tensors = A.Weights(Plan, 1);
    private static readonly FoldedWeights Weights = FoldedWeights.Fold(Plan, Tensors);
    private static readonly Dictionary<string, string> NoNotes = [];

    [Fact]
    public void the_float_file_computes_what_the_plan_says()
    {
        var planes = Planes(7);
        var expected = SlowNetwork.Run(Plan, Tensors, new SlowNetwork.Map(3, Side, Side, planes));

        var outputs = Run(OnnxExport.Float(Plan, Weights, NoNotes), planes);

        Assert.Equal(6, outputs.Count);
        foreach (var (name, values) in outputs)
            Assert.True(Furthest(expected[name].Values, values) < 1e-3, $"{name} is off by {Furthest(expected[name].Values, values)}");
    }

    [Fact]
    public void the_observed_file_gives_every_map_of_the_plan()
    {
        var outputs = Run(OnnxExport.Observed(Plan, Weights), Planes(7));

        Assert.Equal(Plan.Nodes.Select(node => node.Name).Order(), outputs.Keys.Order());
    }

    [Theory]
    [InlineData(8)]
    [InlineData(7)]
    public void the_eight_bit_file_stays_near_the_float_file(int weightBits)
    {
        var planes = Planes(7);
        var ranges = Calibration.Ranges(Plan, Weights, Enumerable.Range(7, 4).Select(seed => A.Picture(Side, Side, seed)), Side, 1);
        var exact = Run(OnnxExport.Float(Plan, Weights, NoNotes), planes);

        var quantized = Run(OnnxExport.Quantized(Plan, Weights, ranges, weightBits, NoNotes), planes);

        foreach (var (name, values) in exact)
        {
            var spread = Math.Sqrt(values.Sum(value => value * value) / values.Length);
            var error = Math.Sqrt(values.Zip(quantized[name], (a, b) => (a - b) * (a - b)).Sum() / values.Length);
            Assert.True(error < 0.15 * spread, $"{name}: error {error}, spread {spread}");
        }
    }

    [Fact]
    public void eight_bit_weights_take_a_quarter_of_the_room()
    {
        var plan = DetectorNetwork.Plan(new NetworkSize("wide", 16, [32, 64, 128, 192], [1, 2, 2, 2], 48, 48, 32), 7);
        var weights = FoldedWeights.Fold(plan, A.Weights(plan, 2));
        var ranges = plan.Nodes.ToDictionary(node => node.Name, _ => 1f);

        var (exact, quantized) = (OnnxExport.Float(plan, weights, NoNotes), OnnxExport.Quantized(plan, weights, ranges, 8, NoNotes));

        Assert.InRange(quantized.Length, exact.Length / 5, exact.Length / 3);
    }

    [Fact]
    public void one_file_serves_any_size_that_32_divides()
    {
        var model = OnnxExport.Float(Plan, Weights, NoNotes);
        using var session = new InferenceSession(model);
        using var input = OrtValue.CreateTensorValueFromMemory(new float[3 * 96 * 160], [1, 3, 96, 160]);
        using var options = new RunOptions();

        using var outputs = session.Run(options, ["image"], [input], ["scores8", "boxes32"]);

        Assert.Equal([1, 7, 12, 20], outputs[0].GetTensorTypeAndShape().Shape);
        Assert.Equal([1, 4, 3, 5], outputs[1].GetTensorTypeAndShape().Shape);
    }

    [Fact]
    public void notes_travel_in_the_file()
    {
        using var session = new InferenceSession(OnnxExport.Float(Plan, Weights, new Dictionary<string, string> { ["classes"] = "helmet,head" }));

        Assert.Equal("helmet,head", session.ModelMetadata.CustomMetadataMap["classes"]);
    }

    [Theory]
    [InlineData("stem.weight")]
    [InlineData("fuse8.norm.var")]
    [InlineData("scores16.bias")]
    public void weights_of_another_network_are_refused_by_name(string name)
    {
        var lacking = Tensors.Where(pair => pair.Key != name).ToDictionary();
        var misshapen = new Dictionary<string, NamedTensor>(Tensors) { [name] = new([3], [1, 2, 3]) };
        var poisoned = new Dictionary<string, NamedTensor>(Tensors) { [name] = Tensors[name] with { Values = [.. Tensors[name].Values.Select((value, i) => i == 0 ? float.NaN : value)] } };

        foreach (var tensors in new[] { lacking, misshapen, poisoned })
            Assert.Contains(name, Assert.Throws<InvalidDataException>(() => FoldedWeights.Fold(Plan, tensors)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void calibration_finds_the_top_of_every_map_and_leaves_out_outliers_on_request()
    {
        var pictures = Enumerable.Range(0, 3).Select(seed => A.Picture(Side, Side, seed)).ToList();
        var maps = pictures.Select(picture => SlowNetwork.Run(Plan, Tensors, new SlowNetwork.Map(3, Side, Side, Planes(picture)))).ToList();

        var all = Calibration.Ranges(Plan, Weights, pictures, Side, 1);
        var most = Calibration.Ranges(Plan, Weights, pictures, Side, 0.99);

        foreach (var (name, top) in all)
        {
            Assert.Equal(maps.Max(map => map[name].Values.Max()), top, 1e-3f);
            Assert.InRange(most[name], 0, top);
            var positive = maps.SelectMany(map => map[name].Values).Where(value => value > 0).ToList();
            Assert.InRange(positive.Count(value => value > most[name]), 0, positive.Count / 100 + 1);
        }
    }

    private static float[] Planes(int seed) => Planes(A.Picture(Side, Side, seed));

    private static float[] Planes(Picture picture)
    {
        var planes = new float[3 * Side * Side];
        Letterbox.Fit(Side, Side, Side, Side).Fill(picture, planes);
        return planes;
    }

    private static Dictionary<string, float[]> Run(byte[] model, float[] planes)
    {
        using var session = new InferenceSession(model);
        using var input = OrtValue.CreateTensorValueFromMemory(planes, [1, 3, Side, Side]);
        using var options = new RunOptions();
        using var outputs = session.Run(options, ["image"], [input], session.OutputNames);
        return session.OutputNames.Zip(outputs, (name, output) => (name, output.GetTensorDataAsSpan<float>().ToArray())).ToDictionary();
    }

    private static float Furthest(float[] one, float[] other) => one.Zip(other, (a, b) => MathF.Abs(a - b)).Max();
}
