namespace Cloud.Platform.Identity;

/// <summary>Another proof that stands for an account: a certificate, or who another system says that somebody is.</summary>
/// <param name="Account">For whom.</param>
/// <param name="Kind"><c>certificate</c> or <c>single-sign-on</c>.</param>
/// <param name="Issuer">Who says so: the distinguished name of the issuer, the address of the system.</param>
/// <param name="Subject">Who it is there: the thumbprint (SHA-256), the subject.</param>
/// <param name="Label">For people.</param>
/// <param name="LinkedAt">Since when.</param>
/// <param name="RevokedAt">Since when it signs nobody in any more; null = it does. A revoked one stays, so that it is refused with its reason.</param>
/// <param name="RevokedWhy">Why; null before.</param>
public sealed record Credential(
    Guid Account, string Kind, string Issuer, string Subject, string Label, DateTimeOffset LinkedAt, DateTimeOffset? RevokedAt = null, string? RevokedWhy = null)
{
    /// <summary>Kind of a certificate.</summary>
    public const string Certificate = "certificate";
}

/// <summary>Where linked proofs lie. Every answer to a write comes after the disk has it.</summary>
public interface ICredentialStore
{
    /// <summary>The account for a proof; null when nobody has linked it.</summary>
    Task<Credential?> FindAsync(string kind, string issuer, string subject, CancellationToken cancel);

    /// <summary>Those of an account.</summary>
    Task<IReadOnlyList<Credential>> OfAsync(Guid account, CancellationToken cancel);

    /// <summary>Links one; false when it stands for an account already.</summary>
    Task<bool> AddAsync(Credential credential, CancellationToken cancel);

    /// <summary>Revokes one for ever; false when there is none, or it was revoked before.</summary>
    Task<bool> RevokeAsync(Guid account, string kind, string issuer, string subject, DateTimeOffset at, string why, CancellationToken cancel);

    /// <summary>Unlinks one; false when there is none.</summary>
    Task<bool> RemoveAsync(Guid account, string kind, string issuer, string subject, CancellationToken cancel);
}
