namespace Cloud.Platform.Leadership;

/// <summary>Which of several processes does what must be done once, such as sending messages.</summary>
public interface ILeadership
{
    /// <summary>True while this process is the one. A process that stood still finds false when it wakes.</summary>
    bool Leads { get; }

    /// <summary>
    /// How long a leader may sleep without looking into the store: another process may have put something there. At least 100 ms.
    /// </summary>
    TimeSpan LongestSleep { get; }
}
