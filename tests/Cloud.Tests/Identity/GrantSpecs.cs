using System.Text.Json;
using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;

namespace Cloud.Tests.Identity;

public sealed class GrantSpecs
{
    private static readonly AreaCode Shenyang = AreaCode.Parse("210100");
    private static readonly AreaCode Heping = AreaCode.Parse("210102");
    private static readonly OrganisationId Builder = OrganisationId.New(DateTimeOffset.UnixEpoch);

    [Theory]
    [InlineData("210000", "210102", true)]
    [InlineData("210100", "210102", true)]
    [InlineData("210102", "210102", true)]
    [InlineData("210200", "210102", false)]
    [InlineData("210102", "210100", false)]
    [InlineData("220000", "210102", false)]
    public void an_area_covers_itself_and_what_lies_below_it(string area, string other, bool covered) =>
        Assert.Equal(covered, AreaCode.Parse(area).Covers(AreaCode.Parse(other)));

    [Theory]
    [InlineData("21010")]
    [InlineData("2101021")]
    [InlineData("21010a")]
    [InlineData("210002")]
    [InlineData("000000")]
    [InlineData("")]
    public void what_is_no_division_code_is_refused(string text) => Assert.False(AreaCode.TryParse(text, null, out _));

    [Fact]
    public void the_default_area_covers_nothing_and_is_covered_by_nothing()
    {
        Assert.False(default(AreaCode).Covers(Heping));
        Assert.False(AreaCode.Parse("210000").Covers(default));
        Assert.False(default(AreaCode).Covers(default));
    }

    [Fact]
    public void every_area_but_a_province_has_one_above_it()
    {
        Assert.Equal(Shenyang, Heping.Parent);
        Assert.Equal(AreaCode.Parse("210000"), Shenyang.Parent);
        Assert.Null(AreaCode.Parse("210000").Parent);
    }

    [Fact]
    public void a_party_scope_hides_what_the_organisation_is_no_party_of()
    {
        var grant = new Grant(new Role("builder"), Shenyang, Builder);

        Assert.True(grant.Covers(Heping, [Builder]));
        Assert.False(grant.Covers(Heping, [OrganisationId.New(DateTimeOffset.UnixEpoch)]));
        Assert.False(grant.Covers(Heping, []));
    }

    [Fact]
    public void discipline_and_secrecy_narrow_a_grant()
    {
        var grant = new Grant(new Role("inspector"), Shenyang, Disciplines: Disciplines.Safety, Secrecy: SecrecyLevel.Internal);

        Assert.True(grant.Covers(Heping, [], Disciplines.All));
        Assert.False(grant.Covers(Heping, [], Disciplines.Quality));
        Assert.False(grant.Covers(Heping, [], Disciplines.Safety, SecrecyLevel.Sensitive));
    }

    [Fact]
    public void a_grant_holds_from_its_first_to_its_last_day()
    {
        var grant = new Grant(new Role("inspector"), Shenyang, From: new DateOnly(2026, 11, 1), To: new DateOnly(2026, 11, 30));

        Assert.False(grant.HoldsOn(new DateOnly(2026, 10, 31)));
        Assert.True(grant.HoldsOn(new DateOnly(2026, 11, 1)));
        Assert.True(grant.HoldsOn(new DateOnly(2026, 11, 30)));
        Assert.False(grant.HoldsOn(new DateOnly(2026, 12, 1)));
    }

    [Fact]
    public void a_grant_travels_as_plain_strings()
    {
        var grant = new Grant(new Role("contractor"), Heping, Builder);

        var json = JsonSerializer.Serialize(grant, JsonSerializerOptions.Web);

        Assert.Contains("\"role\":\"contractor\",\"area\":\"210102\"", json, StringComparison.Ordinal);
        Assert.Equal(grant, JsonSerializer.Deserialize<Grant>(json, JsonSerializerOptions.Web));
    }
}
