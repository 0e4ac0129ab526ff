using System.Collections.Immutable;
using System.Globalization;

namespace Vision.Data;

/// <summary>A label file: one line <c>class cx cy w h</c> an object, numbers 0..1; an empty file is a picture without objects.</summary>
public static class LabelFile
{
    private const int ObjectLimit = 2000;

    /// <exception cref="InvalidDataException">A line is malformed; the message names path and line.</exception>
    public static ImmutableArray<Label> Parse(string path, IEnumerable<string> lines, int classes)
    {
        var labels = ImmutableArray.CreateBuilder<Label>();
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            labels.Add(Line(line, classes) ?? throw new InvalidDataException($"{path}:{number}: '{line}' is no label."));
            if (labels.Count > ObjectLimit)
                throw new InvalidDataException($"{path} has more than {ObjectLimit} objects.");
        }
        return labels.ToImmutable();
    }

    private static Label? Line(string line, int classes)
    {
        var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length != 5 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id >= classes)
            return null;
        Span<float> numbers = stackalloc float[4];
        for (var i = 0; i < 4; i++)
            if (!float.TryParse(parts[i + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) || numbers[i] is not (>= 0 and <= 1))
                return null;
        return numbers[2] > 0 && numbers[3] > 0 ? new Label(id, numbers[0], numbers[1], numbers[2], numbers[3]) : null;
    }
}
