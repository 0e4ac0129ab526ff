using Cloud.Platform;
using Cloud.Platform.Notifications;
using Telemetry.Model;

namespace Cloud.Telemetry.Warnings;

/// <summary>Sends a test notice to everybody of a chain, so that a wrong number is found before it matters.</summary>
public sealed class ChainTest(IResponsibleChains chains, INotifications notifications, INotificationStore store, TimeProvider time)
{
    /// <summary>Sends; the reference by which <see cref="DeliveriesAsync"/> finds what became of it.</summary>
    /// <exception cref="RuleBrokenException">The project has no chain.</exception>
    public async Task<string> SendAsync(ProjectId project, string by, CancellationToken cancel)
    {
        var chain = await chains.FindAsync(project, cancel);
        if (chain.Steps.Count == 0)
            throw new RuleBrokenException("该项目还没有设置责任链");
        var now = time.GetUtcNow();
        var reference = $"chain-test-{Guid.CreateVersion7(now):N}";
        await notifications.EnqueueAsync(
            [
                .. from step in chain.Steps
                   let person = chain.OnDuty(step, now)
                   from channel in step.Channels
                   let target = person.TargetOf(channel)
                   where target is not null
                   select new NotificationMessage
                   {
                       Id = $"{reference}:{step.Order}:{channel}", Reference = reference, Scope = project.Value, Person = person.Name, Channel = channel,
                       Target = target, Severity = 4, Title = "【测试】责任链推送测试", Text = $"{by}发起的测试消息，收到即表示该渠道可用，无需处置",
                   },
            ],
            cancel);
        return reference;
    }

    /// <summary>What became of a test.</summary>
    public async Task<IReadOnlyList<WarningDelivery>> DeliveriesAsync(string reference, CancellationToken cancel) =>
        !reference.StartsWith("chain-test-", StringComparison.Ordinal) ? []
            : [.. (await store.ByReferenceAsync(reference, cancel)).Select(WarningSheets.Delivery)];
}
