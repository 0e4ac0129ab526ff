namespace Cloud.Platform.Security;

/// <summary>Settings that people change while the platform runs, as JSON by name.</summary>
public interface ISettingStore
{
    /// <summary>The value; null when it was never set.</summary>
    Task<string?> FindAsync(string name, CancellationToken cancel);

    /// <summary>Sets it; ends after the disk has it.</summary>
    Task SetAsync(string name, string json, CancellationToken cancel);
}
