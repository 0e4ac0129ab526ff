using Cloud.Platform.Calendar;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;

namespace Cloud.Platform.Registers;

/// <summary>Something that must be done soon or should have been done.</summary>
/// <param name="Register">Register of the record.</param>
/// <param name="Record">The record.</param>
/// <param name="WorkingDays">Working days left; negative when it is overdue.</param>
public sealed record Reminder(RegisterDescriptor Register, StoredRecord Record, int WorkingDays);

/// <summary>Finds what is due, in working days.</summary>
public sealed class Reminders(
    IRecordStore store, RegisterCatalogue catalogue, IRecordScopes scopes, RecordPermissions permissions, SiteCalendar calendar, TimeProvider time)
{
    private const int Most = 200;

    /// <summary>What is due soon or overdue and this person may act on, soonest first; at most 200.</summary>
    public async Task<IReadOnlyList<Reminder>> OfAsync(Actor actor, CancellationToken cancel)
    {
        await scopes.RefreshAsync(cancel);
        var found = new List<Reminder>();
        foreach (var register in catalogue.All.Where(register => register.DueStates.Count > 0))
        {
            var actable = Condition.Or(register.Actions.Where(action => action.From.Any(register.DueStates.Contains))
                .Select(action => permissions.Allowed(actor, register, RegisterVerb.Act, action.Name)));
            if (actable != Condition.Nothing)
                found.AddRange(await DueAsync(register, actable, Most, cancel));
        }

        return [.. found.OrderBy(reminder => reminder.Record.Envelope.Due).Take(Most)];
    }

    /// <summary>What is due soon or overdue in a register, soonest first.</summary>
    public async Task<IReadOnlyList<Reminder>> DueAsync(RegisterDescriptor register, Condition scope, int limit, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(register);
        var today = SiteCalendar.Today(time);
        var horizon = ColumnValue.Of(calendar.Add(today, register.RemindBefore))!;
        var where = Condition.And(
            scope, new Condition.Compare("due", Comparison.Le, [horizon]), new Condition.Compare("state", Comparison.In, [.. register.DueStates]), new Condition.IsVoid(false));
        var page = await store.ListAsync(register, new RecordQuery { Where = where, Sort = "due", Limit = limit }, cancel);
        return [.. page.Records.Where(record => record.Envelope.Due is not null)
            .Select(record => new Reminder(register, record, calendar.Between(today, record.Envelope.Due!.Value)))];
    }
}
