namespace Cloud.Platform.Clauses;

/// <summary>Names the clauses of the supervision standard that the code under it answers.</summary>
/// <param name="ids">As the product's own clause list writes them: <c>5.2.2-7.6</c>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Method | AttributeTargets.Property)]
public sealed class ClauseAttribute(params string[] ids) : Attribute
{
    /// <summary>The clauses.</summary>
    public IReadOnlyList<string> Ids { get; } = ids;
}
