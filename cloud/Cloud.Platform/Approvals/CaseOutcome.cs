using Cloud.Platform.Identity;
using Cloud.Platform.Registers;

namespace Cloud.Platform.Approvals;

/// <summary>What somebody asks of a case.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Version">Version that the person has seen; null = not said.</param>
/// <param name="Text">What is said, trimmed; at most 2 000 characters.</param>
/// <param name="Attachments">Files that go with it.</param>
/// <param name="Image">Handwritten signature; null when none was drawn.</param>
public sealed record CaseRequest(Actor Actor, long? Version, string Text = "", IReadOnlyList<Attachment>? Attachments = null, Attachment? Image = null);

/// <summary>What became of it.</summary>
public abstract record CaseOutcome
{
    /// <summary>Done and on disk.</summary>
    public sealed record Stored(ApprovalCase Case) : CaseOutcome;

    /// <summary>There is no such case, or the person may not know of it.</summary>
    public sealed record NotFound : CaseOutcome;

    /// <summary>The person may see it, but it is not his turn.</summary>
    /// <param name="Reason">Chinese.</param>
    public sealed record Forbidden(string Reason) : CaseOutcome;

    /// <summary>Somebody else was faster.</summary>
    public sealed record Stale : CaseOutcome;

    /// <summary>The version that the person has seen was not given.</summary>
    public sealed record VersionMissing : CaseOutcome;

    /// <summary>Something in the request is wrong.</summary>
    public sealed record Invalid(IReadOnlyList<FieldFault> Faults) : CaseOutcome;

    /// <summary>A rule of the record forbids the decision.</summary>
    /// <param name="Sentence">Chinese.</param>
    public sealed record Refused(string Sentence) : CaseOutcome;
}
