namespace Cloud.Platform.Registers;

/// <summary>Transitions of other records that one transition brings with it, in its commit.</summary>
internal sealed class FollowUps(IRecordStore store, RegisterCatalogue catalogue, RecordAssembly assembly)
{
    private const int Most = 500;

    /// <summary>What they write. A follow-up may name further ones.</summary>
    /// <param name="context">Of the transition that began it.</param>
    /// <param name="first">The record that it moved.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="RuleBrokenException">A record is not there, or its state or guard forbids the transition.</exception>
    public async Task<IReadOnlyList<RecordWrite>> WritesAsync(ActionContext context, Guid first, CancellationToken cancel)
    {
        var (writes, moved) = (new List<RecordWrite>(), new HashSet<Guid> { first });
        for (var i = 0; i < context.FollowUps.Count; i++)
        {
            var step = context.FollowUps[i];
            if (i == Most || !moved.Add(step.Id))
                throw new InvalidOperationException($"{catalogue.Of(step.Record).Name} {step.Id}: moved twice in one commit, or more than {Most} records are.");
            writes.Add(await WriteAsync(step, context, cancel));
        }

        return writes;
    }

    private async Task<RecordWrite> WriteAsync(FollowUp step, ActionContext from, CancellationToken cancel)
    {
        var register = catalogue.Of(step.Record);
        var action = register.Action(step.Action) ?? throw new InvalidOperationException($"{register.Name} has no action {step.Action}.");
        if (await store.FindAsync(register, step.Id, new Condition.IsVoid(false), cancel) is not { } stored)
            throw new RuleBrokenException($"没有这条{register.Label.Zh}，或它已作废");
        if (!action.From.Contains(stored.Envelope.State))
            throw new RuleBrokenException($"“{stored.Envelope.Title}”的状态为“{register.State(stored.Envelope.State).Label.Zh}”，不能{action.Label.Zh}");
        var context = from.For(stored.Envelope);
        var record = RecordBody.Parse(stored.Body, register.RecordType);
        if (action.Guard?.Invoke(record, context) is { } sentence)
            throw new RuleBrokenException(sentence);
        if (action.Apply is { } apply)
            record = await apply(record, step.Form, context, cancel);
        return assembly.Write(register, stored.Envelope, stored.Body, record, new RecordStep(step.Action, RegisterEngine.Settle(register, record, action.To)), context);
    }
}
