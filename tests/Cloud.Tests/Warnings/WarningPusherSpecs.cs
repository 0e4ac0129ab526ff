using Cloud.Platform.Notifications;
using Cloud.Telemetry.Warnings;
using Microsoft.Extensions.Logging.Abstractions;
using static Cloud.Tests.Warnings.WarningHouse;

namespace Cloud.Tests.Warnings;

public sealed class WarningPusherSpecs
{
    private static readonly DateTimeOffset Night = new(2026, 11, 23, 15, 0, 0, TimeSpan.Zero); // 23:00 on site

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task the_first_step_is_told_at_once_and_the_warning_is_pushed()
    {
        await using var house = await WithChain(Step(1, "班长"), Step(2, "项目经理"));

        await house.ApplyAsync(Raised(Morning));
        await house.SettleAsync();

        var message = Assert.Single(house.Sent);
        Assert.Equal(("班长", "sms", "13800000001", 2), (message.Person, message.Channel, message.Target, message.Severity));
        Assert.Contains("1号塔吊 起重力矩", message.Title, StringComparison.Ordinal);
        Assert.Contains("当前 103 %，阈值 ≥ 100 %", message.Text, StringComparison.Ordinal);
        Assert.StartsWith("https://edge.example.cn/a/", message.Link, StringComparison.Ordinal);
        Assert.Equal(WarningHandling.Pushed, (await house.TheOneAsync()).Handling);
    }

