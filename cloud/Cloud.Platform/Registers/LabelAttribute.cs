namespace Cloud.Platform.Registers;

/// <summary>What people call a field, a state, a choice or a form: Chinese, and English where the chrome needs it.</summary>
/// <param name="zh">Chinese.</param>
/// <param name="en">English; null falls back to the identifier in words.</param>
[AttributeUsage(AttributeTargets.All)]
public sealed class LabelAttribute(string zh, string? en = null) : Attribute
{
    /// <summary>Chinese.</summary>
    public string Zh { get; } = zh;

    /// <summary>English, or null.</summary>
    public string? En { get; } = en;
}

/// <summary>A name in both languages.</summary>
/// <param name="Zh">Chinese.</param>
/// <param name="En">English.</param>
public sealed record Label(string Zh, string En);
