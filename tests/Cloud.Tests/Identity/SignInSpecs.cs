using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Platform.Persons;
using Cloud.Storage.Records;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Cloud.Tests.Identity;

public sealed class SignInSpecs : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-users").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 1, 0, 0, TimeSpan.Zero));
    private RecordDatabase _database = null!;
    private SignInService _service = null!;
    private Passwords _passwords = null!;
    private SecondFactors _factors = null!;
    private PersonalCipher _cipher = null!;
    private IUserStore _users = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _database = RecordDatabase.Open(Path.Combine(_folder, "records.db"), UserSchema.Schema);
        var changes = new IdentityChanges(new RecordIdentityVersion(_database), _time);
        _users = new RecordUserStore(_database, changes);
        _cipher = PersonalCipher.Open(Path.Combine(_folder, "personal.key"));
        _factors = new SecondFactors(_users, _cipher, _time);
        _service = new SignInService(_users, new RecordOrganisationStore(_database, changes), _factors, _time);
        _passwords = new Passwords(_users, new RecordGrantStore(_database, changes), Codes.Areas, Options.Create(new IdentityOptions()), _time);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _service.Dispose();
        _cipher.Dispose();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task the_first_start_makes_one_administrator_whose_password_is_told_once_and_must_be_changed()
    {
        var password = await _passwords.CreateFirstAdministratorAsync(Cancel);
        var again = await _passwords.CreateFirstAdministratorAsync(Cancel);

        var accepted = Assert.IsType<SignInResult.Accepted>(await _service.SignInAsync("ADMIN", password!, null, Cancel));
        Assert.True(accepted.Account.MustChangePassword);
        Assert.Null(again);
    }

    [Fact]
    public async Task five_wrong_passwords_lock_the_account_for_a_quarter_of_an_hour_even_for_the_right_one()
    {
        var password = await _passwords.CreateFirstAdministratorAsync(Cancel);
        for (var i = 0; i < 4; i++)
            Assert.IsType<SignInResult.Refused>(await _service.SignInAsync("admin", "wrong", null, Cancel));

        Assert.IsType<SignInResult.Locked>(await _service.SignInAsync("admin", "wrong", null, Cancel));
        Assert.IsType<SignInResult.Locked>(await _service.SignInAsync("admin", password!, null, Cancel));
        _time.Advance(SignInService.LockTime + TimeSpan.FromSeconds(1));
        Assert.IsType<SignInResult.Accepted>(await _service.SignInAsync("admin", password!, null, Cancel));
    }

    [Fact]
    public async Task failures_far_apart_do_not_lock()
    {
        await _passwords.CreateFirstAdministratorAsync(Cancel);
        for (var i = 0; i < 12; i++)
        {
            Assert.IsType<SignInResult.Refused>(await _service.SignInAsync("admin", "wrong", null, Cancel));
            _time.Advance(TimeSpan.FromMinutes(6));
        }
    }

    [Fact]
    public async Task an_unknown_name_and_an_endless_password_are_refused_alike()
    {
        await _passwords.CreateFirstAdministratorAsync(Cancel);

        Assert.IsType<SignInResult.Refused>(await _service.SignInAsync("nobody", "x", null, Cancel));
        Assert.IsType<SignInResult.Refused>(await _service.SignInAsync("admin", new string('x', 100_000), null, Cancel));
    }

    [Fact]
    public async Task a_changed_password_ends_the_other_sessions_and_the_obligation()
    {
        var password = await _passwords.CreateFirstAdministratorAsync(Cancel);
        var before = ((SignInResult.Accepted)await _service.SignInAsync("admin", password!, null, Cancel)).Account;

        var (after, faults) = await _passwords.ChangeAsync(before.Id, password!, "Liaoning-2026", Cancel);

        Assert.Empty(faults);
        Assert.False(after!.MustChangePassword);
        Assert.NotEqual(before.SecurityStamp, after.SecurityStamp);
        Assert.IsType<SignInResult.Refused>(await _service.SignInAsync("admin", password!, null, Cancel));
        Assert.IsType<SignInResult.Accepted>(await _service.SignInAsync("admin", "Liaoning-2026", null, Cancel));
    }

    [Theory]
    [InlineData("short-A1")]
    [InlineData("onlylowercaseletters")]
    [InlineData("Admin-2026-xyz")]
    public async Task a_weak_password_is_refused_with_the_rule_it_breaks(string next)
    {
        var password = await _passwords.CreateFirstAdministratorAsync(Cancel);
        var account = ((SignInResult.Accepted)await _service.SignInAsync("admin", password!, null, Cancel)).Account;

        var (changed, faults) = await _passwords.ChangeAsync(account.Id, password!, next, Cancel);

        Assert.Null(changed);
        Assert.NotEmpty(faults["next"]);
    }

    [Fact]
    public async Task the_last_five_passwords_do_not_come_back()
    {
        var password = (await _passwords.CreateFirstAdministratorAsync(Cancel))!;
        var id = (await _users.FindByNameAsync("admin", Cancel))!.Id;
        var used = new List<string> { password };
        for (var i = 0; i < 5; i++)
        {
            used.Add($"Liaoning-2026-{i}");
            Assert.Empty((await _passwords.ChangeAsync(id, used[^2], used[^1], Cancel)).Faults);
        }

        foreach (var again in used.Skip(1))
            Assert.NotEmpty((await _passwords.ChangeAsync(id, used[^1], again, Cancel)).Faults["next"]);
        Assert.Empty((await _passwords.ChangeAsync(id, used[^1], used[0], Cancel)).Faults);
    }

    [Fact]
    public async Task a_password_must_be_changed_after_ninety_days()
    {
        var password = (await _passwords.CreateFirstAdministratorAsync(Cancel))!;
        var id = (await _users.FindByNameAsync("admin", Cancel))!.Id;
        var (changed, _) = await _passwords.ChangeAsync(id, password, "Liaoning-2026", Cancel);

        Assert.False(_passwords.MustChange(changed!));
        _time.Advance(TimeSpan.FromDays(91));
        Assert.True(_passwords.MustChange(changed!));
    }

    [Fact]
    public async Task with_a_second_factor_a_code_is_needed_works_once_and_a_recovery_code_stands_in_once()
    {
        var password = (await _passwords.CreateFirstAdministratorAsync(Cancel))!;
        var id = (await _users.FindByNameAsync("admin", Cancel))!.Id;
        var (secret, uri) = (await _factors.BeginAsync(id, Cancel))!.Value;
        Assert.IsType<SignInResult.Accepted>(await _service.SignInAsync("admin", password, null, Cancel));
        Assert.Null(await _factors.ConfirmAsync(id, "000000", Cancel));
        var recovery = (await _factors.ConfirmAsync(id, Totp.Code(secret, Totp.StepOf(_time.GetUtcNow())), Cancel))!;
        _time.Advance(TimeSpan.FromSeconds(30));
        var code = Totp.Code(secret, Totp.StepOf(_time.GetUtcNow()));

        Assert.StartsWith("otpauth://totp/Edge:admin?secret=" + secret, uri, StringComparison.Ordinal);
        Assert.IsType<SignInResult.CodeRequired>(await _service.SignInAsync("admin", password, null, Cancel));
        Assert.IsType<SignInResult.Accepted>(await _service.SignInAsync("admin", password, code, Cancel));
        Assert.IsType<SignInResult.Refused>(await _service.SignInAsync("admin", password, code, Cancel));
        Assert.IsType<SignInResult.Accepted>(await _service.SignInAsync("admin", password, recovery[0], Cancel));
        Assert.IsType<SignInResult.Refused>(await _service.SignInAsync("admin", password, recovery[0], Cancel));
        Assert.DoesNotContain(secret, (await _users.FindAsync(id, Cancel))!.SecondFactor!.SecretBox, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    public void codes_are_those_of_rfc_6238(long seconds, string code) =>
        Assert.Equal(code, Totp.Code("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", seconds / Totp.StepSeconds));
}
