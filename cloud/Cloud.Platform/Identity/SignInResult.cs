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

    /// <summary>Too many wrong passwords.</summary>
    public sealed record Locked(DateTimeOffset Until) : SignInResult;

    /// <summary>The password is right, and a code is needed too.</summary>
    public sealed record CodeRequired : SignInResult;

    /// <summary>The password is right, but the account or its organisation may not sign in.</summary>
    /// <param name="Reason">For the user.</param>
    public sealed record NotActive(string Reason) : SignInResult;
}
