using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Cloud.Platform.Calendar;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Microsoft.Extensions.DependencyInjection;

namespace Cloud.Platform.Registers;

/// <summary>
/// Creates, edits, moves on and voids the records of every register. Knows no register by name and no business word:
/// what differs between registers is in their descriptions.
/// </summary>
public sealed class RegisterEngine
{
    private const int MostAutomaticSteps = 8;
    private const int LongestReason = 500;
    private readonly IRecordStore _store;
    private readonly RegisterCatalogue _catalogue;
    private readonly IRecordScopes _scopes;
    private readonly RecordPermissions _permissions;
    private readonly RecordAssembly _assembly;
    private readonly FollowUps _followUps;
    private readonly SiteCalendar _calendar;
    private readonly TimeProvider _time;
    private readonly IServiceProvider _services;

    /// <summary>Over a store.</summary>
    public RegisterEngine(
        IRecordStore store, RegisterCatalogue catalogue, IRecordScopes scopes, RecordPermissions permissions, SiteCalendar calendar, TimeProvider time, IServiceProvider services)
    {
        (_store, _catalogue, _scopes, _permissions, _calendar, _time, _services) = (store, catalogue, scopes, permissions, calendar, time, services);
        _assembly = new RecordAssembly(scopes);
        _followUps = new FollowUps(store, catalogue, _assembly);
    }

    /// <summary>Adds a record.</summary>
    public async Task<RecordOutcome> CreateAsync(RegisterDescriptor register, RecordRequest request, CancellationToken cancel)
    {
        await _scopes.RefreshAsync(cancel);
        if (await ReplayAsync(register, request, "create", cancel) is { } earlier)
            return earlier;
        if (request.Actor.Kind != ActorKind.Platform && !RecordPermissions.Offers(request.Actor, register, RegisterVerb.Create))
            return new RecordOutcome.Forbidden($"您没有登记{register.Label.Zh}的权限");
        var (record, faults) = ReadFields(register, request.Body);
        if (record is null)
            return new RecordOutcome.Invalid(faults);
        return await CreateAsync(register, record, request, Guid.CreateVersion7(_time.GetUtcNow()), cancel);
    }

    /// <summary>Changes the fields of a record.</summary>
    public async Task<RecordOutcome> EditAsync(RegisterDescriptor register, Guid id, RecordRequest request, CancellationToken cancel)
    {
        await _scopes.RefreshAsync(cancel);
        if (await ReplayAsync(register, request, $"edit {id}", cancel) is { } earlier)
            return earlier;
        var (stored, refusal) = await OpenAsync(register, id, request, RegisterVerb.Edit, null, cancel);
        if (stored is null)
            return refusal!;
        var (record, faults) = ReadFields(register, Merge(register, request.Body, stored.Body), keepsAssigned: true);
        if (record is null)
            return new RecordOutcome.Invalid(faults);
        var context = Context(request.Actor, stored.Envelope);
        if (register.Saving is { } saving)
            record = await saving(record, context, cancel);
        if (register.Check(record, context).ToList() is { Count: > 0 } broken)
            return new RecordOutcome.Invalid(broken);
        if (!_permissions.MayLeaveAs(request.Actor, register, _assembly.ScopeOf(register, record, stored.Envelope.Owner)))
            return new RecordOutcome.Forbidden("修改后的记录不在您的权限范围内");
        return await StoreAsync(register, stored, record, new RecordStep("edit", stored.Envelope.State, request.Note), request, $"edit {id}", context, cancel);
    }

    /// <summary>Makes a transition.</summary>
    public async Task<RecordOutcome> ActAsync(RegisterDescriptor register, Guid id, string action, RecordRequest request, CancellationToken cancel)
    {
        await _scopes.RefreshAsync(cancel);
        if (register.Action(action) is not { } transition)
            return new RecordOutcome.NotFound();
        if (await ReplayAsync(register, request, $"{action} {id}", cancel) is { } earlier)
            return earlier;
        var (stored, refusal) = await OpenAsync(register, id, request, RegisterVerb.Act, transition, cancel);
        if (stored is null)
            return refusal!;
        var (form, faults) = ReadForm(transition, request.Body);
        if (faults.Count > 0)
            return new RecordOutcome.Invalid(faults);
        var context = Context(request.Actor, stored.Envelope);
        var record = RecordBody.Parse(stored.Body, register.RecordType);
        if (transition.Guard?.Invoke(record, context) is { } sentence)
            return new RecordOutcome.Refused(sentence);
        if (transition.Apply is { } apply)
            record = await apply(record, form, context, cancel);
        return await StoreAsync(register, stored, record, new RecordStep(action, transition.To, request.Note), request, $"{action} {id}", context, cancel);
    }

