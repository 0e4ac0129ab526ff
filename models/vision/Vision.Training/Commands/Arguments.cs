using System.Globalization;

namespace Vision.Training.Commands;

/// <summary>The options of a command: <c>--name value</c> pairs.</summary>
public sealed class Arguments
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">Something is no pair.</exception>
    public Arguments(ReadOnlySpan<string> arguments)
    {
        for (var i = 0; i < arguments.Length; i += 2)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal) || i + 1 == arguments.Length)
                throw new ArgumentException($"'{arguments[i]}' is no --name followed by a value.");
            _values[arguments[i][2..]] = arguments[i + 1];
        }
    }

    public string? this[string name] => _values.GetValueOrDefault(name);

    public string Need(string name) => this[name] ?? throw new ArgumentException($"--{name} is missing.");

    public int Number(string name, int otherwise) => this[name] is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value
        : throw new ArgumentException($"--{name} {text} is no number.");
}
