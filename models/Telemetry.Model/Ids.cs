using System.Diagnostics.CodeAnalysis;

namespace Telemetry.Model;

/// <summary>A construction project, the unit of supervision. Also the Sparkplug group id.</summary>
public readonly record struct ProjectId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>One gateway on one site. Also the Sparkplug edge node id and the subject (CN) of its certificate.</summary>
public readonly record struct GatewayId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>One device behind a gateway, unique within its project. Also the Sparkplug device id.</summary>
public readonly record struct DeviceId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>One measured or driven quantity of a device type, e.g. <c>moment-ratio</c>. Also the Sparkplug metric name.</summary>
public readonly record struct PointId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>The one spelling that project, gateway, device and point ids share.</summary>
public static class Identifier
{
    /// <summary>Longest id, in characters.</summary>
    public const int MaxLength = 64;

    /// <summary>
    /// True for 1–64 characters out of <c>a–z 0–9 . - _</c> that start with a letter or digit. The set is safe in MQTT
    /// topics (no <c>/ + #</c>), file names, URLs and SQL without any escaping.
    /// </summary>
    public static bool IsValid([NotNullWhen(true)] string? value)
    {
        if (string.IsNullOrEmpty(value) || value.Length > MaxLength || !char.IsAsciiLetterOrDigit(value[0]))
            return false;
        foreach (var c in value)
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('.' or '-' or '_'))
                return false;
        return true;
    }
}
