using Cloud.Platform;
using Cloud.Platform.Notifications;
using Cloud.Telemetry.Warnings;
using static Cloud.Tests.Warnings.WarningHouse;

namespace Cloud.Tests.Warnings;

public sealed class WarningSheetSpecs
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task the_sheet_shows_rule_chain_log_and_deliveries_with_targets_masked()
    {
        await using var house = new WarningHouse();
        await house.Chains.SaveAsync(Project, new ResponsibleChain([Step(1, "班长"), Step(2, "项目经理"), Step(3, "总监")]), "管理员", Cancel);
        var raised = Raised(Morning);
        await house.ApplyAsync(raised);
        await house.SettleAsync();
        await house.AdvanceAsync(TimeSpan.FromMinutes(10));

        var sheet = (await Sheets(house).FindAsync(raised.WarningId, Cancel))!;

        Assert.Equal("crane-moment", sheet.Rule!.Id);
        Assert.Equal(["told", "told", "due"], sheet.Chain.Select(s => s.State));
        Assert.Equal(Morning.AddMinutes(20), sheet.Chain[2].At);
        Assert.Equal(["138****0001", "138****0002"], sheet.Deliveries.Select(d => d.Target));
        Assert.All(sheet.Deliveries, d => Assert.Equal((NotificationState.Delivered, "ok"), (d.State, d.Receipt)));
        Assert.Equal(["raise", "push", "push"], sheet.Log.Select(e => e.Action));
        Assert.Contains(WarningActionKind.Acknowledge, sheet.Possible);
        Assert.Single(sheet.Episodes);
    }

    [Fact]
    public async Task who_answered_is_shown_and_those_above_were_not_needed()
    {
        await using var house = new WarningHouse();
        await house.Chains.SaveAsync(Project, new ResponsibleChain([Step(1, "班长"), Step(2, "项目经理")]), "管理员", Cancel);
        var raised = Raised(Morning);
        await house.ApplyAsync(raised);
        await house.SettleAsync();
        await house.Desk.ActAsync(raised.WarningId, null, new WarningAction(WarningActionKind.Acknowledge, "班长"), Cancel);

        var sheet = (await Sheets(house).FindAsync(raised.WarningId, Cancel))!;

        Assert.Equal(["acknowledged", "notNeeded"], sheet.Chain.Select(s => s.State));
        Assert.Null(await Sheets(house).FindAsync("nope", Cancel));
    }

    [Fact]
    public async Task a_test_notice_reaches_everybody_of_the_chain_and_asks_for_nothing()
    {
        await using var house = new WarningHouse();
        var test = new ChainTest(house.Chains, house.Notifications, house.Outbox, house.Time);
        await Assert.ThrowsAsync<RuleBrokenException>(() => test.SendAsync(Project, "管理员", Cancel));
        await house.Chains.SaveAsync(Project, new ResponsibleChain([Step(1, "班长"), Step(2, "项目经理", levels: [1])]), "管理员", Cancel);

        var reference = await test.SendAsync(Project, "管理员", Cancel);
        await house.SettleAsync();

        Assert.Equal(["班长", "项目经理"], house.Sent.Select(m => m.Person).Order());
        Assert.All(house.Sent, m => Assert.Null(m.Link));
        Assert.All(await test.DeliveriesAsync(reference, Cancel), d => Assert.Equal(NotificationState.Delivered, d.State));
        Assert.Empty(await test.DeliveriesAsync("w-1", Cancel));
    }

    private static WarningSheets Sheets(WarningHouse house) => new(house.Store, house.Chains, house.Outbox, RuleBookSpecs.Book(house), house.Time);
}
