namespace Cloud.Platform.Identity;

/// <summary>What a sign-in came to.</summary>
public abstract record SignInResult
{
    private SignInResult()
    {
    }

    /// <summary>Let in.</summary>
    public sealed record Accepted(UserAccount Account, SignInMethod Method) : SignInResult;

    /// <summary>Unknown name, wrong password or wrong code; which of them is not told.</summary>
    public sealed record Refused : SignInResult;

    /// <summary>A certificate that does not sign in.</summary>
    /// <param name="Reason">For the user.</param>
    public sealed record CertificateRefused(string Reason) : SignInResult;

    /// <summary>Too many wrong passwords.</summary>
    public sealed record Locked(DateTimeOffset Until) : SignInResult;

    /// <summary>The password is right, and a code is needed too.</summary>
    /// <param name="Account">Whose password it was; nothing of it is told before the code is right.</param>
    public sealed record CodeRequired(UserAccount Account) : SignInResult;

    /// <summary>The password is right, but the account or its organisation may not sign in.</summary>
    /// <param name="Reason">For the user.</param>
    public sealed record NotActive(string Reason) : SignInResult;
}
