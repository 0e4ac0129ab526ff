using Cloud.Platform.Notifications;
using Xunit;

namespace TestKit.Records;

/// <summary>What it means to keep the notification outbox.</summary>
public abstract class NotificationStoreContract(IStorePlace<INotificationStore> place) : StoreContract<INotificationStore>(place)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task what_is_due_comes_most_urgent_and_oldest_first()
    {
        await SaveAsync(
            A("late", severity: 1) with { DueAt = Noon.AddMinutes(5) }, A("second", severity: 2) with { CreatedAt = Noon.AddSeconds(1) }, A("first", severity: 2),
            A("urgent", severity: 1), A("sent", severity: 1) with { State = NotificationState.Delivered });

        Assert.Equal(["urgent", "first", "second"], (await Store.DueAsync(Noon, 10, Cancel)).Select(n => n.Message.Id));
        Assert.Equal(["urgent"], (await Store.DueAsync(Noon, 1, Cancel)).Select(n => n.Message.Id));
        Assert.Equal(Noon.AddMinutes(5), await Store.NextDueAsync(Noon, Cancel));
        Assert.Null(await Store.NextDueAsync(Noon.AddHours(1), Cancel));
    }

    [Fact]
    public async Task saving_again_replaces_every_field()
    {
        var full = A("m") with
        {
            State = NotificationState.Dead, IsSummary = true, IsSealed = true, MergedInto = "s", Attempts = 3, AttemptedAt = Noon, Receipt = "r", Error = "e",
        };
        await SaveAsync(A("m"));
        await SaveAsync(full);
        await ReopenAsync();

        Assert.Equal(full, await Store.WriteAsync(t => t.Find("m"), Cancel));
        Assert.Null(await Store.WriteAsync(t => t.Find("n"), Cancel));
        Assert.Equal(1, (await Store.CountsAsync(Cancel))[NotificationState.Dead]);
    }

    [Fact]
    public async Task merged_ones_show_how_their_summary_fared()
    {
        var summary = A("sum", reference: "") with { IsSummary = true };
        await SaveAsync(summary, Merged("a", 1), Merged("b", 2), Merged("c", 2));

        await Store.WriteAsync(
            t =>
            {
                Assert.Equal("sum", t.OpenSummary("班长")!.Message.Id);
                Assert.Equal([(1, 1), (2, 2)], t.MergedInto("sum").OrderBy(m => m.Key).Select(m => (m.Key, m.Value)));
                t.Save(summary with { State = NotificationState.Delivered, Attempts = 2, Receipt = "ok" });
                Assert.Null(t.OpenSummary("班长"));
                return true;
            },
            Cancel);

        var told = await Store.ByReferenceAsync("w-1", Cancel);
        Assert.Equal(3, told.Count);
        Assert.All(told, n => Assert.Equal((2, "ok", NotificationState.Merged), (n.Attempts, n.Receipt, n.State)));
        Assert.Empty(await Store.ByReferenceAsync("", Cancel));
    }

    [Fact]
    public async Task a_persons_own_messages_are_counted_and_old_ones_pruned()
    {
        await SaveAsync(
            A("own"), A("in-app") with { Message = A("in-app").Message with { Channel = NotificationChannels.InApp } }, Merged("merged", 1),
            A("sum") with { IsSummary = true }, A("old") with { CreatedAt = Noon.AddDays(-1), State = NotificationState.Delivered });

        Assert.Equal(1, await Store.WriteAsync(t => t.CountOwn("班长", Noon.AddMinutes(-1)), Cancel));
        Assert.Equal(0, await Store.WriteAsync(t => t.CountOwn("安全员", Noon.AddMinutes(-1)), Cancel));
        Assert.Equal(1, await Store.PruneAsync(Noon, Cancel));
        Assert.Equal(2, (await Store.WriteAsync(t => t.Find("own"), Cancel))!.Message.Severity);
    }

    [Fact]
    public async Task a_write_that_throws_leaves_nothing()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.WriteAsync<bool>(
            t =>
            {
                t.Save(A("m"));
                throw new InvalidOperationException();
            },
            Cancel));

        Assert.Empty(await Store.DueAsync(Noon, 10, Cancel));
    }

    private static StoredNotification A(string id, int severity = 2, string reference = "w-1") => new()
    {
        Message = new NotificationMessage
        {
            Id = id, Reference = reference, Scope = "site-1", Person = "班长", Channel = NotificationChannels.Sms, Target = "13800000000",
            Severity = severity, Title = "【二级橙色预警】", Text = "100 %，阈值 ≥ 100 %", Link = "https://edge.example.cn/a/t",
        },
        CreatedAt = Noon, DueAt = Noon,
    };

    private static StoredNotification Merged(string id, int severity) => A(id, severity) with { State = NotificationState.Merged, MergedInto = "sum" };

    private Task SaveAsync(params StoredNotification[] notifications) => Store.WriteAsync(
        t =>
        {
            foreach (var notification in notifications)
                t.Save(notification);
            return true;
        },
        Cancel);
}
