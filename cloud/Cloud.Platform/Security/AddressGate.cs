using System.Text.Json;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;

namespace Cloud.Platform.Security;

/// <summary>Keeps platform roles to the addresses that the security administrator has listed (7.0.2-5).</summary>
[Clause("7.0.2-5")]
public sealed class AddressGate(ISettingStore settings, IdentityChanges changes)
{
    private const string Setting = "administration-addresses";

    private volatile Known _known = new(-1, AddressList.Everywhere);

    /// <summary>The list in force.</summary>
    public async ValueTask<AddressList> ListAsync(CancellationToken cancel)
    {
        var version = await changes.VersionAsync(cancel);
        if (_known is var known && known.Version == version)
            return known.List;
        var stored = await settings.FindAsync(Setting, cancel) is { } json ? JsonSerializer.Deserialize<string[]>(json) ?? [] : [];
        var list = AddressList.Parse(stored).List ?? throw new InvalidDataException($"setting {Setting} holds what is no address");
        _known = new Known(version, list);
        return list;
    }

    /// <summary>Replaces it.</summary>
    /// <exception cref="RuleBrokenException">The one who sets it would shut himself out.</exception>
    public async Task SetAsync(AddressList list, Actor by, CancellationToken cancel)
    {
        if (!list.Allows(by.Address))
            throw new RuleBrokenException($"名单须包含您当前的地址 {by.Address}，否则您将无法再进入管理");
        await settings.SetAsync(Setting, JsonSerializer.Serialize(list.Networks), cancel);
        changes.Notify();
    }

    /// <summary>True when the actor holds no platform role, or comes from a listed address.</summary>
    public async ValueTask<bool> AllowsAsync(Actor actor, CancellationToken cancel) =>
        !Role.Separated.Any(actor.Holds) || (await ListAsync(cancel)).Allows(actor.Address);

    private sealed record Known(long Version, AddressList List);
}
