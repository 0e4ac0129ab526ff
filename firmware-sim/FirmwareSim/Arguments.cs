using System.Globalization;

namespace FirmwareSim;

/// <summary><c>--name value</c> pairs of the command line.</summary>
public sealed class Arguments
{
    private readonly Dictionary<string, string> _values = [];

    /// <summary>Reads the arguments after the command.</summary>
    /// <exception cref="ArgumentException">Something is not a pair.</exception>
    public Arguments(ReadOnlySpan<string> arguments)
    {
        for (var i = 0; i < arguments.Length; i += 2)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal) || i + 1 >= arguments.Length)
                throw new ArgumentException($"'{arguments[i]}': expected --name value");
            _values[arguments[i][2..]] = arguments[i + 1];
        }
    }

    /// <summary>A value that must be there.</summary>
    public string Required(string name) =>
        _values.GetValueOrDefault(name) ?? throw new ArgumentException($"--{name} is missing");

    /// <summary>A value, or null.</summary>
    public string? Text(string name) => _values.GetValueOrDefault(name);

    /// <summary>A number, or the default.</summary>
    public double Number(string name, double otherwise) => _values.TryGetValue(name, out var text)
        ? double.TryParse(text, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw new ArgumentException($"--{name}: '{text}' is no number")
        : otherwise;
}
