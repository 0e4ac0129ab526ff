using System.Security.Cryptography;
using Vision.Detection;
using Vision.Export;
using Vision.Images;

namespace Vision.Tests.Detection;

public sealed class DetectorSpecs : IDisposable
{
    private static readonly DetectorSettings Settings = new(64, 64, Threshold: 0.5f);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void an_object_is_reported_in_pixels_of_the_picture_it_was_found_in()
    {
        using var detector = new Detector(BrightSpotDetector.Model, Settings);
        // 128 x 64 lies in 64 x 64 at half size, 16 rows down: the input pixel (16, 24), where a cell begins, is (32, 16) here.
        var picture = new Picture(128, 64);
        Paint(picture, 28, 12, 12);

        var found = Assert.Single(detector.Detect(picture));

        Assert.Equal(0, found.Class);
        Assert.Equal(new Box(24, 8, 56, 40), Rounded(found.Box));
        Assert.True(found.Score > 0.9f);
    }

    [Fact]
    public void boxes_are_cut_at_the_edge_of_the_picture_and_a_dark_picture_has_none()
    {
        using var detector = new Detector(BrightSpotDetector.Model, Settings);
        var corner = new Picture(64, 64);
        Paint(corner, 0, 0, 8);

        Assert.Equal(new Box(0, 0, 12, 12), Rounded(Assert.Single(detector.Detect(corner)).Box));
        Assert.Empty(detector.Detect(new Picture(64, 64)));
    }

    [Fact]
    public void a_package_opens_what_its_hash_says()
    {
        var package = Package(("fp32", BrightSpotDetector.Model));

        var (detector, refusal) = package.Open(_folder.Path, "fp32", Settings);
        using var opened = detector;

        Assert.Null(refusal);
        Assert.Equal(1, opened!.Classes);
    }

    [Theory]
    [InlineData("changed", "hash")]
    [InlineData("gone", "not there")]
    [InlineData("other-shape", "classes")]
    [InlineData("no-model", "cannot be run")]
    [InlineData("precision", "no int8 file")]
    public void a_package_that_is_not_what_it_says_is_refused_in_words(string fault, string words)
    {
        var package = fault switch
        {
            "other-shape" => Package(("fp32", OnnxExport.Float(A.TinyPlan, FoldedWeights.Fold(A.TinyPlan, A.Weights(A.TinyPlan, 1)), new Dictionary<string, string>()))),
            "no-model" => Package(("fp32", [1, 2, 3, 4])),
            _ => Package(("fp32", BrightSpotDetector.Model)),
        };
        if (fault == "changed")
            File.AppendAllText(_folder.File("fp32.onnx"), "x");
        if (fault == "gone")
            File.Delete(_folder.File("fp32.onnx"));

        var (detector, refusal) = package.Open(_folder.Path, fault == "precision" ? "int8" : "fp32", Settings);

        Assert.Null(detector);
        Assert.Contains(words, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void a_description_survives_its_json_and_a_broken_one_is_refused()
    {
        var package = Package(("fp32", BrightSpotDetector.Model));
        File.WriteAllText(_folder.File(ModelPackage.FileName), package.ToJson());
        Assert.Equal(package.ToJson(), ModelPackage.Read(_folder.Path).Package!.ToJson());

        File.WriteAllText(_folder.File(ModelPackage.FileName), "{ \"name\": ");
        Assert.Contains("readable", ModelPackage.Read(_folder.Path).Refusal, StringComparison.Ordinal);
        File.Delete(_folder.File(ModelPackage.FileName));
        Assert.Contains("not there", ModelPackage.Read(_folder.Path).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void the_self_test_never_takes_a_quantised_file_that_answers_otherwise()
    {
        // The "int8" file is another network altogether: as far off as a processor that saturates.
        var weights = FoldedWeights.Fold(A.TinyPlan, A.Weights(A.TinyPlan, 1));
        var strange = FoldedWeights.Fold(A.TinyPlan, A.Weights(A.TinyPlan, 2));
        Dictionary<string, string> notes = [];
        var package = Package(("fp32", OnnxExport.Float(A.TinyPlan, weights, notes)), ("int8", OnnxExport.Float(A.TinyPlan, strange, notes)))
            with { Labels = LabelMap.SiteSafety.Names, Preferred = "int8", SelfTestDifference = 0.001f };

        var (detector, results, refusal) = SelfTest.Choose(package, _folder.Path, Settings, TimeProvider.System);
        using var chosen = detector;

        Assert.Null(refusal);
        Assert.Equal(["fp32", "int8"], results.Select(result => result.Precision));
        using var exact = package.Open(_folder.Path, "fp32", Settings).Detector!;
        Assert.Equal(0, SelfTest.Difference(chosen!, exact));
    }

    [Fact]
    public void a_settled_input_must_be_made_of_32s()
    {
        Assert.Throws<ArgumentException>(() => new Detector(BrightSpotDetector.Model, new DetectorSettings(100, 64)));
    }

    private ModelPackage Package(params (string Precision, byte[] Model)[] models)
    {
        foreach (var (precision, model) in models)
            File.WriteAllBytes(_folder.File($"{precision}.onnx"), model);
        return new ModelPackage("bright-spot", ["spot"], 64, 64, 0.6f, new Dictionary<string, float> { ["spot"] = 0.5f }, "fp32", 0,
            [.. models.Select(model => new ModelFile($"{model.Precision}.onnx", model.Precision, Convert.ToHexStringLower(SHA256.HashData(model.Model))))]);
    }

    private static void Paint(Picture picture, int left, int top, int side)
    {
        for (var y = top; y < top + side; y++)
            picture.Rgb.AsSpan((y * picture.Width + left) * 3, side * 3).Fill(255);
    }

    private static Box Rounded(Box box) => new(MathF.Round(box.Left, 2), MathF.Round(box.Top, 2), MathF.Round(box.Right, 2), MathF.Round(box.Bottom, 2));
}
