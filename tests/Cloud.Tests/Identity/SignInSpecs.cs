using Cloud.Platform.Identity;
using Cloud.Storage.Records;
using Microsoft.Extensions.Time.Testing;

namespace Cloud.Tests.Identity;

public sealed class SignInSpecs : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-users").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 1, 0, 0, TimeSpan.Zero));
    private RecordDatabase _database = null!;
    private SignInService _service = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _database = RecordDatabase.Open(Path.Combine(_folder, "records.db"), RecordUserStore.Schema);
        _service = new SignInService(new RecordUserStore(_database), _time);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _service.Dispose();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task the_first_start_makes_one_administrator_whose_password_is_told_once_and_must_be_changed()
    {
        var password = await _service.CreateFirstAdministratorAsync(Cancel);
        var again = await _service.CreateFirstAdministratorAsync(Cancel);

        var accepted = Assert.IsType<SignInResult.Accepted>(await _service.SignInAsync("ADMIN", password!, Cancel));
        Assert.True(accepted.Account.MustChangePassword);
        Assert.Null(again);
    }

    [Fact]
    public async Task five_wrong_passwords_lock_the_account_for_a_quarter_of_an_hour_even_for_the_right_one()
    {
        var password = await _service.CreateFirstAdministratorAsync(Cancel);
        for (var i = 0; i < 4; i++)
            Assert.IsType<SignInResult.Refused>(await _service.SignInAsync("admin", "wrong", Cancel));

        Assert.IsType<SignInResult.Locked>(await _service.SignInAsync("admin", "wrong", Cancel));
        Assert.IsType<SignInResult.Locked>(await _service.SignInAsync("admin", password!, Cancel));
        _time.Advance(SignInService.LockTime + TimeSpan.FromSeconds(1));
        Assert.IsType<SignInResult.Accepted>(await _service.SignInAsync("admin", password!, Cancel));
    }

    [Fact]
    public async Task failures_far_apart_do_not_lock()
    {
        await _service.CreateFirstAdministratorAsync(Cancel);
        for (var i = 0; i < 12; i++)
        {
            Assert.IsType<SignInResult.Refused>(await _service.SignInAsync("admin", "wrong", Cancel));
            _time.Advance(TimeSpan.FromMinutes(6));
        }
    }

    [Fact]
    public async Task an_unknown_name_and_an_endless_password_are_refused_alike()
    {
        await _service.CreateFirstAdministratorAsync(Cancel);

        Assert.IsType<SignInResult.Refused>(await _service.SignInAsync("nobody", "x", Cancel));
        Assert.IsType<SignInResult.Refused>(await _service.SignInAsync("admin", new string('x', 100_000), Cancel));
    }

    [Fact]
    public async Task a_changed_password_ends_the_other_sessions_and_the_obligation()
    {
        var password = await _service.CreateFirstAdministratorAsync(Cancel);
        var before = ((SignInResult.Accepted)await _service.SignInAsync("admin", password!, Cancel)).Account;

        var (after, faults) = await _service.ChangePasswordAsync(before.Id, password!, "Liaoning-2026", Cancel);

        Assert.Empty(faults);
        Assert.False(after!.MustChangePassword);
        Assert.NotEqual(before.SecurityStamp, after.SecurityStamp);
        Assert.IsType<SignInResult.Refused>(await _service.SignInAsync("admin", password!, Cancel));
        Assert.IsType<SignInResult.Accepted>(await _service.SignInAsync("admin", "Liaoning-2026", Cancel));
    }

    [Theory]
    [InlineData("short-A1")]
    [InlineData("onlylowercaseletters")]
    [InlineData("Admin-2026-xyz")]
    public async Task a_weak_password_is_refused_with_the_rule_it_breaks(string next)
    {
        var password = await _service.CreateFirstAdministratorAsync(Cancel);
        var account = ((SignInResult.Accepted)await _service.SignInAsync("admin", password!, Cancel)).Account;

        var (changed, faults) = await _service.ChangePasswordAsync(account.Id, password!, next, Cancel);

        Assert.Null(changed);
        Assert.NotEmpty(faults["next"]);
    }
}
