using Cloud.Platform.Notifications;
using Cloud.Platform.Registers;
using Cloud.Telemetry.Warnings;
using Telemetry.Model;

namespace Cloud.Supervision.Personnel;

/// <summary>
/// The responsible chain of a project that nobody has written down: the people who are in post there now. A chain that was
/// written goes before; who leaves a post leaves this one at the same moment.
/// </summary>
public sealed class PersonnelChains(IResponsibleChains written, RegisterEngine engine) : IResponsibleChains
{
    private static readonly (KeyPost Post, int[] Levels, int Wait)[] Order =
    [
        (KeyPost.SafetyOfficer, [1, 2, 3, 4], 10),
        (KeyPost.ProjectManager, [1, 2, 3], 15),
        (KeyPost.ChiefEngineer, [1, 2], 15),
        (KeyPost.OwnerHead, [1, 2], 30),
    ];

    /// <inheritdoc/>
    public async Task<ResponsibleChain> FindAsync(ProjectId project, CancellationToken cancel) =>
        await written.FindAsync(project, cancel) is { Steps.Count: > 0 } chain ? chain : await InPostAsync(project, cancel);

    /// <inheritdoc/>
    public Task SaveAsync(ProjectId project, ResponsibleChain chain, string by, CancellationToken cancel) => written.SaveAsync(project, chain, by, cancel);

    private async Task<ResponsibleChain> InPostAsync(ProjectId project, CancellationToken cancel)
    {
        var posts = await engine.Unscoped.Of<Appointment>().In(project).InState(Appointment.State.InPost).Among(post => post.Post, [.. Order.Select(step => step.Post)])
            .ReadAsync(cancel).Select(entry => entry.Record).ToListAsync(cancel);
        var steps = from line in Order.Index()
                    from post in posts.Where(post => post.Post == line.Item.Post).OrderBy(post => post.From)
                    select (post, line.Item);
        return new ResponsibleChain([.. steps.Index().Select(step => Step(step.Index + 1, step.Item.post, step.Item.Item))]);
    }

    private static ChainStep Step(int order, Appointment post, (KeyPost Post, int[] Levels, int Wait) line) => new(
        order, new Contact($"{post.Name}（{Terms.Of(post.Post)}）", post.Phone),
        string.IsNullOrWhiteSpace(post.Phone) ? [NotificationChannels.InApp] : [NotificationChannels.InApp, NotificationChannels.Sms], line.Levels, line.Wait);
}
