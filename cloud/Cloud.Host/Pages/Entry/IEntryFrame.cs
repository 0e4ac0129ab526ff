namespace Cloud.Host.Pages.Entry;

/// <summary>What the frame of a page at the door shows.</summary>
public interface IEntryFrame
{
    /// <summary>The language.</summary>
    Tongue Words { get; }

    /// <summary>Heading and title of the window.</summary>
    string Title { get; }

    /// <summary>True for a page with a long form.</summary>
    bool IsWide { get; }
}
