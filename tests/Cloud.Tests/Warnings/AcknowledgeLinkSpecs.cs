using Cloud.Telemetry.Warnings;
using static Cloud.Tests.Warnings.WarningHouse;

namespace Cloud.Tests.Warnings;

public sealed class AcknowledgeLinkSpecs
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task one_tap_acknowledges_once_and_names_the_person()
    {
        await using var house = new WarningHouse();
        var token = await Issue(house);

        Assert.Equal(LinkResult.Open, (await house.Links.ShowAsync(token, Cancel)).Result);
        Assert.Equal(LinkResult.Acknowledged, (await house.Links.AcknowledgeAsync(token, Cancel)).Result);
        Assert.Equal(LinkResult.AlreadyAcknowledged, (await house.Links.AcknowledgeAsync(token, Cancel)).Result);

        var warning = await house.TheOneAsync();
        Assert.Equal(WarningHandling.Acknowledged, warning.Handling);
        Assert.Contains(await house.Store.LogAsync(warning.Id, Cancel), e => e is { Actor: "班长", Action: "acknowledge", Note: "通过确认链接" });
    }

    [Fact]
    public async Task looking_at_a_link_changes_nothing()
    {
        await using var house = new WarningHouse();
        var token = await Issue(house);
        var before = await house.TheOneAsync();

        for (var i = 0; i < 5; i++)
            await house.Links.ShowAsync(token, Cancel);

        Assert.Equal(before, await house.TheOneAsync());
    }

    [Fact]
    public async Task another_link_of_the_same_warning_says_that_it_was_done()
    {
        await using var house = new WarningHouse();
        var (mine, yours) = (await Issue(house), await Issue(house));

        await house.Links.AcknowledgeAsync(mine, Cancel);

        Assert.Equal(LinkResult.AlreadyAcknowledged, (await house.Links.ShowAsync(yours, Cancel)).Result);
        Assert.Equal(LinkResult.AlreadyAcknowledged, (await house.Links.AcknowledgeAsync(yours, Cancel)).Result);
    }

    [Fact]
    public async Task an_old_link_has_expired_and_shows_nothing_of_the_warning()
    {
        await using var house = new WarningHouse();
        var token = await Issue(house);
        house.Time.Advance(TimeSpan.FromHours(72));

        Assert.Equal(new LinkAnswer(LinkResult.Expired, null, "班长"), await house.Links.ShowAsync(token, Cancel));
        Assert.Equal(LinkResult.Expired, (await house.Links.AcknowledgeAsync(token, Cancel)).Result);
        Assert.Equal(WarningHandling.New, (await house.TheOneAsync()).Handling);
    }

    [Theory]
    [InlineData(""), InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAA"), InlineData("' OR 1=1 --")]
    public async Task a_token_that_was_never_given_is_unknown(string token)
    {
        await using var house = new WarningHouse();
        await Issue(house);

        Assert.Equal(LinkResult.Unknown, (await house.Links.ShowAsync(token, Cancel)).Result);
        Assert.Equal(LinkResult.Unknown, (await house.Links.AcknowledgeAsync(token, Cancel)).Result);
    }

    [Fact]
    public async Task of_many_taps_at_once_exactly_one_acknowledges()
    {
        await using var house = new WarningHouse();
        var token = await Issue(house);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => house.Links.AcknowledgeAsync(token, Cancel)));

        Assert.Single(answers, a => a.Result == LinkResult.Acknowledged);
        Assert.Equal(19, answers.Count(a => a.Result == LinkResult.AlreadyAcknowledged));
    }

    [Fact]
    public async Task tokens_are_long_and_differ_and_are_not_in_the_store()
    {
        await using var house = new WarningHouse();
        var (first, second) = (await Issue(house), await Issue(house));

        Assert.NotEqual(first, second);
        Assert.Equal(27, first.Length);
        Assert.Null(await house.Store.FindLinkAsync(first, Cancel));
    }

    [Fact]
    public async Task a_link_survives_a_restart()
    {
        await using var house = new WarningHouse();
        var token = await Issue(house);

        await house.RestartAsync();

        Assert.Equal(LinkResult.Acknowledged, (await house.Links.AcknowledgeAsync(token, Cancel)).Result);
    }

    [Fact]
    public async Task without_a_public_address_messages_carry_no_link()
    {
        await using var house = new WarningHouse(new WarningOptions());
        var raised = Raised(Morning);
        await house.ApplyAsync(raised);

        Assert.Null(await house.Links.CreateAsync(raised.WarningId, "班长", Cancel));
    }

    private static async Task<string> Issue(WarningHouse house)
    {
        var raised = Raised(Morning);
        await house.ApplyAsync(raised);
        var link = await house.Links.CreateAsync(raised.WarningId, "班长", Cancel);
        return link![(link!.LastIndexOf('/') + 1)..];
    }
}
