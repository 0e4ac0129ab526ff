using Telemetry.Model;

namespace Edge.Core.Drivers.Binding;

/// <summary>
/// Vibrating-wire force: F = k·(f0² − f²) + b·(T − t0), in kN with f in Hz and T in °C. Without a temperature point the
/// second term is left out.
/// </summary>
internal sealed class VibratingWire(double k, double f0, double b, double t0, BoundPoint? temperature)
{
    /// <summary>Names of the device parameters that the formula reads.</summary>
    public static readonly string[] Parameters = ["k", "f0", "b", "t0"];

    /// <summary>Converts in place; false when the temperature is unusable. A doubtful temperature makes the force doubtful.</summary>
    public bool TryConvert(ref double value, ref QualityReason reason)
    {
        var force = k * (f0 * f0 - value * value);
        if (temperature is not null)
        {
            var input = temperature.Last;
            if (input.Time == default || input.Quality == Quality.Bad)
                return false;
            if (input.Quality != Quality.Good && reason == QualityReason.None)
                reason = QualityReason.InputNotGood;
            force += b * (input.Value - t0);
        }

        value = force;
        return true;
    }
}
