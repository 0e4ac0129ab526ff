using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cloud.Platform.Notifications;
using static Cloud.Tests.Notifications.NotificationHouse;

namespace Cloud.Tests.Notifications;

public sealed class NotificationChannelSpecs
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_wecom_robot_gets_markdown_with_the_link()
    {
        await using var robot = await Receiver.StartAsync(Cancel);
        await using var house = new NotificationHouse(("Robots:safety:Url", $"{robot.Url}/cgi-bin/webhook/send?key=secret-key"));

        await house.EnqueueAsync(A("wecom", "safety"));
        await house.SendAsync();

        var request = Assert.Single(robot.Requests);
        Assert.Equal(("/cgi-bin/webhook/send", "secret-key"), (request.Path, request.Query["key"]));
        using var json = JsonDocument.Parse(request.Body);
        Assert.Equal("markdown", json.RootElement.GetProperty("msgtype").GetString());
        var content = json.RootElement.GetProperty("markdown").GetProperty("content").GetString()!;
        Assert.Contains("1号塔吊 起重力矩", content, StringComparison.Ordinal);
        Assert.Contains("[点此确认](https://edge.example.cn/a/token)", content, StringComparison.Ordinal);
        Assert.Equal((NotificationState.Delivered, "HTTP 200，errcode 0"), ((await house.TheOneAsync()).State, (await house.TheOneAsync()).Receipt));
    }

    [Fact]
    public async Task a_long_wecom_text_is_cut_to_the_robots_limit_between_characters()
    {
        await using var robot = await Receiver.StartAsync(Cancel);
        await using var house = new NotificationHouse();

        await house.EnqueueAsync(A("wecom", robot.Url) with { Text = new string('危', 3000), Link = null });
        await house.SendAsync();

        using var json = JsonDocument.Parse(Assert.Single(robot.Requests).Body);
        var content = json.RootElement.GetProperty("markdown").GetProperty("content").GetString()!;
        Assert.InRange(Encoding.UTF8.GetByteCount(content), 4000, 4096);
        Assert.EndsWith("危…", content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_dingtalk_robot_gets_a_signature_over_timestamp_and_secret()
    {
        await using var robot = await Receiver.StartAsync(Cancel);
        await using var house = new NotificationHouse(("DingTalkSecret", "SECabc"));

        await house.EnqueueAsync(A("dingtalk", $"{robot.Url}/robot/send?access_token=t"));
        await house.SendAsync();

        var request = Assert.Single(robot.Requests);
        var timestamp = request.Query["timestamp"];
        Assert.Equal(house.Time.GetUtcNow().ToUnixTimeMilliseconds().ToString(), timestamp);
        var expected = Convert.ToBase64String(HMACSHA256.HashData("SECabc"u8.ToArray(), Encoding.UTF8.GetBytes($"{timestamp}\nSECabc")));
        Assert.Equal((expected, "t"), (request.Query["sign"], request.Query["access_token"]));
    }

    [Fact]
    public async Task a_webhook_is_signed_over_timestamp_and_body_and_keeps_its_id_on_every_attempt()
    {
        await using var hook = await Receiver.StartAsync(Cancel);
        await using var house = new NotificationHouse(("WebhookSecret", "hush"));
        hook.Answer = _ => (hook.Requests.Count == 1 ? 503 : 200, "");

        await house.EnqueueAsync(A("webhook", $"{hook.Url}/in"));
        await house.SendAsync();
        await house.AdvanceAsync(TimeSpan.FromSeconds(5));

        var requests = hook.Requests.ToList();
        Assert.Equal(2, requests.Count);
        Assert.All(requests, r => Assert.Equal("m-1", r.Headers["X-Edge-Id"]));
        Assert.NotEqual(requests[0].Headers["X-Edge-Timestamp"], requests[1].Headers["X-Edge-Timestamp"]);
        foreach (var request in requests)
        {
            var signed = Encoding.UTF8.GetBytes($"{request.Headers["X-Edge-Timestamp"]}.{request.Body}");
            Assert.Equal("sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData("hush"u8.ToArray(), signed)), request.Headers["X-Edge-Signature"]);
        }
    }

    [Fact]
    public async Task a_text_gateway_gets_its_own_json_and_its_answer_is_the_receipt()
    {
        await using var gateway = await Receiver.StartAsync(Cancel);
        gateway.Answer = _ => (200, """{"data":{"code":"OK","id":"sms-42"}}""");
        await using var house = new NotificationHouse(
            ("Sms:Url", $"{gateway.Url}/sms"), ("Sms:Template", """{"to":["{{target}}"],"content":"{{text}} {{link}}"}"""),
            ("Sms:Headers:Authorization", "Bearer hush"), ("Sms:SuccessField", "data.code"), ("Sms:SuccessValue", "OK"), ("Sms:ReceiptField", "data.id"));

        await house.EnqueueAsync(A("sms", "13800000001") with { Text = "第一行\n\"引号\"" });
        await house.SendAsync();

        var request = Assert.Single(gateway.Requests);
        Assert.Equal("Bearer hush", request.Headers["Authorization"]);
        using var json = JsonDocument.Parse(request.Body);
        Assert.Equal("13800000001", json.RootElement.GetProperty("to")[0].GetString());
        Assert.Equal("第一行\n\"引号\" https://edge.example.cn/a/token", json.RootElement.GetProperty("content").GetString());
        Assert.Equal("sms-42", (await house.TheOneAsync()).Receipt);
    }

    [Fact]
    public async Task a_voice_gateway_that_says_no_in_a_200_is_tried_again()
    {
        await using var gateway = await Receiver.StartAsync(Cancel);
        gateway.Answer = _ => (200, """{"code":7}""");
        await using var house = new NotificationHouse(("Voice:Url", gateway.Url), ("Voice:SuccessField", "code"), ("Voice:SuccessValue", "0"));

        await house.EnqueueAsync(A("voice", "13800000001"));
        await house.SendAsync();

        var stored = await house.TheOneAsync();
        Assert.Equal((NotificationState.Pending, 1, "网关应答 code=7"), (stored.State, stored.Attempts, stored.Error));
    }

    [Theory]
    [InlineData("sms", "没有配置短信网关"), InlineData("voice", "没有配置语音网关"), InlineData("email", "没有配置邮件服务器"), InlineData("fax", "没有名为fax的渠道")]
    public async Task a_channel_that_is_not_there_is_given_up_at_once_with_its_reason(string channel, string reason)
    {
        await using var house = new NotificationHouse();

        await house.EnqueueAsync(A(channel, "13800000001"));
        await house.SendAsync();

        Assert.Equal((NotificationState.Dead, reason), ((await house.TheOneAsync()).State, (await house.TheOneAsync()).Error));
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/x"), InlineData("file:///etc/passwd"), InlineData("http://user:pw@127.0.0.1/"), InlineData("http://169.254.169.254/latest"), InlineData("not a url")]
    public async Task an_address_beyond_the_rules_is_never_called(string url)
    {
        await using var house = new NotificationHouse();

        await house.EnqueueAsync(A("webhook", url));
        await house.SendAsync();

        Assert.Equal(NotificationState.Dead, (await house.TheOneAsync()).State);
    }

    [Theory]
    [InlineData("127.0.0.1"), InlineData("localhost")]
    public async Task private_addresses_can_be_forbidden_also_behind_a_name(string host)
    {
        await using var hook = await Receiver.StartAsync(Cancel);
        await using var house = new NotificationHouse(("AllowPrivateAddresses", "false"));

        await house.EnqueueAsync(A("webhook", hook.Url.Replace("127.0.0.1", host, StringComparison.Ordinal)));
        await house.SendAsync();

        Assert.Empty(hook.Requests);
        Assert.Equal(NotificationState.Dead, (await house.TheOneAsync()).State);
    }

    [Fact]
    public async Task only_listed_hosts_are_called_when_there_is_a_list()
    {
        await using var hook = await Receiver.StartAsync(Cancel);
        await using var house = new NotificationHouse(("AllowedHosts:0", "*.example.cn"));

        await house.EnqueueAsync(A("webhook", hook.Url));
        await house.SendAsync();

        Assert.Empty(hook.Requests);
        Assert.Contains("不在允许的名单内", (await house.TheOneAsync()).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_redirect_is_not_followed()
    {
        await using var elsewhere = await Receiver.StartAsync(Cancel);
        await using var hook = await Receiver.StartAsync(Cancel);
        hook.Handle = context => { context.Response.Redirect(elsewhere.Url); return Task.CompletedTask; };
        await using var house = new NotificationHouse();

        await house.EnqueueAsync(A("webhook", hook.Url));
        await house.SendAsync();

        Assert.Empty(elsewhere.Requests);
        Assert.Equal((NotificationState.Dead, "HTTP 302：不跟随重定向"), ((await house.TheOneAsync()).State, (await house.TheOneAsync()).Error));
    }

    [Fact]
    public async Task in_app_messages_reach_whoever_listens()
    {
        await using var house = new NotificationHouse();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await using var reader = house.InApp.ReadAsync(stop.Token).GetAsyncEnumerator(stop.Token);
        var next = reader.MoveNextAsync();

        await house.EnqueueAsync(A("in-app", ""));
        await house.SendAsync();

        Assert.True(await next);
        Assert.Equal("m-1", reader.Current.Id);
        Assert.Equal("1 个在线页面", (await house.TheOneAsync()).Receipt);
    }

    [Theory]
    [InlineData("sms", "13812345678", "138****5678"), InlineData("sms", "12345", "****")]
    [InlineData("email", "zhang@example.cn", "z***@example.cn"), InlineData("wecom", "safety-group", "safety-group")]
    [InlineData("dingtalk", "https://oapi.dingtalk.com/robot/send?access_token=abcdef9f2c", "https://oapi.dingtalk.com/…9f2c")]
    [InlineData("webhook", "http://10.0.0.9/k", "http://10.0.0.9/…"), InlineData("in-app", "", "")]
    public void targets_are_shown_masked(string channel, string target, string shown) => Assert.Equal(shown, TargetMask.Of(channel, target));

    [Theory]
    [InlineData("Robots:x:Url", "gopher://x"), InlineData("Sms:Url", ""), InlineData("MaxAttempts", "0"), InlineData("Smtp:Host", "")]
    public void wrong_options_are_refused_at_start(string key, string value)
    {
        var house = new NotificationHouse((key, value));

        Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(() => house.Dispatcher);
    }
}
