using System.Collections.Frozen;
using Telemetry.Model.Profiles;

namespace Telemetry.Model.Sensors;

/// <summary>One kind of device: which quantities it may have, whoever made it.</summary>
public sealed class SensorType
{
    private readonly FrozenDictionary<string, SensorPoint> _points;
    private readonly FrozenDictionary<string, SensorParameter> _parameters;

    internal SensorType(
        string id, string label, string labelEn, string source, IReadOnlyList<SensorPoint> points, params SensorParameter[] parameters)
    {
        (Id, Label, LabelEn, Source, Points, Parameters) = (id, label, labelEn, source, points, parameters);
        _points = points.ToFrozenDictionary(point => point.Id, StringComparer.Ordinal);
        _parameters = parameters.ToFrozenDictionary(parameter => parameter.Id, StringComparer.Ordinal);
    }

    /// <summary>E.g. <c>tower-crane</c>.</summary>
    public string Id { get; }

    /// <summary>Name for people, Chinese.</summary>
    public string Label { get; }

    /// <summary>Name for people, English.</summary>
    public string LabelEn { get; }

    /// <summary>Standard that lists the quantities.</summary>
    public string Source { get; }

    /// <summary>Quantities in the order in which pages show them.</summary>
    public IReadOnlyList<SensorPoint> Points { get; }

    /// <summary>Numbers a person states per device: capacities, limits, geometry.</summary>
    public IReadOnlyList<SensorParameter> Parameters { get; }

    /// <summary>The point with that id, or null.</summary>
    public SensorPoint? Find(string point) => _points.GetValueOrDefault(point);

    /// <summary>The parameter with that id, or null.</summary>
    public SensorParameter? FindParameter(string parameter) => _parameters.GetValueOrDefault(parameter);
}

/// <summary>One quantity of a kind of device.</summary>
/// <param name="Id">Point id, kebab-case; the Sparkplug metric name.</param>
/// <param name="Label">Name for people, Chinese.</param>
/// <param name="LabelEn">Name for people, English.</param>
/// <param name="Unit">Symbol of a <see cref="Sensors.Unit"/>.</param>
/// <param name="Range">Values the quantity can have at all; outside, a reading is <see cref="QualityReason.OutOfRange"/>.</param>
/// <param name="Report">When a value goes to the outbox unless the profile says otherwise.</param>
/// <param name="StaleAfter">Seconds after which a last value is shown as stale: three report periods.</param>
/// <param name="Flag">True when the value is 0 or 1.</param>
/// <param name="Output">True when the point is driven rather than measured.</param>
/// <param name="Source">Clause that asks for the quantity, when it differs from the type's.</param>
public sealed record SensorPoint(
    string Id,
    string Label,
    string LabelEn,
    string Unit,
    ValueRange Range,
    ReportPolicy Report,
    double StaleAfter,
    bool Flag = false,
    bool Output = false,
    string? Source = null);

/// <summary>A number stated per device, over the profile's default.</summary>
/// <param name="Id">Kebab-case; rules name it in <c>relativeTo</c>, formulas by their own names.</param>
/// <param name="Label">Name for people, Chinese.</param>
/// <param name="LabelEn">Name for people, English.</param>
/// <param name="Unit">Symbol of a <see cref="Sensors.Unit"/>.</param>
/// <param name="Range">Values that make sense.</param>
public sealed record SensorParameter(string Id, string Label, string LabelEn, string Unit, ValueRange Range);
