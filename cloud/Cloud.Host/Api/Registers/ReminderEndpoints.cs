using Cloud.Platform.Calendar;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;

namespace Cloud.Host.Api.Registers;

/// <summary>What is due, and the calendar that it is counted by.</summary>
public static class ReminderEndpoints
{
    /// <summary>Something due that the person may act on.</summary>
    /// <param name="Register">Register of the record.</param>
    /// <param name="RegisterLabel">What the register is called.</param>
    /// <param name="Id">Of the record.</param>
    /// <param name="Title">What it is called.</param>
    /// <param name="State">Its state.</param>
    /// <param name="Due">The day.</param>
    /// <param name="WorkingDays">Working days left; negative when it is overdue.</param>
    public sealed record ReminderView(string Register, LabelView RegisterLabel, Guid Id, string Title, LabelView State, DateOnly Due, int WorkingDays);

    /// <summary>Soonest first.</summary>
    public sealed record ReminderList(IReadOnlyList<ReminderView> Items);

    /// <summary>A day with whether it is worked.</summary>
    public sealed record DayView(DateOnly Day, bool Works);

    /// <summary>The days of a span.</summary>
    /// <param name="Days">In order.</param>
    /// <param name="KnownYears">Years whose holidays are known; others have weekends only.</param>
    public sealed record DayList(IReadOnlyList<DayView> Days, IReadOnlyList<int> KnownYears);

    /// <summary>Maps <c>/api/reminders</c> and <c>/api/working-days</c>.</summary>
    public static void MapReminders(this IEndpointRouteBuilder routes)
    {
        routes.MapGroup("/api/reminders").WithTags("registers").MapGet("", ListAsync).WithSummary("即将到期和逾期的待办，按工作日计").Produces<ReminderList>();
        routes.MapGroup("/api/working-days").WithTags("registers").MapGet("", Days).WithSummary("工作日历：from、to，最多400天").Produces<DayList>();
    }

    private static async Task<IResult> ListAsync(Actor actor, Reminders reminders, CancellationToken cancel)
    {
        var found = await reminders.OfAsync(actor, cancel);
        return TypedResults.Ok(new ReminderList([.. found.Select(reminder => new ReminderView(
            reminder.Register.Name, RegisterView.Of(reminder.Register.Label), reminder.Record.Envelope.Id, reminder.Record.Envelope.Title,
            RegisterView.Of(reminder.Register.State(reminder.Record.Envelope.State).Label), reminder.Record.Envelope.Due!.Value, reminder.WorkingDays))]));
    }

    private static IResult Days(DateOnly from, DateOnly to, SiteCalendar calendar)
    {
        if (to < from || to.DayNumber - from.DayNumber > 400)
            return Problems.BadRequest("to", "须在开始之后400天以内");
        var days = Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays).Select(day => new DayView(day, calendar.IsWorkingDay(day)));
        return TypedResults.Ok(new DayList([.. days], calendar.Years));
    }
}
