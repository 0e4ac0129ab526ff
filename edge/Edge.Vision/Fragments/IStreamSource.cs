namespace Edge.Vision.Fragments;

/// <summary>An encoded stream that can be followed.</summary>
public interface IStreamSource
{
    /// <summary>Everything from the newest key frame on, until disposed.</summary>
    FragmentSubscription Follow();
}
