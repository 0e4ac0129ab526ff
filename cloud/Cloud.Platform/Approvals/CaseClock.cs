using Cloud.Platform.Calendar;

namespace Cloud.Platform.Approvals;

/// <summary>Why a person is told.</summary>
public enum CaseNudge
{
    /// <summary>The end of the time comes near.</summary>
    Soon,

    /// <summary>Time has run out.</summary>
    Overdue,

    /// <summary>Nobody can sign: an administrator must see to it.</summary>
    Stuck,
}

/// <summary>A case after a look at the clock, and why people must be told.</summary>
/// <param name="Case">As it is now; the same object when nothing changed.</param>
/// <param name="Nudges">Why.</param>
public sealed record CaseTick(ApprovalCase Case, IReadOnlyList<CaseNudge> Nudges);

/// <summary>What time does to a case: reminders, escalation, people who left. It never decides anything.</summary>
public static class CaseClock
{
    /// <summary>Looks at a case.</summary>
    /// <param name="one">The case.</param>
    /// <param name="walk">In the name of the platform, now.</param>
    /// <param name="signers">Who can sign at the present node.</param>
    /// <param name="substitutes">Who is asked in their stead.</param>
    /// <param name="administrators">Who hands the task to somebody when nobody is there.</param>
    /// <param name="gone">Accounts with a task that are not there any more.</param>
    /// <param name="today">The site's day.</param>
    /// <param name="remindFrom">First day on which the coming end is told, by the end.</param>
    public static CaseTick Look(
        ApprovalCase one, CaseWalk walk, IReadOnlyList<Signer> signers, IReadOnlyList<Signer> substitutes, IReadOnlyList<Signer> administrators, IReadOnlySet<Guid> gone, DateOnly today,
        Func<DateOnly, DateOnly> remindFrom)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(walk);
        ArgumentNullException.ThrowIfNull(remindFrom);
        if (one.State != CaseState.Running || one.Due is not { } due)
            return new CaseTick(one, []);
        var nudges = new List<CaseNudge>();
        var now = Joined(Filled(gone.Count > 0 ? walk.Without(one, gone) : one, walk, signers, substitutes, administrators), walk, signers);
        if (now.Slots.Any(slot => slot.IsEmpty) && now.Reminders.OverdueOn != today)
        {
            // On the first day the task itself tells them.
            if (!now.Trail.Skip(one.Trail.Count).Any(step => step.Kind == CaseStepKind.Entrust))
                nudges.Add(CaseNudge.Stuck);
            now = now with { Reminders = now.Reminders with { OverdueOn = today } };
        }

        if (today > due)
        {
            if (!now.Reminders.Escalated)
                now = Escalated(now, walk, substitutes);
            if (now.Reminders.OverdueOn != today)
            {
                nudges.Add(CaseNudge.Overdue);
                now = now with { Reminders = now.Reminders with { OverdueOn = today } };
            }
        }
        else if (today >= remindFrom(due) && now.Reminders.SoonOn is null && SiteCalendar.DayOf(now.ArrivedAt) < today)
        {
            nudges.Add(CaseNudge.Soon);
            now = now with { Reminders = now.Reminders with { SoonOn = today } };
        }

        return new CaseTick(now, nudges);
    }

    // Those who can sign now come first, then those who are asked when time runs out, then an administrator who hands it on.
    private static ApprovalCase Filled(
        ApprovalCase one, CaseWalk walk, IReadOnlyList<Signer> signers, IReadOnlyList<Signer> substitutes, IReadOnlyList<Signer> administrators)
    {
        foreach (var slot in one.Slots.Where(slot => slot.IsEmpty))
        {
            var before = one;
            one = walk.Succeed(one, slot.Id, signers);
            one = ReferenceEquals(one, before) ? walk.Widen(one, slot.Id, substitutes) : one;
            one = ReferenceEquals(one, before) ? walk.Entrust(one, slot.Id, administrators) : one;
        }

        return one;
    }

    // An office that has become vacant since it was asked: its colleagues can sign too, unless the holder has handed the task on.
    private static ApprovalCase Joined(ApprovalCase one, CaseWalk walk, IReadOnlyList<Signer> signers)
    {
        if (one.Node is not { Office: not null, Rule: SignRule.Any })
            return one;
        foreach (var slot in one.Slots.Where(slot => slot.AddedBy is null && !slot.IsAgreed && !slot.IsRefused && !slot.Tasks.Any(task => task.Given)))
            one = walk.Succeed(one, slot.Id, [.. signers.Where(signer => slot.Tasks.All(task => task.Account != signer.Account))]);
        return one;
    }

    private static ApprovalCase Escalated(ApprovalCase one, CaseWalk walk, IReadOnlyList<Signer> substitutes)
    {
        foreach (var slot in one.Slots.Where(slot => !slot.IsAgreed && !slot.IsRefused && slot.Tasks.Any(task => task.State is TaskState.Open or TaskState.Delegated)))
            one = walk.Widen(one, slot.Id, substitutes);
        return one with { Reminders = one.Reminders with { Escalated = true } };
    }
}
