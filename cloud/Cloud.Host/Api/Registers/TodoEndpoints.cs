using Cloud.Platform.Calendar;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Platform.Registers;

namespace Cloud.Host.Api.Registers;

/// <summary>How much is awaited of a person, by register and state. Each figure is the count of a list.</summary>
public static class TodoEndpoints
{
    /// <summary>Records of one state that wait for the person.</summary>
    /// <param name="Register">Their register.</param>
    /// <param name="RegisterLabel">What it is called.</param>
    /// <param name="Module">Its module.</param>
    /// <param name="State">Their state.</param>
    /// <param name="StateLabel">What it is called.</param>
    /// <param name="Count">How many; the list is <c>todo=true&amp;filter=state:eq:…</c>.</param>
    /// <param name="Overdue">How many of them are overdue; the list is the same with <c>filter=due:overdue</c>.</param>
    public sealed record TodoLine(string Register, LabelView RegisterLabel, LabelView Module, string State, LabelView StateLabel, long Count, long Overdue);

    /// <summary>All of it, by module, register and state.</summary>
    public sealed record TodoList(IReadOnlyList<TodoLine> Items);

    /// <summary>Maps <c>/api/todo</c>.</summary>
    public static void MapTodo(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/api/todo").WithTags("registers").MapGet("", ListAsync).WithSummary("待我办理的记录数，按登记簿与状态").Produces<TodoList>();

    private static async Task<IResult> ListAsync(
        Actor actor, RegisterCatalogue catalogue, RecordPermissions permissions, IRecordScopes scopes, IRecordStore store, TimeProvider time, CancellationToken cancel)
    {
        await scopes.RefreshAsync(cancel);
        var today = ColumnValue.Of(SiteCalendar.Today(time))!;
        var lines = new List<TodoLine>();
        foreach (var register in catalogue.All.Where(one => RegisterAccess.IsVisible(one, actor)))
        {
            var awaited = Condition.And(permissions.Readable(actor, register), permissions.Awaited(actor, register), new Condition.IsVoid(false));
            if (awaited == Condition.Nothing)
                continue;
            foreach (var cell in await store.PivotAsync(register, new PivotQuery(awaited, [new Dimension("state")]), 100, cancel))
            {
                var late = register.DueStates.Contains(cell.Keys[0]!) ? await store.CountAsync(
                    register,
                    Condition.And(awaited, new Condition.Compare("state", Comparison.Eq, [cell.Keys[0]!]), new Condition.Compare("due", Comparison.Lt, [today])), cancel) : 0;
                lines.Add(new TodoLine(
                    register.Name, RegisterView.Of(register.Label), RegisterView.Of(register.ModuleLabel), cell.Keys[0]!,
                    RegisterView.Of(register.State(cell.Keys[0]!).Label), cell.Count, late));
            }
        }

        return TypedResults.Ok(new TodoList(lines));
    }
}
