using Cloud.Platform;
using Cloud.Platform.Registers;

namespace Cloud.Supervision.HazardousWorks;

/// <summary>What belongs to a hazardous work takes its project from it.</summary>
internal static class WorkLink
{
    /// <summary>The work.</summary>
    /// <exception cref="RuleBrokenException">There is none.</exception>
    public static async ValueTask<Entry<HazardousWork>> FindAsync(Reference<HazardousWork> work, ActionContext context, CancellationToken cancel) =>
        await context.Records.FindAsync(work, cancel) is { Envelope.VoidReason: null } found ? found : throw new RuleBrokenException("没有登记这项危大工程");

    /// <summary>The plan that holds for a work now; null when none does.</summary>
    public static async ValueTask<Entry<SpecialPlan>?> ValidPlanAsync(Guid work, IRecords records, CancellationToken cancel)
    {
        var reference = new Reference<HazardousWork>(work);
        await foreach (var plan in records.Of<SpecialPlan>().InState(SpecialPlan.State.Valid).Where(plan => plan.Work == reference).ReadAsync(cancel))
            return plan;
        return null;
    }
}
