using Cloud.Telemetry.Warnings;
using static Cloud.Tests.Warnings.WarningHouse;

namespace Cloud.Tests.Warnings;

public sealed class ResponsibleChainSpecs
{
    [Theory]
    [InlineData("2026-11-23T13:59:59Z", null)] // 21:59:59
    [InlineData("2026-11-23T14:00:00Z", "2026-11-23T22:30:00Z")] // 22:00 → 06:30 next day
    [InlineData("2026-11-23T22:29:59Z", "2026-11-23T22:30:00Z")]
    [InlineData("2026-11-23T22:30:00Z", null)]
    public void quiet_hours_over_midnight_end_in_the_morning(string now, string? end)
    {
        var quiet = new QuietHours(new TimeOnly(22, 0), new TimeOnly(6, 30));

        Assert.Equal(end is null ? null : DateTimeOffset.Parse(end), quiet.EndOf(DateTimeOffset.Parse(now)));
    }

    [Fact]
    public void quiet_hours_within_a_day_end_that_day()
    {
        var quiet = new QuietHours(new TimeOnly(12, 0), new TimeOnly(14, 0));

        Assert.Equal(DateTimeOffset.Parse("2026-11-23T06:00:00Z"), quiet.EndOf(DateTimeOffset.Parse("2026-11-23T05:00:00Z")));
        Assert.Null(quiet.EndOf(DateTimeOffset.Parse("2026-11-23T06:00:00Z")));
    }

    [Fact]
    public void every_fault_of_a_chain_is_listed_by_its_field()
    {
        var chain = new ResponsibleChain(
            [
                Step(1, "班长"),
                new ChainStep(1, new Contact(""), ["fax", "email"], [5], 0),
            ],
            null,
            [new ChainDeputy("没有此人", new Contact("副班长"), Morning, Morning)]);

        var faults = chain.Faults();

        Assert.Equal(["deputies[0]", "steps", "steps[1]"], faults.Keys.Order());
        Assert.Equal(5, faults["steps[1]"].Length);
        Assert.Equal(2, faults["deputies[0]"].Length);
        Assert.Empty(new ResponsibleChain([Step(1, "班长"), Step(2, "项目经理")]).Faults());
    }

    [Fact]
    public async Task the_newest_chain_holds_and_a_faulty_one_is_never_stored()
    {
        await using var house = new WarningHouse();
        var cancel = TestContext.Current.CancellationToken;
        await house.Chains.SaveAsync(Project, new ResponsibleChain([Step(1, "班长")]), "管理员", cancel);
        await house.Chains.SaveAsync(Project, new ResponsibleChain([Step(1, "项目经理")], new QuietHours(new(22, 0), new(6, 0))), "管理员", cancel);

        await Assert.ThrowsAsync<ArgumentException>(() => house.Chains.SaveAsync(Project, new ResponsibleChain([Step(1, "")]), "管理员", cancel));

        var chain = await house.Chains.FindAsync(Project, cancel);
        Assert.Equal(("项目经理", new QuietHours(new(22, 0), new(6, 0))), (Assert.Single(chain.Steps).Person.Name, chain.QuietHours));
        Assert.Empty((await house.Chains.FindAsync(new("site-2"), cancel)).Steps);
    }
}
