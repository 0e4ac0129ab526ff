using Vision.Data;
using Vision.Images;
using Vision.Networks;

namespace Vision.Tests.Data;

public sealed class VisionSetSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public VisionSetSpecs()
    {
        foreach (var kind in (string[])["images", "labels"])
            Directory.CreateDirectory(_folder.File($"{kind}/train"));
        Add("train/b.jpg", "0 0.5 0.5 0.2 0.4\n6 0.25 0.25 0.1 0.1\n");
        Add("train/a.jpg", "");
        Manifest("train/b.jpg,hhw,0 1 5 6,original.jpg", "train/a.jpg,lampneg,5 6,x.jpg");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void a_set_is_read_in_the_order_of_its_names_with_what_is_labelled()
    {
        var pictures = VisionSet.Open(_folder.Path, LabelMap.SiteSafety);

        Assert.Equal(["train/a.jpg", "train/b.jpg"], pictures.Select(picture => picture.Name));
        Assert.Empty(pictures[0].Labels);
        Assert.Equal("5 6", pictures[0].Annotated.ToString());
        Assert.Equal(new Label(0, 0.5f, 0.5f, 0.2f, 0.4f), pictures[1].Labels[0]);
        Assert.Equal(("train", "hhw"), (pictures[1].Split, pictures[1].Source));
        Assert.False(pictures[1].Annotated.Has(LabelMap.Person));
        Assert.True(PictureFile.TryDecode(pictures[1].Read(), out var decoded));
        Assert.Equal(64, decoded.Width);
    }

    [Theory]
    [InlineData("train/none.jpg,hhw,0 1", "not there")]
    [InlineData("../b.jpg,hhw,0 1", "no entry")]
    [InlineData("/etc/passwd,hhw,0 1", "no entry")]
    [InlineData("train/b.jpg,hhw,0 9", "no entry")]
    [InlineData("train/b.jpg,hhw", "no entry")]
    public void a_manifest_line_that_cannot_be_meant_is_refused_with_its_number(string line, string reason)
    {
        Manifest("train/a.jpg,lampneg,5 6", line);

        var refusal = Assert.Throws<InvalidDataException>(() => VisionSet.Open(_folder.Path, LabelMap.SiteSafety));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(":3:", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7 0.5 0.5 0.1 0.1")]
    [InlineData("-1 0.5 0.5 0.1 0.1")]
    [InlineData("0 0.5 0.5 0.1")]
    [InlineData("0 0.5 0.5 0.1 1.5")]
    [InlineData("0 0.5 0.5 0 0.1")]
    [InlineData("0 NaN 0.5 0.1 0.1")]
    [InlineData("helmet 0.5 0.5 0.1 0.1")]
    public void a_malformed_label_is_refused_with_file_and_line(string line)
    {
        File.WriteAllText(_folder.File("labels/train/b.txt"), $"0 0.5 0.5 0.1 0.1\n{line}\n");

        var refusal = Assert.Throws<InvalidDataException>(() => VisionSet.Open(_folder.Path, LabelMap.SiteSafety));

        Assert.Contains("b.txt:2", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void a_pack_holds_the_set_smaller_with_its_labels_and_the_network()
    {
        var set = VisionSet.Open(_folder.Path, LabelMap.SiteSafety);
        var path = _folder.File("set.pack");

        var size = PackFile.Write(path, set, LabelMap.SiteSafety, A.TinyPlan, longSide: 32, quality: 70);
        var read = PackFile.Open(path, LabelMap.SiteSafety);

        Assert.Equal(new FileInfo(path).Length, size);
        Assert.Equal(set.Select(picture => (picture.Name, picture.Source, picture.Annotated)), read.Select(picture => (picture.Name, picture.Source, picture.Annotated)));
        Assert.Equal(set[1].Labels, read[1].Labels);
        Assert.True(PictureFile.TryDecode(read[1].Read(), out var decoded));
        Assert.Equal((32, 24), (decoded.Width, decoded.Height));
        Assert.Contains("\"network\":{\"name\":\"tiny\"", System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(path)), StringComparison.Ordinal);
    }

    [Fact]
    public void a_damaged_pack_is_refused_and_never_more()
    {
        var path = _folder.File("set.pack");
        PackFile.Write(path, VisionSet.Open(_folder.Path, LabelMap.SiteSafety), LabelMap.SiteSafety, A.TinyPlan, 32, 70);
        var whole = File.ReadAllBytes(path);
        var random = new Random(5);

        for (var round = 0; round < 200; round++)
        {
            var bytes = round % 2 == 0 ? whole[..random.Next(whole.Length)] : whole.ToArray();
            if (bytes.Length > 0)
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, bytes);
            if (Record.Exception(() => PackFile.Open(path, LabelMap.SiteSafety)) is { } fault)
                Assert.IsType<InvalidDataException>(fault);
        }
    }

    private void Add(string name, string labels)
    {
        File.WriteAllBytes(_folder.File($"images/{name}"), PictureFile.EncodeJpeg(A.Picture(64, 48, 1), 85));
        File.WriteAllText(_folder.File($"labels/{Path.ChangeExtension(name, ".txt")}"), labels);
    }

    private void Manifest(params string[] lines) =>
        File.WriteAllLines(_folder.File("manifest.csv"), ["file,source,annotated_classes,original_name", .. lines]);
}
