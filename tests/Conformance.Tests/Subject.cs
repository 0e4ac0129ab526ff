using Conformance.Tests.Checks;
using Conformance.Tests.Recording;

namespace Conformance.Tests;

/// <summary>Who is judged.</summary>
internal static class Subject
{
    public const string OurNode = "our node", OurHost = "our host", Npm = "sparkplug-client";

    /// <summary>What is judged of whom: a host is judged as a server too, because it is one.</summary>
    public static IReadOnlyDictionary<string, Role> Roles { get; } =
        new Dictionary<string, Role> { [OurNode] = Role.Node, [OurHost] = Role.Host | Role.Broker, [Npm] = Role.Node };

    /// <summary>A verdict for every assertion that binds the subject.</summary>
    public static IReadOnlyDictionary<string, Verdict> Judge(string subject, Trace trace) =>
        Catalogue.All.Where(a => (a.Roles & Roles[subject]) != 0).ToDictionary(a => a.Id, a => a.Check(trace));
}