    /// <summary>Declares a record void; it stays, with the reason, but counts no more.</summary>
    public async Task<RecordOutcome> VoidAsync(RegisterDescriptor register, Guid id, RecordRequest request, CancellationToken cancel)
    {
        await _scopes.RefreshAsync(cancel);
        if (request.Note is not { } reason || string.IsNullOrWhiteSpace(reason) || reason.Length > LongestReason)
            return new RecordOutcome.Invalid([new FieldFault("reason", $"须说明作废原因，不超过{LongestReason}字")]);
        if (await ReplayAsync(register, request, $"void {id}", cancel) is { } earlier)
            return earlier;
        var (stored, refusal) = await OpenAsync(register, id, request, RegisterVerb.Void, null, cancel);
        if (stored is null)
            return refusal!;
        var record = RecordBody.Parse(stored.Body, register.RecordType);
        var step = new RecordStep("void", stored.Envelope.State, null, reason.Trim());
        return await StoreAsync(register, stored, record, step, request, $"void {id}", Context(request.Actor, stored.Envelope), cancel);
    }

    /// <summary>Adds a record that a service of a module has made, as whoever it acts for. Rights are the caller's matter.</summary>
    public async Task<RecordOutcome> AddAsync<TRecord>(TRecord record, Actor actor, RecordSource source, CancellationToken cancel)
        where TRecord : class
    {
        await _scopes.RefreshAsync(cancel);
        var register = _catalogue.Of(typeof(TRecord));
        if (RecordCheck.Faults(record, register.Fields) is { Count: > 0 } faults)
            return new RecordOutcome.Invalid(faults);
        return await CreateAsync(register, record, new RecordRequest { Actor = actor, Source = source }, Guid.CreateVersion7(_time.GetUtcNow()), cancel, asService: true);
    }

    /// <summary>Makes a transition that a flow has decided, with what is stored beside it. The rights were asked where it was decided.</summary>
    public async Task<RecordOutcome> DecideAsync(RegisterDescriptor register, Guid id, string action, Actor actor, string? note, CommitPart part, CancellationToken cancel)
    {
        await _scopes.RefreshAsync(cancel);
        if (await _store.FindAsync(register, id, Condition.Everything, cancel) is not { } stored || register.Action(action) is not { } transition)
            return new RecordOutcome.NotFound();
        if (stored.Envelope.VoidReason is not null || !transition.From.Contains(stored.Envelope.State))
            return new RecordOutcome.Refused($"状态为“{register.State(stored.Envelope.State).Label.Zh}”时不能{transition.Label.Zh}");
        var context = Context(actor, stored.Envelope);
        var record = RecordBody.Parse(stored.Body, register.RecordType);
        if (transition.Guard?.Invoke(record, context) is { } sentence)
            return new RecordOutcome.Refused(sentence);
        if (transition.Apply is { } apply)
            record = await apply(record, null, context, cancel);
        return await StoreAsync(register, stored, record, new RecordStep(action, transition.To, note), new RecordRequest { Actor = actor }, $"{action} {id}", context, cancel, part);
    }

    /// <summary>Reads records without anybody's scope, for rules and services.</summary>
    public IRecords Unscoped => new RecordReader(_store, _catalogue, _ => Condition.Everything);

    private async Task<RecordOutcome> CreateAsync(
        RegisterDescriptor register, object record, RecordRequest request, Guid id, CancellationToken cancel, bool asService = false)
    {
        var context = Context(request.Actor, null, request.OnlyCheck);
        if (register.Creating is { } creating)
            record = await creating(record, context, cancel);
        if (register.Saving is { } saving)
            record = await saving(record, context, cancel);
        if (register.Check(record, context).ToList() is { Count: > 0 } broken)
            return new RecordOutcome.Invalid(broken);
        var scope = _assembly.ScopeOf(register, record, request.Actor.OrganisationId);
        if (scope.Project is { } project && _scopes.AreaOf(project) is null)
            return new RecordOutcome.Invalid([new FieldFault("project", "没有这个项目")]);
        if (!asService && !_permissions.MayCreate(request.Actor, register, scope))
            return new RecordOutcome.Forbidden("要登记的记录不在您的权限范围内");
        if (request.OnlyCheck)
            return new RecordOutcome.Sound();
        var envelope = RecordAssembly.Begin(register, id, context, request.Source);
        return await StoreAsync(register, new StoredRecord(envelope, ""), record, new RecordStep("create", register.Initial, request.Note), request, "create", context, cancel);
    }