    [Fact]
    public async Task nobody_answering_climbs_the_chain_step_by_step()
    {
        await using var house = await WithChain(Step(1, "班长", 10), Step(2, "项目经理", 20), Step(3, "总监", 30));
        await house.ApplyAsync(Raised(Morning));
        await house.SettleAsync();

        await house.AdvanceAsync(TimeSpan.FromMinutes(9.9));
        Assert.Equal(["班长"], house.Sent.Select(m => m.Person));
        await house.AdvanceAsync(TimeSpan.FromMinutes(0.2));
        Assert.Equal(["班长", "项目经理"], house.Sent.Select(m => m.Person));
        await house.AdvanceAsync(TimeSpan.FromMinutes(21));
        await house.AdvanceAsync(TimeSpan.FromMinutes(31));

        Assert.Equal(["班长", "项目经理", "总监"], house.Sent.Select(m => m.Person));
        Assert.Null(await house.Store.NextDueAsync(Cancel));
        var log = await house.Store.LogAsync(house.Sent[0].Reference, Cancel);
        Assert.Contains(log, entry => entry.Note?.Contains("仍无人确认", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task an_acknowledgement_stops_the_climb()
    {
        await using var house = await WithChain(Step(1, "班长"), Step(2, "项目经理"));
        var raised = Raised(Morning);
        await house.ApplyAsync(raised);
        await house.SettleAsync();

        await house.Desk.ActAsync(raised.WarningId, null, new WarningAction(WarningActionKind.Acknowledge, "班长"), Cancel);
        await house.AdvanceAsync(TimeSpan.FromHours(2));

        Assert.Single(house.Sent);
    }

    [Fact]
    public async Task the_climb_goes_on_after_a_restart_in_the_middle_and_repeats_nothing()
    {
        await using var house = await WithChain(Step(1, "班长"), Step(2, "项目经理"));
        await house.ApplyAsync(Raised(Morning));
        await house.Pusher.PushDueAsync(Cancel);
        await house.RestartAsync();
        await house.SettleAsync();
        await house.RestartAsync();
        await house.SettleAsync();
        Assert.Equal(["班长"], house.Sent.Select(m => m.Person));

        house.Time.Advance(TimeSpan.FromMinutes(10));
        await house.RestartAsync();
        await house.SettleAsync();

        Assert.Equal(["班长", "项目经理"], house.Sent.Select(m => m.Person));
    }

    [Fact]
    public async Task a_change_that_was_committed_before_a_crash_is_still_rung_after_it()
    {
        await using var house = await WithChain(Step(1, "班长"));
        await house.ApplyAsync(Raised(Morning));

        await house.RestartAsync();
        await house.SettleAsync();

        Assert.Single(house.Sent);
    }

    [Fact]
    public async Task getting_worse_rings_again_and_asks_for_a_new_acknowledgement()
    {
        await using var house = await WithChain(Step(1, "班长"));
        var raised = Raised(Morning);
        await house.ApplyAsync(raised);
        await house.SettleAsync();
        await house.Desk.ActAsync(raised.WarningId, null, new WarningAction(WarningActionKind.Acknowledge, "班长"), Cancel);

        await house.ApplyAsync(Then(raised, TransitionKind.LevelChanged, Morning.AddMinutes(1), 1, 112));
        await house.SettleAsync();
        Assert.Equal([2, 1], house.Sent.Select(m => m.Severity));
        Assert.Equal((WarningHandling.Pushed, 1), ((await house.TheOneAsync()).Handling, (await house.TheOneAsync()).Level));

        await house.ApplyAsync(Then(raised, TransitionKind.LevelChanged, Morning.AddMinutes(2), 3, 92));
        await house.AdvanceAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(2, house.Sent.Count);
        Assert.Equal((3, 1), ((await house.TheOneAsync()).Level, (await house.TheOneAsync()).WorstLevel));
    }

    [Fact]
    public async Task a_thousand_edges_of_one_condition_ring_once()
    {
        await using var house = await WithChain(Step(1, "班长", 600));
        for (var i = 0; i < 1000; i++)
        {
            var raised = Raised(Morning.AddMilliseconds(i * 500));
            await house.ApplyAsync(raised, Then(raised, TransitionKind.Recovered, raised.At.AddMilliseconds(250)));
        }

        await house.SettleAsync();

        Assert.Single(house.Sent);
        Assert.Equal(1000, (await house.TheOneAsync()).Count);
    }

    [Fact]
    public async Task only_the_steps_for_the_level_are_told()
    {
        await using var house = await WithChain(Step(1, "班长", levels: [3, 4]), Step(2, "项目经理", levels: [1, 2]), Step(3, "总监", levels: [1]));
        await house.ApplyAsync(Raised(Morning));
        await house.SettleAsync();
        await house.AdvanceAsync(TimeSpan.FromHours(2));

        Assert.Equal(["项目经理"], house.Sent.Select(m => m.Person));
    }

    [Fact]
    public async Task in_quiet_hours_only_level_one_rings_and_the_others_ring_in_the_morning()
    {
        await using var house = await WithChain(new ResponsibleChain([Step(1, "班长")], new QuietHours(new TimeOnly(22, 0), new TimeOnly(6, 30))));
        house.Time.SetUtcNow(Night);
        await house.ApplyAsync(Raised(Night, 2, device: "crane-1"), Raised(Night, 1, 115, device: "crane-2"));
        await house.SettleAsync();
        Assert.Equal([1], house.Sent.Select(m => m.Severity));

        await house.AdvanceAsync(TimeSpan.FromHours(7));
        Assert.Equal(0, house.Sent.Count(m => m.Severity == 2));
        await house.AdvanceAsync(TimeSpan.FromHours(0.5));
        Assert.Equal(1, house.Sent.Count(m => m.Severity == 2));
    }

    [Fact]
    public async Task level_one_keeps_ringing_the_last_step_a_limited_number_of_times()
    {
        await using var house = await WithChain(Step(1, "班长", 10));
        await house.ApplyAsync(Raised(Morning, 1, 115));
        await house.SettleAsync();
        for (var i = 0; i < 10; i++)
            await house.AdvanceAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(4, house.Sent.Count);
    }

    [Theory]
    [InlineData(3, 1), InlineData(2, 2)]
    public async Task what_has_gone_by_itself_climbs_only_when_it_was_severe(int level, int told)
    {
        await using var house = await WithChain(Step(1, "班长"), Step(2, "项目经理"));
        var raised = Raised(Morning, level);
        await house.ApplyAsync(raised, Then(raised, TransitionKind.Recovered, Morning.AddSeconds(1)));
        await house.SettleAsync();
        await house.AdvanceAsync(TimeSpan.FromMinutes(15));

        Assert.Equal(told, house.Sent.Count);
    }

    [Fact]
    public async Task a_deputy_stands_in_for_the_time_that_was_agreed()
    {
        var chain = new ResponsibleChain([Step(1, "班长")], null,
            [new ChainDeputy("班长", new Contact("副班长", Phone: "13900000000"), Morning.AddDays(-1), Morning.AddHours(1))]);
        await using var house = await WithChain(chain);
        await house.ApplyAsync(Raised(Morning));
        await house.SettleAsync();
        house.Time.Advance(TimeSpan.FromHours(2));
        await house.ApplyAsync(Raised(Morning.AddHours(2), device: "crane-2"));
        await house.SettleAsync();

        Assert.Equal(["副班长", "班长"], house.Sent.Select(m => m.Person));
    }

    [Fact]
    public async Task without_a_chain_the_log_says_that_nobody_was_told()
    {
        await using var house = new WarningHouse();
        var raised = Raised(Morning);
        await house.ApplyAsync(raised);
        await house.SettleAsync();

        Assert.Empty(house.Sent);
        Assert.Contains(await house.Store.LogAsync(raised.WarningId, Cancel), e => e.Note?.Contains("没有适用于此级别的责任链", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task the_service_pushes_on_its_own_when_something_rings_and_when_a_time_has_come()
    {
        await using var house = await WithChain(Step(1, "班长"), Step(2, "项目经理"));
        var told = System.Threading.Channels.Channel.CreateUnbounded<string>();
        house.Answer = message => { told.Writer.TryWrite(message.Person); return DeliveryOutcome.Delivered("ok"); };
        using var service = new WarningPushService(house.Pusher, house.Store, house.Signal, new Cloud.Platform.Leadership.AloneLeadership(), house.Time, NullLogger<WarningPushService>.Instance);
        await service.StartAsync(Cancel);
        await house.Dispatcher.StartAsync(Cancel);

        await house.ApplyAsync(Raised(Morning));
        Assert.Equal("班长", await told.Reader.ReadAsync(Cancel));
        while (!told.Reader.TryPeek(out _))
        {
            house.Time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        Assert.Equal("项目经理", await told.Reader.ReadAsync(Cancel));
        await service.StopAsync(Cancel);
        await house.Dispatcher.StopAsync(Cancel);
    }

    private static Task<WarningHouse> WithChain(params ChainStep[] steps) => WithChain(new ResponsibleChain(steps));

    private static async Task<WarningHouse> WithChain(ResponsibleChain chain)
    {
        var house = new WarningHouse();
        await house.Chains.SaveAsync(Project, chain, "管理员", Cancel);
        return house;
    }
}
