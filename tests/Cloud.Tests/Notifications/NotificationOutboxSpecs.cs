using System.Net;
using System.Net.Sockets;
using Cloud.Platform.Notifications;
using static Cloud.Tests.Notifications.NotificationHouse;

namespace Cloud.Tests.Notifications;

public sealed class NotificationOutboxSpecs
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_message_whose_id_was_accepted_before_is_sent_once()
    {
        await using var hook = await Receiver.StartAsync(Cancel);
        await using var house = new NotificationHouse();

        await house.EnqueueAsync(A("webhook", hook.Url), A("webhook", hook.Url));
        await house.SendAsync();
        await house.RestartAsync();
        await house.EnqueueAsync(A("webhook", hook.Url));
        await house.SendAsync();

        Assert.Single(hook.Requests);
    }

    [Fact]
    public async Task failures_are_tried_again_with_growing_pauses_until_it_is_accepted()
    {
        await using var hook = await Receiver.StartAsync(Cancel);
        await using var house = new NotificationHouse();
        hook.Answer = _ => (hook.Requests.Count < 4 ? 500 : 204, "");

        await house.EnqueueAsync(A("webhook", hook.Url));
        Assert.Equal(1, await house.SendAsync());
        Assert.Equal(0, await house.AdvanceAsync(TimeSpan.FromSeconds(4.9)));
        Assert.Equal(1, await house.AdvanceAsync(TimeSpan.FromSeconds(0.2)));
        Assert.Equal(0, await house.AdvanceAsync(TimeSpan.FromSeconds(9.5)));
        Assert.Equal(1, await house.AdvanceAsync(TimeSpan.FromSeconds(1)));
        Assert.Equal(1, await house.AdvanceAsync(TimeSpan.FromSeconds(20)));

        var stored = await house.TheOneAsync();
        Assert.Equal((NotificationState.Delivered, 4, "HTTP 204", null), (stored.State, stored.Attempts, stored.Receipt, stored.Error));
    }

    [Fact]
    public async Task it_is_given_up_after_the_last_attempt_and_stays_visible_with_its_reason()
    {
        await using var hook = await Receiver.StartAsync(Cancel);
        await using var house = new NotificationHouse(("MaxAttempts", "3"));
        hook.Answer = _ => (502, "");

        await house.EnqueueAsync(A("webhook", hook.Url));
        for (var i = 0; i < 6; i++)
            await house.AdvanceAsync(TimeSpan.FromMinutes(1));

        var stored = await house.TheOneAsync();
        Assert.Equal((NotificationState.Dead, 3, "HTTP 502"), (stored.State, stored.Attempts, stored.Error));
        Assert.Equal(1, (await house.Store.CountsAsync(Cancel))[NotificationState.Dead]);
    }

    [Fact]
    public async Task the_tries_go_on_after_a_restart_in_the_middle()
    {
        await using var hook = await Receiver.StartAsync(Cancel);
        await using var house = new NotificationHouse();
        hook.Answer = _ => (hook.Requests.Count < 2 ? 500 : 200, "");
        await house.EnqueueAsync(A("webhook", hook.Url));
        await house.SendAsync();

        await house.RestartAsync();
        Assert.Equal(0, await house.SendAsync());
        Assert.Equal(1, await house.AdvanceAsync(TimeSpan.FromSeconds(5)));

        Assert.Equal(2, (await house.TheOneAsync()).Attempts);
    }

    [Fact]
    public async Task a_receiver_that_asks_for_patience_gets_it()
    {
        await using var hook = await Receiver.StartAsync(Cancel);
        await using var house = new NotificationHouse();
        hook.Handle = context => { context.Response.StatusCode = 429; context.Response.Headers.RetryAfter = "120"; return Task.CompletedTask; };

        await house.EnqueueAsync(A("webhook", hook.Url));
        await house.SendAsync();

        Assert.Equal(house.Time.GetUtcNow().AddSeconds(120), (await house.TheOneAsync()).DueAt);
    }

    [Theory]
    [InlineData(93000, NotificationState.Dead), InlineData(45009, NotificationState.Pending)]
    public async Task a_robots_error_in_a_200_decides_whether_to_try_again(int code, NotificationState state)
    {
        await using var robot = await Receiver.StartAsync(Cancel);
        await using var house = new NotificationHouse();
        robot.Answer = _ => (200, $$"""{"errcode":{{code}},"errmsg":"no"}""");

        await house.EnqueueAsync(A("wecom", robot.Url));
        await house.SendAsync();

        Assert.Equal((state, $"errcode {code}"), ((await house.TheOneAsync()).State, (await house.TheOneAsync()).Error));
    }

    [Fact]
    public async Task a_closed_port_is_a_failure_that_may_pass()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();
        await using var house = new NotificationHouse();

        await house.EnqueueAsync(A("webhook", $"http://127.0.0.1:{port}/"));
        await house.SendAsync();

        Assert.Equal((NotificationState.Pending, "网络错误：ConnectionError"), ((await house.TheOneAsync()).State, (await house.TheOneAsync()).Error));
    }

    [Fact]
    public async Task a_receiver_that_never_answers_is_left_after_the_time_limit_and_holds_up_nobody()
    {
        await using var hanging = await Receiver.StartAsync(Cancel);
        await using var hook = await Receiver.StartAsync(Cancel);
        await using var house = new NotificationHouse();
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var served = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        hanging.Handle = async context => { arrived.TrySetResult(); await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted); };
        hook.Handle = context => { served.TrySetResult(); return Task.CompletedTask; };
        await house.EnqueueAsync(A("webhook", hanging.Url), A("webhook", hook.Url, "m-2") with { Reference = "w-2" });

        var sending = house.SendAsync();
        await Task.WhenAll(arrived.Task, served.Task).WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        house.Time.Advance(TimeSpan.FromSeconds(10));
        await sending;

        Assert.Equal("10秒内没有应答", (await house.TheOneAsync()).Error);
    }

    [Fact]
    public async Task a_storm_of_a_thousand_is_at_most_twenty_a_minute_with_the_first_at_once_and_none_lost()
    {
        await using var hook = await Receiver.StartAsync(Cancel);
        await using var house = new NotificationHouse();
        var storm = Enumerable.Range(0, 1000).Select(i => A("webhook", hook.Url, $"m-{i}", 2 + (i % 3)) with { Reference = $"w-{i}" });
        await house.EnqueueAsync([.. storm]);

        await house.SendAsync();
        var individual = hook.Requests.Count;
        Assert.InRange(individual, 1, 19);
        await house.AdvanceAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(individual + 1, hook.Requests.Count);
        using var summary = System.Text.Json.JsonDocument.Parse(hook.Requests.Last().Body);
        Assert.Equal($"另有 {1000 - individual} 条", summary.RootElement.GetProperty("title").GetString());
        var merged = (await house.Store.ByReferenceAsync("w-999", Cancel)).Single();
        Assert.Equal((NotificationState.Merged, "HTTP 200"), (merged.State, merged.Receipt));
        Assert.Equal(1000 - individual, (await house.Store.CountsAsync(Cancel))[NotificationState.Merged]);
    }

    [Fact]
    public async Task a_storm_that_goes_on_never_exceeds_twenty_in_any_minute()
    {
        await using var hook = await Receiver.StartAsync(Cancel);
        await using var house = new NotificationHouse();
        var times = new List<DateTimeOffset>();
        hook.Answer = _ => { lock (times) times.Add(house.Time.GetUtcNow()); return (200, ""); };

        for (var second = 0; second < 300; second++)
        {
            await house.EnqueueAsync([.. Enumerable.Range(0, 4).Select(i => A("webhook", hook.Url, $"m-{second}-{i}", 1 + i))]);
            await house.AdvanceAsync(TimeSpan.FromSeconds(1));
        }

        Assert.All(times, from => Assert.InRange(times.Count(t => t >= from && t < from.AddMinutes(1)), 1, 20));
        Assert.InRange(times.Count, 80, 100);
    }

    [Fact]
    public async Task the_most_urgent_still_come_through_a_storm_of_others()
    {
        await using var hook = await Receiver.StartAsync(Cancel);
        await using var house = new NotificationHouse();
        await house.EnqueueAsync([.. Enumerable.Range(0, 100).Select(i => A("webhook", hook.Url, $"m-{i}", 3))]);

        await house.EnqueueAsync(A("webhook", hook.Url, "urgent", 1));
        await house.SendAsync();

        Assert.Contains(hook.Requests, r => r.Headers["X-Edge-Id"] == "urgent");
    }

    [Fact]
    public async Task a_storm_to_one_person_takes_nothing_from_another()
    {
        await using var hook = await Receiver.StartAsync(Cancel);
        await using var house = new NotificationHouse();
        await house.EnqueueAsync([.. Enumerable.Range(0, 100).Select(i => A("webhook", hook.Url, $"m-{i}"))]);

        await house.EnqueueAsync(A("webhook", hook.Url, "other", 4, "项目经理"));
        await house.SendAsync();

        Assert.Contains(hook.Requests, r => r.Headers["X-Edge-Id"] == "other");
    }

    [Fact]
    public async Task mail_goes_out_with_the_servers_receipt()
    {
        await using var server = new SmtpStub();
        await using var house = new NotificationHouse(Mail(server));

        await house.EnqueueAsync(A("email", "zhang@example.cn"));
        await house.SendAsync();

        var mail = Assert.Single(server.Mails);
        Assert.Contains("To: zhang@example.cn", mail, StringComparison.Ordinal);
        Assert.Contains("Message-Id: <m-1@example.cn>", mail, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("4711", (await house.TheOneAsync()).Receipt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("550 no such user", NotificationState.Dead, "SMTP 550"), InlineData("450 mailbox busy", NotificationState.Pending, "SMTP 450")]
    public async Task a_mail_servers_refusal_decides_whether_to_try_again(string answer, NotificationState state, string reason)
    {
        await using var server = new SmtpStub { Recipient = answer };
        await using var house = new NotificationHouse(Mail(server));

        await house.EnqueueAsync(A("email", "zhang@example.cn"));
        await house.SendAsync();

        Assert.Equal((state, reason), ((await house.TheOneAsync()).State, (await house.TheOneAsync()).Error));
    }

    [Fact]
    public async Task settled_messages_are_deleted_after_their_time_and_pending_ones_never()
    {
        await using var hook = await Receiver.StartAsync(Cancel);
        await using var house = new NotificationHouse();
        await house.EnqueueAsync(A("webhook", hook.Url));
        await house.SendAsync();
        await house.EnqueueAsync(A("webhook", hook.Url, "m-2"));

        Assert.Equal(1, await house.Store.PruneAsync(house.Time.GetUtcNow().AddDays(1), Cancel));
        Assert.Equal("m-2", (await house.TheOneAsync()).Message.Id);
    }

    [Fact]
    public async Task what_exceeds_the_limits_is_refused_before_it_is_stored()
    {
        await using var house = new NotificationHouse();

        await Assert.ThrowsAsync<ArgumentException>(() => house.EnqueueAsync(A("webhook", "http://x") with { Text = new string('x', 9000) }));
        Assert.Empty(await house.Store.CountsAsync(Cancel));
    }

    private static (string, string)[] Mail(SmtpStub server) =>
        [("Smtp:Host", "127.0.0.1"), ("Smtp:Port", $"{server.Port}"), ("Smtp:Security", "none"), ("Smtp:From", "edge@example.cn")];
}
