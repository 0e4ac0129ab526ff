using System.Reflection;

namespace Edge.Core.Uplink;

/// <summary>The gateway's version, as uplinks report it.</summary>
internal static class GatewayVersion
{
    public static string Text { get; } =
        typeof(GatewayVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
}
