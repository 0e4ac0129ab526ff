namespace Telemetry.Model.Sensors;

/// <summary>A unit of measurement as it is printed beside a value.</summary>
/// <param name="Symbol">Spelling in profiles, rules and on the API, e.g. <c>m/s</c>; empty for flags, ids and counts.</param>
/// <param name="Label">Name for people, Chinese.</param>
/// <param name="LabelEn">Name for people, English.</param>
/// <param name="Dimension">Units of one dimension convert into each other; empty when the unit stands alone.</param>
/// <param name="Factor">Size in the dimension's base unit.</param>
public sealed record Unit(string Symbol, string Label, string LabelEn, string Dimension = "", double Factor = 1);
