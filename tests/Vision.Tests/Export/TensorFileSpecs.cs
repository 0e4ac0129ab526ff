using Vision.Networks;

namespace Vision.Tests.Export;

public sealed class TensorFileSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void tensors_and_notes_come_back_as_written()
    {
        var path = Write();

        var content = TensorFile.Read(path);

        Assert.Equal([2, 3], content.Tensors["b.weight"].Shape);
        Assert.Equal([1, -2, 3.5f, 0, 5, 6], content.Tensors["b.weight"].Values);
        Assert.Equal([7], content.Tensors["a"].Values);
        Assert.Equal("41", content.Notes["epoch"]);
    }

    [Fact]
    public void a_file_cut_at_any_byte_is_refused()
    {
        var whole = File.ReadAllBytes(Write());

        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(_folder.File("cut"), whole[..length]);
            Assert.Throws<InvalidDataException>(() => TensorFile.Read(_folder.File("cut")));
        }
    }

    [Fact]
    public void a_changed_byte_gives_other_numbers_or_a_refusal_and_nothing_else()
    {
        var whole = File.ReadAllBytes(Write());
        var random = new Random(3);

        for (var round = 0; round < 500; round++)
        {
            var bytes = whole.ToArray();
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(_folder.File("bad"), bytes);
            if (Record.Exception(() => TensorFile.Read(_folder.File("bad"))) is { } fault)
                Assert.IsType<InvalidDataException>(fault);
        }
    }

    private string Write()
    {
        var path = _folder.File("weights.safetensors");
        TensorFile.Write(path, new Dictionary<string, NamedTensor> { ["b.weight"] = new([2, 3], [1, -2, 3.5f, 0, 5, 6]), ["a"] = new([1], [7]) },
            new Dictionary<string, string> { ["epoch"] = "41" });
        return path;
    }
}
