namespace Edge.Core.Status;

/// <summary>What a program's status pages show.</summary>
public interface IStatusPages
{
    /// <summary>The answer to a request.</summary>
    HttpAnswer Answer(HttpRequest request);
}
