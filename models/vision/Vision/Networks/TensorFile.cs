using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Vision.Networks;

/// <summary>A named block of float32 numbers.</summary>
public sealed record NamedTensor(long[] Shape, float[] Values);

/// <summary>What a tensor file holds: the tensors and free text notes.</summary>
public sealed record TensorContent(IReadOnlyDictionary<string, NamedTensor> Tensors, IReadOnlyDictionary<string, string> Notes);

/// <summary>Weights on disk in the public safetensors layout (float32 only): u64 length, JSON index, raw little-endian numbers.</summary>
public static class TensorFile
{
    private const string NotesKey = "__metadata__";
    private const int IndexLimit = 16 << 20;
    private const long FileLimit = 1L << 30;

    /// <summary>Writes beside the target and renames, so that a cut write never replaces a good file.</summary>
    public static void Write(string path, IReadOnlyDictionary<string, NamedTensor> tensors, IReadOnlyDictionary<string, string>? notes = null)
    {
        var index = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (notes is not null)
            index[NotesKey] = JsonSerializer.SerializeToElement(new Dictionary<string, string>(notes), TensorJson.Default.DictionaryStringString);
        var offset = 0L;
        foreach (var (name, tensor) in tensors.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var end = offset + tensor.Values.Length * 4L;
            index[name] = JsonSerializer.SerializeToElement(new TensorEntry("F32", tensor.Shape, [offset, end]), TensorJson.Default.TensorEntry);
            offset = end;
        }
        var header = JsonSerializer.SerializeToUtf8Bytes(index, TensorJson.Default.DictionaryStringJsonElement);
        var part = path + ".part";
        using (var file = File.Create(part))
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
            file.Write(length);
            file.Write(header);
            foreach (var (_, tensor) in tensors.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                file.Write(MemoryMarshal.AsBytes(tensor.Values.AsSpan()));
            file.Flush(flushToDisk: true);
        }
        File.Move(part, path, overwrite: true);
    }

    /// <exception cref="InvalidDataException">The file is no float32 safetensors file, or its index and its size disagree.</exception>
    public static TensorContent Read(string path)
    {
        using var file = File.OpenRead(path);
        if (file.Length is < 8 or > FileLimit)
            throw new InvalidDataException($"{path} has {file.Length} bytes.");
        Span<byte> word = stackalloc byte[8];
        file.ReadExactly(word);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(word);
        if (length > IndexLimit || (long)length > file.Length - 8)
            throw new InvalidDataException($"{path} says that its index has {length} bytes.");
        var header = new byte[(int)length];
        file.ReadExactly(header);
        var body = file.Length - 8 - header.Length;
        var tensors = new Dictionary<string, NamedTensor>(StringComparer.Ordinal);
        var (index, notes) = Index(path, header);
        foreach (var (name, entry) in index)
        {
            var count = (entry.Shape ?? [-1]).Aggregate(1L, (product, side) => side is < 0 or > int.MaxValue ? -1 : product * side);
            if (entry is not { Dtype: "F32", Shape: not null } || count < 0 || entry.Offsets is not [var start, var end] || start < 0 || end > body || end - start != count * 4)
                throw new InvalidDataException($"{path}: {name} does not fit in the file.");
            var values = new float[count];
            file.Position = 8 + header.Length + start;
            file.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
            tensors[name] = new NamedTensor(entry.Shape, values);
        }
        return new TensorContent(tensors, notes);
    }

    private static (List<KeyValuePair<string, TensorEntry>>, Dictionary<string, string>) Index(string path, byte[] header)
    {
        try
        {
            var index = JsonSerializer.Deserialize(header, TensorJson.Default.DictionaryStringJsonElement) ?? [];
            var notes = index.Remove(NotesKey, out var text) ? text.Deserialize(TensorJson.Default.DictionaryStringString) : null;
            return ([.. index.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Deserialize(TensorJson.Default.TensorEntry)!))], notes ?? []);
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{path} has no readable index: {fault.Message}", fault);
        }
    }
}

internal sealed record TensorEntry(
    [property: JsonPropertyName("dtype")] string Dtype,
    [property: JsonPropertyName("shape")] long[] Shape,
    [property: JsonPropertyName("data_offsets")] long[] Offsets);

[JsonSerializable(typeof(TensorEntry))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class TensorJson : JsonSerializerContext;
