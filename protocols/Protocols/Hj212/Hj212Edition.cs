namespace Protocols.Hj212;

/// <summary>Edition of the standard; the number is what bits V5–V0 of <c>Flag</c> say.</summary>
public enum Hj212Edition
{
    /// <summary>HJ/T 212-2005.</summary>
    Edition2005 = 0,

    /// <summary>HJ 212-2017: what installed site meters speak.</summary>
    Edition2017 = 1,

    /// <summary>HJ 212-2025, in force since 2026-01-01: adds RF, SM4 and a heartbeat.</summary>
    Edition2025 = 2,
}
