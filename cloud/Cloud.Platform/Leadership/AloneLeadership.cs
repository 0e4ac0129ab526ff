namespace Cloud.Platform.Leadership;

/// <summary>There is no other process.</summary>
public sealed class AloneLeadership : ILeadership
{
    /// <inheritdoc/>
    public bool Leads => true;

    /// <inheritdoc/>
    public TimeSpan LongestSleep => TimeSpan.FromMinutes(1);
}
