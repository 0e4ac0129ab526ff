using Cloud.Platform.Identity;
using Cloud.Platform.Security;

namespace Cloud.Host.Sessions;

/// <summary>What follows a sign-in of any kind, whichever page or interface it came by.</summary>
public static class Arrival
{
    /// <summary>Begins the session of one who was accepted, and writes down how it went; null when there is no session.</summary>
    public static async Task<SignedIn?> EnterAsync(HttpContext context, SignInResult result, string userName, CancellationToken cancel)
    {
        var signedIn = result is SignInResult.Accepted(var account, var method) ? await SessionServices.BeginAsync(context, account, method, cancel) : null;
        var privileged = signedIn is not null && Role.Separated.Any(signedIn.Actor.Holds);
        if (result is not SignInResult.CodeRequired)
            await context.RequestServices.GetRequiredService<SecurityJournal>().SignInAsync(
                result, userName, SessionServices.AddressOf(context), SessionServices.DeviceOf(context.Request), privileged, cancel);
        return signedIn;
    }

    /// <summary>Replaces the password of the one who is in: every other session ends, this one begins anew.</summary>
    /// <returns>What is wrong, by field; empty when it was replaced.</returns>
    public static async Task<IReadOnlyDictionary<string, string[]>> ChangePasswordAsync(HttpContext context, SignedIn signedIn, string current, string next, CancellationToken cancel)
    {
        var services = context.RequestServices;
        var (account, faults) = await services.GetRequiredService<Passwords>().ChangeAsync(signedIn.Account.Id, current, next, cancel);
        if (account is null)
            return faults;
        await services.GetRequiredService<ISessionStore>().EndOthersAsync(account.Id, null, services.GetRequiredService<TimeProvider>().GetUtcNow(), cancel);
        await SessionServices.BeginAsync(context, account, signedIn.Session?.Method ?? SignInMethod.Password, cancel);
        await services.GetRequiredService<SecurityJournal>().WriteAsync(signedIn.Actor, "password.change", $"account/{account.Id}", null, cancel);
        return faults;
    }
}
