using System.Security.Cryptography;
using Vision.Detection;
using Vision.Export;
using Vision.Images;
using Vision.Scoring;

namespace Vision.Tests.Scoring;

public sealed class FolderScoreSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FolderScoreSpecs()
    {
        Directory.CreateDirectory(_folder.File("pictures"));
        Directory.CreateDirectory(_folder.File("texts"));
        for (var i = 0; i < 3; i++)
        {
            File.WriteAllBytes(_folder.File($"pictures/{i}.jpg"), PictureFile.EncodeJpeg(A.Picture(96, 64, i), 85));
            File.WriteAllText(_folder.File($"texts/{i}.txt"), i == 0 ? "" : "0 0.5 0.5 0.4 0.4\n");
        }
        File.WriteAllText(_folder.File("list.csv"), "file,source,annotated_classes\n0.jpg,css,0 1 2 3 4 5 6\n1.jpg,css,0 1 2 3 4 5 6\n2.jpg,hhw,0 1 5 6\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void any_folder_with_a_manifest_is_scored_by_class_and_source()
    {
        File.WriteAllBytes(_folder.File("model.onnx"), Model());

        var report = Run(_folder.File("model.onnx"));

        Assert.Equal(3, report.Pictures);
        Assert.Equal(2, report.Of("helmet").Objects);
        Assert.Equal(2, report.Of("vest").Pictures);
        Assert.Equal(["css", "hhw"], report.Sources.Select(source => source.Source));
        Assert.NotNull(report.Of("helmet").Ap50);
    }

    [Fact]
    public void a_package_is_scored_by_its_preferred_file()
    {
        Package(Convert.ToHexStringLower(SHA256.HashData(Model())));

        Assert.Equal(3, Run(_folder.Path).Pictures);
    }

    [Fact]
    public void a_package_whose_file_was_exchanged_is_refused()
    {
        Package(new string('0', 64));

        Assert.Contains("hash", Assert.Throws<InvalidDataException>(() => Run(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void what_is_no_model_is_refused_with_its_name()
    {
        File.WriteAllText(_folder.File("model.onnx"), "not a network");

        Assert.Contains("model.onnx", Assert.Throws<InvalidDataException>(() => Run(_folder.File("model.onnx"))).Message, StringComparison.Ordinal);
        Assert.Contains("none.onnx", Assert.Throws<InvalidDataException>(() => Run(_folder.File("none.onnx"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void a_split_that_the_manifest_lacks_is_refused_instead_of_scored_as_nothing()
    {
        File.WriteAllBytes(_folder.File("model.onnx"), Model());

        Assert.Contains("test", Assert.Throws<InvalidDataException>(() => Run(_folder.File("model.onnx"), "test")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void a_model_of_other_classes_is_refused()
    {
        File.WriteAllBytes(_folder.File("model.onnx"), Detection.BrightSpotDetector.Model);

        Assert.Contains("1 classes", Assert.Throws<InvalidDataException>(() => Run(_folder.File("model.onnx"))).Message, StringComparison.Ordinal);
    }

    private void Package(string hash)
    {
        File.WriteAllBytes(_folder.File("best.onnx"), Model());
        File.WriteAllText(_folder.File(ModelPackage.FileName), new ModelPackage("tiny", LabelMap.SiteSafety.Names, 64, 64, 0.6f,
            new Dictionary<string, float>(), "fp32", 0, [new ModelFile("best.onnx", "fp32", hash)]).ToJson());
    }

    private ScoreReport Run(string model, string? split = null) => FolderScore.Run(
        _folder.File("pictures"), _folder.File("texts"), _folder.File("list.csv"), model, 64, 64, split, TestContext.Current.CancellationToken);

    private static byte[] Model() =>
        OnnxExport.Float(A.TinyPlan, FoldedWeights.Fold(A.TinyPlan, A.Weights(A.TinyPlan, 1)), new Dictionary<string, string>());
}
