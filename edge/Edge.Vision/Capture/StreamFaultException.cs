namespace Edge.Vision.Capture;

/// <summary>A stream whose data are no use as they come.</summary>
/// <param name="condition">What it is then.</param>
/// <param name="reason">Why, for people.</param>
public sealed class StreamFaultException(StreamCondition condition, string reason) : Exception(reason)
{
    public StreamCondition Condition => condition;
}
