using System.Globalization;
using Cloud.Host.Api.Registers;
using Cloud.Platform.Approvals;
using Cloud.Platform.Calendar;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;

namespace Cloud.Host.Api.Approvals;

/// <summary>The lists of a person, cases, and what can be done to them.</summary>
public static class ApprovalEndpoints
{
    /// <summary>People who can be asked.</summary>
    public sealed record PeopleList(IReadOnlyList<Signer> Items);

    /// <summary>All flows.</summary>
    public sealed record FlowList(IReadOnlyList<FlowView> Items);

    /// <summary>Cases of a record, oldest first.</summary>
    public sealed record RecordCases(IReadOnlyList<CaseSheet> Items);

    /// <summary>Figures by flow and node.</summary>
    public sealed record FigureList(IReadOnlyList<NodeFigures> Items);

    /// <summary>Maps <c>/api/approvals</c>.</summary>
    public static void MapApprovals(this IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/api/approvals").WithTags("approvals");
        all.MapGet("boxes/{box}", ListAsync).WithSummary("待办、已办、我发起的、抄送我的：todo、done、started、copied").Produces<CaseList>();
        all.MapGet("counts", async (Actor actor, ApprovalReader reader, CancellationToken cancel) => TypedResults.Ok(await reader.CountsAsync(actor, cancel))).WithSummary("各类待办的数量");
        all.MapGet("flows", FlowsAsync).WithSummary("审批流程定义").Produces<FlowList>();
        all.MapGet("figures", FiguresAsync).WithSummary("各节点用时、超期和退回：from、to").Produces<FigureList>();
        all.MapGet("of/{register}/{record:guid}", OfAsync).WithSummary("一条记录的全部审批").Produces<RecordCases>();
        all.MapGet("{id:guid}", GetAsync).WithSummary("审批单").Produces<CaseSheet>();
        all.MapGet("{id:guid}/people", PeopleAsync).WithSummary("可以转办、委派、加签、抄送的人员").Produces<PeopleList>();
        Move(all, "sign", "签署：decision 为 agree 或 refuse；受委派时提出意见", (desk, id, request, body, cancel) => body.Decision switch
        {
            "agree" => desk.SignAsync(id, request, true, cancel),
            "refuse" => desk.SignAsync(id, request, false, cancel),
            _ => Task.FromResult<CaseOutcome>(new CaseOutcome.Invalid([new FieldFault("decision", "须为 agree 或 refuse")])),
        });
        Move(all, "return", "退回发起人或已经过的节点", (desk, id, request, body, cancel) => desk.ReturnAsync(id, request, body.Node, cancel));
        Move(all, "reassign", "转办", (desk, id, request, body, cancel) => One(body, to => desk.ReassignAsync(id, request, to, cancel)));
        Move(all, "delegate", "委派", (desk, id, request, body, cancel) => One(body, to => desk.DelegateAsync(id, request, to, cancel)));
        Move(all, "add-signers", "加签", (desk, id, request, body, cancel) => desk.AddSignersAsync(id, request, body.To ?? [], cancel));
        Move(all, "remove-signer", "减签", (desk, id, request, body, cancel) => One(body, to => desk.RemoveSignerAsync(id, request, to, cancel)));
        Move(all, "withdraw", "撤回", (desk, id, request, _, cancel) => desk.WithdrawAsync(id, request, cancel));
        Move(all, "remind", "催办", (desk, id, request, _, cancel) => desk.RemindAsync(id, request, cancel));
        Move(all, "copy", "抄送", (desk, id, request, body, cancel) => desk.CopyAsync(id, request, body.To ?? [], cancel));
    }

    private static void Move(RouteGroupBuilder all, string name, string summary, Func<ApprovalDesk, Guid, CaseRequest, CaseBody, CancellationToken, Task<CaseOutcome>> move) =>
        all.MapPost($"{{id:guid}}/{name}", async (Guid id, CaseBody body, HttpContext http, Actor actor, ApprovalDesk desk, SiteCalendar calendar, TimeProvider time, CancellationToken cancel) =>
        {
            if (!RecordRequestReader.TryVersion(http.Request.Headers.IfMatch.ToString(), out var version))
                return Problems.BadRequest("If-Match", "须为审批单的版本，例如 \"3\"");
            var request = new CaseRequest(actor, version, body.Opinion?.Trim() ?? "", body.Attachments, body.Signature);
            return Answer(await move(desk, id, request, body, cancel), actor, http, calendar, SiteCalendar.Today(time));
        }).WithSummary(summary).Produces<CaseSheet>();

    private static Task<CaseOutcome> One(CaseBody body, Func<Guid, Task<CaseOutcome>> move) =>
        body.To is [var to] ? move(to) : Task.FromResult<CaseOutcome>(new CaseOutcome.Invalid([new FieldFault("to", "须选择一人")]));

