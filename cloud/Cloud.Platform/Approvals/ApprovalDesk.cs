using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cloud.Platform.Calendar;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Platform.Registers;

namespace Cloud.Platform.Approvals;

/// <summary>
/// What people do to cases. The rules are <see cref="CaseWalk"/>'s; here it is asked who may, whom a record may be put
/// before, and a decision is stored in one commit with the transition of the record that it makes.
/// </summary>
public sealed class ApprovalDesk(
    IApprovalStore store, ApprovalReader reader, ApprovalPeople people, ApprovalNotices notices, ApprovalCare care, RegisterCatalogue registers, RegisterEngine engine, IRecordStore records,
    IAttachmentGate gate, SiteCalendar calendar, TimeProvider time)
{
    /// <summary>Longest opinion, in characters.</summary>
    public const int LongestOpinion = 2_000;

    private const int MostAttachments = 20;
    private const int MostPeople = 30;

    /// <summary>Agrees or refuses; gives advice when that was asked for.</summary>
    public Task<CaseOutcome> SignAsync(Guid id, CaseRequest request, bool agrees, CancellationToken cancel) =>
        MoveAsync(id, request, agrees ? "approval.agree" : "approval.refuse", true, (walk, one, opinion) => walk.Sign(one, agrees, opinion), cancel);

    /// <summary>Sends back: to a node, or to the starter when none is named.</summary>
    public Task<CaseOutcome> ReturnAsync(Guid id, CaseRequest request, string? node, CancellationToken cancel) =>
        MoveAsync(id, request, "approval.return", true, (walk, one, opinion) => node is null ? walk.Return(one, opinion) : walk.SendBack(one, node, opinion), cancel);

    /// <summary>Hands the task to somebody else.</summary>
    public Task<CaseOutcome> ReassignAsync(Guid id, CaseRequest request, Guid to, CancellationToken cancel) =>
        HandAsync(id, request, "approval.reassign", [to], (walk, one, signers, opinion) => walk.Reassign(one, signers[0], opinion), cancel);

    /// <summary>Asks somebody for advice.</summary>
    public Task<CaseOutcome> DelegateAsync(Guid id, CaseRequest request, Guid to, CancellationToken cancel) =>
        HandAsync(id, request, "approval.delegate", [to], (walk, one, signers, opinion) => walk.Delegate(one, signers[0], opinion), cancel);

    /// <summary>Asks for further signatures.</summary>
    public Task<CaseOutcome> AddSignersAsync(Guid id, CaseRequest request, IReadOnlyList<Guid> to, CancellationToken cancel) =>
        HandAsync(id, request, "approval.add-signer", to, (walk, one, signers, opinion) => walk.AddSigners(one, signers, opinion), cancel);

    /// <summary>Takes an added signature back.</summary>
    public Task<CaseOutcome> RemoveSignerAsync(Guid id, CaseRequest request, Guid account, CancellationToken cancel) =>
        MoveAsync(id, request, "approval.remove-signer", true, (walk, one, opinion) => walk.RemoveSigner(one, account, opinion), cancel);

    /// <summary>The starter takes the case back.</summary>
    public Task<CaseOutcome> WithdrawAsync(Guid id, CaseRequest request, CancellationToken cancel) =>
        MoveAsync(id, request, "approval.withdraw", false, (walk, one, opinion) => walk.Withdraw(one, opinion), cancel);

    /// <summary>The starter asks to hurry.</summary>
    public Task<CaseOutcome> RemindAsync(Guid id, CaseRequest request, CancellationToken cancel) =>
        MoveAsync(id, request, "approval.remind", false, (walk, one, _) => walk.Remind(one), cancel);

    /// <summary>Tells people of the case; whoever is concerned by it may.</summary>
    public Task<CaseOutcome> CopyAsync(Guid id, CaseRequest request, IReadOnlyList<Guid> to, CancellationToken cancel) =>
        HandAsync(id, request, "approval.copy", to, (walk, one, signers, opinion) => walk.Copy(one, signers, opinion), cancel, needsTask: false);

    /// <summary>Notes that a copy was opened.</summary>
    public async Task SeenAsync(ApprovalCase one, Guid account, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(one);
        if (!one.Copies.Any(copy => copy.Account == account && copy.SeenAt is null))
            return;
        var now = time.GetUtcNow();
        // Whoever was faster has changed more than this: the copy is noted at the next opening.
        await store.SaveAsync(
            one with { Version = one.Version + 1, Copies = [.. one.Copies.Select(copy => copy.Account == account ? copy with { SeenAt = now } : copy)] }, [], cancel);
    }

    private Task<CaseOutcome> HandAsync(
        Guid id, CaseRequest request, string action, IReadOnlyList<Guid> to, Func<CaseWalk, ApprovalCase, IReadOnlyList<Signer>, CaseOpinion, CaseMove> move,
        CancellationToken cancel, bool needsTask = true) =>
        to.Distinct().Count() is 0 or > MostPeople
            ? Task.FromResult<CaseOutcome>(new CaseOutcome.Invalid([new FieldFault("to", $"须选择1至{MostPeople}人")]))
            : MoveAsync(id, request, action, needsTask, async (walk, one, opinion, place) =>
            {
                var signers = new List<Signer>();
                foreach (var account in to.Distinct())
                    signers.Add(await people.MayBeAskedAsync(account, place.Register, place.Scope, cancel) ?? throw new RuleBrokenException("所选人员不能办理：账号已停用，或这条记录不在其权限范围内"));
                return move(walk, one, signers, opinion);
            }, cancel);

    private Task<CaseOutcome> MoveAsync(
        Guid id, CaseRequest request, string action, bool needsTask, Func<CaseWalk, ApprovalCase, CaseOpinion, CaseMove> move, CancellationToken cancel) =>
        MoveAsync(id, request, action, needsTask, (walk, one, opinion, _) => ValueTask.FromResult(move(walk, one, opinion)), cancel);

    private async Task<CaseOutcome> MoveAsync(
        Guid id, CaseRequest request, string action, bool needsTask, Func<CaseWalk, ApprovalCase, CaseOpinion, Place, ValueTask<CaseMove>> move, CancellationToken cancel)
    {
        if (await reader.FindAsync(request.Actor, id, cancel) is not { } one)
            return new CaseOutcome.NotFound();
        if (await FaultsAsync(request, cancel) is { Count: > 0 } faults)
            return new CaseOutcome.Invalid(faults);
        if (needsTask && one.TaskOf(request.Actor.AccountId) is null)
            return new CaseOutcome.Forbidden(one.State == CaseState.Running ? "这不是您的待办" : "审批已经结束或已退回");
        if (needsTask && await care.HasLeftAsync(one, request.Actor.AccountId, cancel))
        {
            await care.LookAsync(one, cancel);
            return new CaseOutcome.Forbidden("您已不在岗或不再承担这项职责，待办已转给现任人员或流程管理员");
        }

        if (request.Version is not { } seen)
            return new CaseOutcome.VersionMissing();
        if (seen != one.Version)
            return new CaseOutcome.Stale();
        if (one.Node is { Handwritten: true } && action is "approval.agree" or "approval.refuse" && request.Image is null)
            return new CaseOutcome.Invalid([new FieldFault("signature", "这个节点须手写签名")]);
        if (await PlaceAsync(one, cancel) is not { } place)
            return new CaseOutcome.NotFound();

        var stamp = new Stamp(time.GetUtcNow(), request.Actor.AccountId, request.Actor.DisplayName);
        var (signers, substitutes) = await people.AtNodesAsync(one.Nodes, place.Register, place.Scope, one.Started.Account, cancel);
        var moved = await move(new CaseWalk(stamp, calendar, signers, substitutes), one, Opinion(one, request, action, stamp, place.Record), place);
        var after = await CopiedAsync(moved.Case, place, stamp, signers, substitutes, cancel) with { Version = one.Version + 1 };
        return await StoreAsync(one, after, moved.Action, request, action, place.Register, cancel);
    }

    private async Task<CaseOutcome> StoreAsync(
        ApprovalCase before, ApprovalCase after, string? transition, CaseRequest request, string action, RegisterDescriptor register, CancellationToken cancel)
    {
        if (transition is null)
        {
            if (!await store.SaveAsync(after, [CaseAudit.Of(before, after, request.Actor, action)], cancel))
                return new CaseOutcome.Stale();
            await notices.MovedAsync(before, after, cancel);
            return new CaseOutcome.Stored(after);
        }

        var part = new CasePart(store, notices, before, after, request.Actor, action);
        var note = request.Text.Length > 0 ? request.Text : null;
        return await engine.DecideAsync(register, after.Record.Id, transition, request.Actor, note, part, cancel) switch
        {
            RecordOutcome.Stored => new CaseOutcome.Stored(part.Stored),
            RecordOutcome.Refused refused => new CaseOutcome.Refused(refused.Sentence),
            RecordOutcome.NotFound => new CaseOutcome.NotFound(),
            _ => new CaseOutcome.Stale(),
        };
    }

    // Those whom the flow tells of every good end.
    private async Task<ApprovalCase> CopiedAsync(
        ApprovalCase one, Place place, Stamp stamp, IReadOnlyDictionary<string, IReadOnlyList<Signer>> signers, IReadOnlyDictionary<string, IReadOnlyList<Signer>> substitutes,
        CancellationToken cancel)
    {
        if (one.State != CaseState.Approved || reader.FlowOf(one) is not { CopyTo.Count: > 0 } flow)
            return one;
        var told = await people.HoldersAsync(flow.CopyTo, place.Register, place.Scope, cancel);
        return new CaseWalk(stamp, calendar, signers, substitutes).Told(one, [.. told.Where(signer => signer.Account != one.Started.Account)]);
    }

    private async Task<Place?> PlaceAsync(ApprovalCase one, CancellationToken cancel)
    {
        if (registers.Find(one.Record.Register) is not { } register || await records.FindAsync(register, one.Record.Id, Condition.Everything, cancel) is not { } record)
            return null;
        return new Place(register, record, await people.ScopeAsync(register, record.Envelope, RecordBody.Parse(record.Body, register.RecordType), cancel));
    }

    private async ValueTask<List<FieldFault>> FaultsAsync(CaseRequest request, CancellationToken cancel)
    {
        var faults = new List<FieldFault>();
        if (request.Text.Length > LongestOpinion)
            faults.Add(new FieldFault("opinion", $"不能超过{LongestOpinion}字"));
        if (request.Attachments?.Count > MostAttachments)
            faults.Add(new FieldFault("attachments", $"不能超过{MostAttachments}个"));
        else
            foreach (var file in request.Attachments ?? [])
                if (await gate.FaultAsync(request.Actor, file, cancel) is { } fault)
                    faults.Add(new FieldFault("attachments", fault));
        if (request.Image is { } image && await gate.FaultAsync(request.Actor, image, cancel) is { } wrong)
            faults.Add(new FieldFault("signature", wrong));
        return faults;
    }

    private static CaseOpinion Opinion(ApprovalCase one, CaseRequest request, string action, Stamp stamp, StoredRecord record)
    {
        var files = request.Attachments ?? [];
        if (action is not ("approval.agree" or "approval.refuse" or "approval.return"))
            return new CaseOpinion(request.Text, files);
        var hash = Hex(record.Body);
        var digest = Hex(JsonSerializer.Serialize<object?[]>(
            [one.Id, one.Round, one.Node?.Name, stamp.Account, action, request.Text, string.Join(',', files.Select(file => file.Hash)), request.Image?.Hash, record.Envelope.Version, hash, stamp.At.ToUnixTimeMilliseconds()]));
        return new CaseOpinion(request.Text, files, new CaseSignature(record.Envelope.Version, hash, digest, request.Image));
    }

    private static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private sealed record Place(RegisterDescriptor Register, StoredRecord Record, RecordScope Scope);
}