    /// <summary>The record when the actor may do this to it in this version; otherwise why not.</summary>
    private async Task<(StoredRecord? Record, RecordOutcome? Refusal)> OpenAsync(
        RegisterDescriptor register, Guid id, RecordRequest request, RegisterVerb verb, RegisterAction? action, CancellationToken cancel)
    {
        if (await _store.FindAsync(register, id, _permissions.Readable(request.Actor, register), cancel) is not { } record)
            return (null, new RecordOutcome.NotFound());
        var state = register.State(record.Envelope.State);
        if (record.Envelope.VoidReason is not null)
            return (null, new RecordOutcome.Refused("记录已作废"));
        if (action is not null && !action.From.Contains(state.Name))
            return (null, new RecordOutcome.Refused($"状态为“{state.Label.Zh}”时不能{action.Label.Zh}"));
        if (await _store.FindAsync(register, id, _permissions.Allowed(request.Actor, register, verb, action?.Name), cancel) is null)
            return (null, new RecordOutcome.Forbidden($"您没有权限对状态为“{state.Label.Zh}”的记录这样做"));
        if (request.Version is not { } seen)
            return (null, new RecordOutcome.VersionMissing());
        return seen == record.Envelope.Version ? (record, null) : (null, new RecordOutcome.Stale());
    }

    private async Task<RecordOutcome> StoreAsync(
        RegisterDescriptor register, StoredRecord before, object record, RecordStep step, RecordRequest request, string what, ActionContext context, CancellationToken cancel,
        CommitPart? decision = null)
    {
        step = step with { State = Settle(register, record, step.State) };
        var parts = await JoinAsync(new RecordChange(register, before, record, step.Action, step.State, context), cancel);
        if (decision is not null)
            parts.Add(decision);
        var body = before.Envelope.Version == 0 ? null : before.Body;
        var writes = new List<RecordWrite> { _assembly.Write(register, before.Envelope, body, record, step, context) };
        writes.AddRange(await _followUps.WritesAsync(context, before.Envelope.Id, cancel));
        var links = new List<RecordLink>();
        foreach (var made in context.Created)
            parts.AddRange(await AddAsync(made, register, before.Envelope.Id, context, writes, links, cancel));
        var commit = new RecordCommit
        {
            Writes = writes, Links = links, Numbers = context.Numbers, Parts = parts,
            Audit = [.. writes.Select(write => RecordAssembly.Audit(write, request.Actor))],
            Replay = request.ReplayKey is { } key
                ? new ReplayEntry(request.Actor.AccountId, key, Hash(register, what, request), new RecordKey(register.Name, before.Envelope.Id), context.Now) : null,
        };
        var outcome = await _store.CommitAsync(commit, cancel);
        if (outcome is CommitOutcome.Stored)
            foreach (var part in parts)
                await part.DoneAsync(cancel);
        return outcome switch
        {
            CommitOutcome.Stored stored => new RecordOutcome.Stored(stored.Records[0]),
            CommitOutcome.Taken taken => new RecordOutcome.Refused(_catalogue.Find(taken.Register)!.Unique.First(unique => unique.Name == taken.Rule).Sentence),
            CommitOutcome.Replayed => await ReplayAsync(register, request, what, cancel) ?? new RecordOutcome.Stale(),
            _ => new RecordOutcome.Stale(),
        };
    }

    private async ValueTask<List<CommitPart>> JoinAsync(RecordChange change, CancellationToken cancel)
    {
        var parts = new List<CommitPart>();
        // Asked for here, because companions may need the engine themselves.
        foreach (var companion in _services.GetServices<IRecordCompanion>())
            if (await companion.JoinAsync(change, cancel) is { } part)
                parts.Add(part);
        return parts;
    }

