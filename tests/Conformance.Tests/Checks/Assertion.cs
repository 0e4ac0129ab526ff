using Conformance.Tests.Recording;

namespace Conformance.Tests.Checks;

/// <summary>Whom an assertion binds.</summary>
[Flags]
public enum Role
{
    /// <summary>The edge node.</summary>
    Node = 1,

    /// <summary>The host application.</summary>
    Host = 2,

    /// <summary>The MQTT server.</summary>
    Broker = 4,
}

/// <summary>What a check came to.</summary>
public enum Outcome
{
    Passed,
    Failed,
    NotApplicable,
}

/// <summary>What a check came to, and why when it did not pass.</summary>
public sealed record Verdict(Outcome Outcome, string Reason)
{
    public static readonly Verdict Passed = new(Outcome.Passed, "");

    public static Verdict Failed(string reason) => new(Outcome.Failed, reason);

    public static Verdict NotApplicable(string reason) => new(Outcome.NotApplicable, reason);
}

/// <summary>Judges a recorded session. Pure.</summary>
public delegate Verdict Check(Trace trace);

/// <summary>One testable assertion of Sparkplug 3.0.0.</summary>
/// <param name="Id">The specification's id without its prefix <c>tck-id-</c>.</param>
/// <param name="Roles">Whom it binds.</param>
/// <param name="Title">What is checked, in our words.</param>
/// <param name="Check">The check.</param>
public sealed record Assertion(string Id, Role Roles, string Title, Check Check);
