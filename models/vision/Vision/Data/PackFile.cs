using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Vision.Images;
using Vision.Networks;

namespace Vision.Data;

/// <summary>One picture inside a pack.</summary>
internal sealed record PackEntry(string Name, string Source, string Annotated, float[][] Labels, long Offset, int Length, int Width, int Height);

internal sealed record PackIndex(string[] Classes, NetworkPlan Network, PackEntry[] Pictures);

/// <summary>
/// A whole set in one file, pictures made smaller, to be carried to another machine:
/// the eight bytes <c>EDGEPACK</c>, u32 index length (little-endian), JSON index, then the JPEG files. Offsets count from the end of the index.
/// The network to be trained lies in the index, so that a trainer in another language builds the same layers under the same names.
/// </summary>
public static class PackFile
{
    private const int IndexLimit = 64 << 20;
    private static ReadOnlySpan<byte> Magic => "EDGEPACK"u8;

    /// <summary>Writes the pack and returns its size in bytes.</summary>
    public static long Write(string path, IEnumerable<LabelledPicture> pictures, LabelMap labels, NetworkPlan network, int longSide, int quality)
    {
        var entries = new List<PackEntry>();
        using var body = new MemoryStream();
        foreach (var picture in pictures)
        {
            if (!PictureFile.TryDecode(picture.Read(), out var decoded))
                throw new InvalidDataException($"{picture.Name} is no readable picture.");
            var small = Resample.Within(decoded, longSide);
            var bytes = PictureFile.EncodeJpeg(small, quality);
            float[][] rows = [.. picture.Labels.Select(label => new[] { label.Class, label.CentreX, label.CentreY, label.Width, label.Height })];
            entries.Add(new PackEntry(picture.Name, picture.Source, picture.Annotated.ToString(), rows, body.Length, bytes.Length, small.Width, small.Height));
            body.Write(bytes);
        }
        var index = JsonSerializer.SerializeToUtf8Bytes(new PackIndex([.. labels.Names], network, [.. entries]), PackJson.Default.PackIndex);
        using var file = File.Create(path);
        file.Write(Magic);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, index.Length);
        file.Write(length);
        file.Write(index);
        body.WriteTo(file);
        return file.Length;
    }

    /// <exception cref="InvalidDataException">The file is no pack, or its index points outside it.</exception>
    public static ImmutableArray<LabelledPicture> Open(string path, LabelMap labels)
    {
        var bytes = File.ReadAllBytes(path);
        if (bytes.Length < 12 || !bytes.AsSpan(0, 8).SequenceEqual(Magic))
            throw new InvalidDataException($"{path} is no pack.");
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8));
        if (length is < 2 or > IndexLimit || length > bytes.Length - 12)
            throw new InvalidDataException($"{path} says that its index has {length} bytes.");
        var index = Index(path, bytes.AsSpan(12, length));
        if (!index.Classes.SequenceEqual(labels.Names))
            throw new InvalidDataException($"{path} has the classes {string.Join(", ", index.Classes)}.");
        var start = 12 + length;
        return [.. index.Pictures.Select(entry => Picture(path, entry, bytes, start, labels))];
    }

    private static PackIndex Index(string path, ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, PackJson.Default.PackIndex) ?? throw new InvalidDataException($"{path} has no index.");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{path} has no readable index: {fault.Message}", fault);
        }
    }

    private static LabelledPicture Picture(string path, PackEntry entry, byte[] bytes, int start, LabelMap labels)
    {
        if (entry.Offset < 0 || entry.Length < 1 || entry.Offset + entry.Length > bytes.Length - start
            || !ClassSet.TryParse(entry.Annotated, labels.Count, out var annotated)
            || entry.Labels.Any(row => row.Length != 5 || row[0] < 0 || row[0] >= labels.Count))
            throw new InvalidDataException($"{path}: {entry.Name} is malformed.");
        ImmutableArray<Label> objects = [.. entry.Labels.Select(row => new Label((int)row[0], row[1], row[2], row[3], row[4]))];
        return new LabelledPicture(entry.Name, entry.Source, annotated, objects,
            () => bytes.AsSpan(start + (int)entry.Offset, entry.Length).ToArray());
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(PackIndex))]
internal sealed partial class PackJson : JsonSerializerContext;