    private async ValueTask<List<CommitPart>> AddAsync(
        NewRecord made, RegisterDescriptor from, Guid id, ActionContext context, List<RecordWrite> writes, List<RecordLink> links, CancellationToken cancel)
    {
        var target = _catalogue.Of(made.Record.GetType());
        if (RecordCheck.Faults(made.Record, target.Fields) is { Count: > 0 } faults)
            throw new InvalidOperationException($"{from.Name} makes a wrong record of {target.Name}: {string.Join("; ", faults.Select(fault => $"{fault.Field} {fault.Reason}"))}");
        var envelope = RecordAssembly.Begin(target, made.Id, context, RecordSource.Platform);
        writes.Add(_assembly.Write(target, envelope, null, made.Record, new RecordStep("create", Settle(target, made.Record, target.Initial)), context));
        if (made.Link is { } kind)
            links.Add(new RecordLink(Guid.CreateVersion7(context.Now), new RecordKey(from.Name, id), new RecordKey(target.Name, made.Id), kind, writes[0].Record.Envelope.Updated));
        return await JoinAsync(new RecordChange(target, new StoredRecord(envelope, ""), made.Record, "create", writes[^1].Record.Envelope.State, context), cancel);
    }

    internal static string Settle(RegisterDescriptor register, object record, string state)
    {
        for (var step = 0; step < MostAutomaticSteps; step++)
        {
            if (!register.Automatic.TryGetValue(state, out var rule) || rule(record) is not { } next || next == state)
                return state;
            state = next;
        }

        throw new InvalidOperationException($"{register.Name}: its states follow each other without end.");
    }

    private static (object? Record, IReadOnlyList<FieldFault> Faults) ReadFields(RegisterDescriptor register, JsonNode? body, bool keepsAssigned = false)
    {
        if (!keepsAssigned && body is JsonObject sent
            && register.Fields.Where(field => field.Assigned && sent.ContainsKey(field.Name)).Select(field => new FieldFault(field.Name, "由平台填写")).ToList() is { Count: > 0 } set)
            return (null, set);
        var (record, faults) = RecordBody.Read(body, register.RecordType);
        if (record is not null)
            faults = RecordCheck.Faults(record, register.Fields);
        return faults.Count == 0 ? (record, faults) : (null, faults);
    }

    private static (object? Form, IReadOnlyList<FieldFault> Faults) ReadForm(RegisterAction action, JsonNode? body)
    {
        if (action.FormType is not { } type)
            return (null, body is JsonObject { Count: > 0 } ? [new FieldFault("body", "这个操作没有表单")] : []);
        var (form, faults) = RecordBody.Read(body ?? new JsonObject(), type);
        return form is null ? (null, faults) : (form, RecordCheck.Faults(form, action.Form));
    }

    /// <summary>What was sent, with the members that only actions set, and personal data that were sent back masked, as they are stored.</summary>
    private static JsonNode? Merge(RegisterDescriptor register, JsonNode? body, string storedBody)
    {
        if (body is not JsonObject sent)
            return body;
        var stored = JsonNode.Parse(storedBody)!.AsObject();
        var merged = sent.DeepClone().AsObject();
        PersonalData.Restore(merged, stored, register.Fields);
        foreach (var field in register.Fields.Where(field => field.Assigned))
        {
            merged.Remove(field.Name);
            if (stored[field.Name] is { } kept)
                merged[field.Name] = kept.DeepClone();
        }

        return merged;
    }

    private async Task<RecordOutcome?> ReplayAsync(RegisterDescriptor register, RecordRequest request, string what, CancellationToken cancel)
    {
        if (request.ReplayKey is not { } key || await _store.ReplayAsync(request.Actor.AccountId, key, cancel) is not { } earlier)
            return null;
        if (earlier.RequestHash != Hash(register, what, request))
            return new RecordOutcome.KeyReused();
        return await _store.FindAsync(register, earlier.Result.Id, _permissions.Readable(request.Actor, register), cancel) is { } record
            ? new RecordOutcome.Stored(record, Replayed: true) : new RecordOutcome.NotFound();
    }

    private static string Hash(RegisterDescriptor register, string what, RecordRequest request) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes($"{register.Name}\n{what}\n{request.Version}\n{request.Note}\n{request.Body?.ToJsonString()}")));

    private ActionContext Context(Actor actor, Envelope? envelope, bool onlyChecks = false) =>
        new(actor, _time.GetUtcNow(), _calendar, envelope, Unscoped, type => _services.GetService(type) ?? throw new InvalidOperationException($"{type} is not registered."))
        {
            OnlyChecks = onlyChecks,
        };
}
