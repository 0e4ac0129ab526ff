namespace Conformance.Tests.Checks;

/// <summary>All testable assertions of Sparkplug 3.0.0 in the order of the specification.</summary>
internal static class Catalogue
{
    /// <summary>How many there are in version 3.0.0.</summary>
    public const int Count = 299;

    public static IReadOnlyList<Assertion> All { get; } =
    [
        .. TopicAssertions.All, .. StateAssertions.All, .. NodeFlowAssertions.All, .. HostFlowAssertions.All, .. PublishAssertions.All,
        .. MetricAssertions.All, .. StructureAssertions.All, .. MessageAssertions.All, .. ServerAssertions.All,
    ];
}