    private static IResult Answer(CaseOutcome outcome, Actor actor, HttpContext http, SiteCalendar calendar, DateOnly today)
    {
        if (outcome is CaseOutcome.Stored stored)
        {
            http.Response.Headers.ETag = RecordRequestReader.Tag(stored.Case.Version);
            return TypedResults.Ok(CaseSheet.Of(stored.Case, actor, calendar, today, mayReadRecord: true));
        }

        return outcome switch
        {
            CaseOutcome.NotFound => Problems.NotFound("审批"),
            CaseOutcome.Forbidden forbidden => Problems.Of(StatusCodes.Status403Forbidden, "forbidden", "没有权限", forbidden.Reason),
            CaseOutcome.Stale => Problems.Of(StatusCodes.Status412PreconditionFailed, "stale-version", "审批已有新的进展", "请刷新后再办理"),
            CaseOutcome.VersionMissing => Problems.Of(StatusCodes.Status428PreconditionRequired, "version-required", "缺少版本", "请在 If-Match 中给出所见的版本"),
            CaseOutcome.Invalid invalid => Problems.Invalid(RecordAnswers.Errors(invalid.Faults)),
            CaseOutcome.Refused refused => Problems.Conflict("refused", refused.Sentence),
            _ => throw new InvalidOperationException(outcome.GetType().Name),
        };
    }

    private static async Task<IResult> ListAsync(
        string box, Actor actor, ApprovalReader reader, SiteCalendar calendar, TimeProvider time, CancellationToken cancel, string? flow = null, string? q = null, bool overdue = false,
        string? cursor = null, int limit = 50)
    {
        if (Fields.Named<CaseBox>(box) is not { } known)
            return Problems.NotFound("列表");
        if (limit is < 1 or > 200)
            return Problems.BadRequest("limit", "须在1至200之间");
        if (q?.Length > 100)
            return Problems.BadRequest("q", "不能超过100字");
        if (!TryMark(cursor, out var mark))
            return Problems.BadRequest("cursor", "不是本列表给出的游标");
        var page = await reader.ListAsync(actor, known, flow, q, overdue, mark, limit, cancel);
        var today = SiteCalendar.Today(time);
        return TypedResults.Ok(new CaseList([.. page.Cases.Select(one => CaseLine.Of(one, actor, calendar, today))], Cursor(page.Next)));
    }

    private static async Task<IResult> GetAsync(
        Guid id, HttpContext http, Actor actor, ApprovalReader reader, ApprovalDesk desk, SiteCalendar calendar, TimeProvider time, CancellationToken cancel)
    {
        if (await reader.FindAsync(actor, id, cancel) is not { } one)
            return Problems.NotFound("审批");
        await desk.SeenAsync(one, actor.AccountId, cancel);
        one = await reader.FindAsync(actor, id, cancel) ?? one;
        http.Response.Headers.ETag = RecordRequestReader.Tag(one.Version);
        return TypedResults.Ok(CaseSheet.Of(one, actor, calendar, SiteCalendar.Today(time), await reader.MayReadRecordAsync(actor, one, cancel)));
    }

    private static async Task<IResult> OfAsync(
        string register, Guid record, Actor actor, ApprovalReader reader, SiteCalendar calendar, TimeProvider time, CancellationToken cancel) =>
        await reader.OfAsync(actor, new RecordKey(register, record), cancel) is { } cases
            ? TypedResults.Ok(new RecordCases([.. cases.Select(one => CaseSheet.Of(one, actor, calendar, SiteCalendar.Today(time), true))])) : Problems.NotFound("记录");

    private static async Task<IResult> PeopleAsync(Guid id, Actor actor, ApprovalReader reader, CancellationToken cancel, string q = "")
    {
        if (q.Length > 50)
            return Problems.BadRequest("q", "不能超过50字");
        return await reader.PeopleAsync(actor, id, q.Trim(), cancel) is { } people ? TypedResults.Ok(new PeopleList(people)) : Problems.NotFound("审批");
    }

    private static IResult FlowsAsync(Actor actor, ApprovalReader reader, RoleCatalogue roles)
    {
        LabelView Of(Role role) => roles.Find(role) is { } known ? new LabelView(known.Label, known.LabelEn) : new LabelView(role.Code, role.Code);
        return TypedResults.Ok(new FlowList([.. reader.FlowsOf(actor).Select(flow => new FlowView(
            flow.Name, RegisterView.Of(flow.Label),
            [.. flow.Nodes.Select(node => new FlowNodeView(
                node.Name, RegisterView.Of(node.Label), node.Rule, node.Share, node.InDays, [.. node.Roles.Select(Of)], [.. node.EscalateTo.Select(Of)], node.IsConditional))]))]));
    }

    // Of flows whose records the person may read; a figure is of the whole platform and names nobody.
    private static async Task<IResult> FiguresAsync(Actor actor, ApprovalReader reader, IApprovalStore store, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        if (to < from || to.DayNumber - from.DayNumber > 3700)
            return Problems.BadRequest("to", "须在开始之后十年以内");
        var known = reader.FlowsOf(actor).Select(flow => flow.Name).ToHashSet();
        var figures = await store.FiguresAsync(SiteCalendar.StartOf(from), SiteCalendar.StartOf(to.AddDays(1)), cancel);
        return TypedResults.Ok(new FigureList([.. figures.Where(figure => known.Contains(figure.Flow))]));
    }

    private static string? Cursor(CaseMark? mark) => mark is null ? null : string.Create(CultureInfo.InvariantCulture, $"{mark.Rank}_{mark.Id:N}");

    private static bool TryMark(string? text, out CaseMark? mark)
    {
        mark = null;
        if (string.IsNullOrEmpty(text))
            return true;
        var known = text.Split('_') is [var rank, var id] && long.TryParse(rank, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && Guid.TryParseExact(id, "N", out var guid)
            ? new CaseMark(number, guid) : null;
        mark = known;
        return known is not null;
    }
}
