using System.Collections.Frozen;
using Telemetry.Model.Faults;
using Telemetry.Model.Json;

namespace Telemetry.Model.Profiles;

/// <summary>All device profiles of one folder. Immutable; read once at start.</summary>
public sealed class ProfileCatalogue
{
    private readonly FrozenDictionary<string, DeviceProfile> _byId;

    private ProfileCatalogue(IReadOnlyList<DeviceProfile> profiles) =>
        (All, _byId) = (profiles, profiles.ToFrozenDictionary(profile => profile.Id, StringComparer.Ordinal));

    /// <summary>Profiles by id.</summary>
    public IReadOnlyList<DeviceProfile> All { get; }

    /// <summary>The profile with that id, or null.</summary>
    public DeviceProfile? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>
    /// Reads every <c>*.json</c> of <paramref name="folder"/> and checks all of it. The result holds the sound profiles
    /// and every fault of the others; <see cref="Checked{T}.OrThrow"/> refuses to start on any fault.
    /// </summary>
    public static Checked<ProfileCatalogue> Load(string folder)
    {
        var profiles = new List<DeviceProfile>();
        var faults = new List<ModelFault>();
        if (!Directory.Exists(folder))
            return new(new([]), [new ModelFault(folder, "", "there is no such folder")]);
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var one = Parse(Path.GetFileName(file), File.ReadAllBytes(file));
            faults.AddRange(one.Faults);
            if (one.Value is { } profile && one.IsSound)
                profiles.Add(profile);
        }

        if (profiles.Count == 0 && faults.Count == 0)
            faults.Add(new ModelFault(folder, "", "there is no profile in the folder"));
        return new(new(profiles), faults);
    }

    /// <summary>Reads and checks one profile; its id must be the file's name.</summary>
    public static Checked<DeviceProfile?> Parse(string fileName, ReadOnlyMemory<byte> json)
    {
        var faults = new FaultList(fileName);
        var profile = ModelFile.Parse<DeviceProfile>(json, faults);
        if (profile is not null)
            ProfileCheck.Check(profile, Path.GetFileNameWithoutExtension(fileName), faults);
        return new(profile, faults.All);
    }

    /// <summary>A catalogue of profiles made in code, checked like files.</summary>
    public static Checked<ProfileCatalogue> Of(params IEnumerable<DeviceProfile> profiles)
    {
        var sound = new List<DeviceProfile>();
        var faults = new List<ModelFault>();
        foreach (var profile in profiles)
        {
            var own = new FaultList(profile.Id);
            ProfileCheck.Check(profile, null, own);
            own.AddIf(sound.Any(other => other.Id == profile.Id), "id", "is there twice");
            faults.AddRange(own.All);
            if (own.All.Count == 0)
                sound.Add(profile);
        }

        return new(new(sound), faults);
    }
}
