using Cloud.Platform.Audit;
using Cloud.Platform.Calendar;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;

namespace Cloud.Platform.Registers;

/// <summary>A record that was kept elsewhere before, as it shall stand here.</summary>
/// <param name="Id">Its id here.</param>
/// <param name="Record">Its fields.</param>
/// <param name="State">Its state, camelCase.</param>
/// <param name="By">Who had made it.</param>
/// <param name="At">When that was.</param>
public sealed record TransferredRecord(Guid Id, object Record, string State, Actor By, DateTimeOffset At);

/// <summary>
/// Takes over records with their states from elsewhere, many at a time: what the lifecycle would have asked has been asked
/// there. Fields are checked, unique keys hold, and the audit trail says that they were taken over.
/// </summary>
public sealed class RecordTransfer(IRecordStore store, RegisterCatalogue catalogue, IRecordScopes scopes, SiteCalendar calendar)
{
    private readonly RecordAssembly _assembly = new(scopes);
    private readonly IRecords _records = new RecordReader(store, catalogue, _ => Condition.Everything);

    /// <summary>Stores them in one transaction.</summary>
    /// <exception cref="InvalidOperationException">One is wrong or is there already; nothing was stored.</exception>
    public async Task TakeOverAsync(IReadOnlyList<TransferredRecord> records, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(records);
        await scopes.RefreshAsync(cancel);
        var writes = records.Select(Write).ToList();
        var commit = new RecordCommit { Writes = writes, Audit = [Audit(records)] };
        if (await store.CommitAsync(commit, cancel) is not CommitOutcome.Stored)
            throw new InvalidOperationException("One of the records is there already, or a key of it is taken.");
    }

    private RecordWrite Write(TransferredRecord taken)
    {
        var register = catalogue.Of(taken.Record.GetType());
        if (RecordCheck.Faults(taken.Record, register.Fields) is { Count: > 0 } faults)
            throw new InvalidOperationException($"{register.Name}: {string.Join("; ", faults.Select(fault => $"{fault.Field} {fault.Reason}"))}");
        var context = new ActionContext(taken.By, taken.At, calendar, null, _records, type => throw new InvalidOperationException($"{type} is not offered to a transfer."));
        var envelope = RecordAssembly.Begin(register, taken.Id, context, RecordSource.Platform);
        return _assembly.Write(register, envelope, null, taken.Record, new RecordStep("transfer", register.State(taken.State).Name), context);
    }

    private static AuditEntry Audit(IReadOnlyList<TransferredRecord> records) => new(
        records[0].At, Actor.Platform.AccountId, Actor.Platform.DisplayName, null, "record.transfer", records[0].Record.GetType().Name,
        $"{{\"count\":{records.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)}}}");
}
