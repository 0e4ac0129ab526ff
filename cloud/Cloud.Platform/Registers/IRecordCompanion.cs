using Cloud.Platform.Audit;

namespace Cloud.Platform.Registers;

/// <summary>A change that is about to be stored.</summary>
/// <param name="Register">Of which register.</param>
/// <param name="Before">The record as it is stored; version 0 when it is new.</param>
/// <param name="Record">The fields as they shall be.</param>
/// <param name="Action"><c>create</c>, <c>edit</c>, <c>void</c> or a transition.</param>
/// <param name="To">State afterwards.</param>
/// <param name="Context">Who and when.</param>
public sealed record RecordChange(RegisterDescriptor Register, StoredRecord Before, object Record, string Action, string To, ActionContext Context);

/// <summary>Begins or ends something of its own in the same commit as changes of records, whatever the register.</summary>
public interface IRecordCompanion
{
    /// <summary>What is to be stored with a change; null when nothing is.</summary>
    /// <exception cref="RuleBrokenException">The change may not be made now.</exception>
    ValueTask<CommitPart?> JoinAsync(RecordChange change, CancellationToken cancel);
}

/// <summary>A part of a commit that is no record.</summary>
public abstract class CommitPart
{
    /// <summary>True when it can be stored; asked before anything is written.</summary>
    public abstract bool IsCurrent(IStoreTransaction transaction);

    /// <summary>Stores it.</summary>
    /// <param name="transaction">Of the commit.</param>
    /// <param name="record">The first record of the commit, with its numbers.</param>
    public abstract void Write(IStoreTransaction transaction, StoredRecord record);

    /// <summary>What is done once the commit is on disk.</summary>
    public virtual Task DoneAsync(CancellationToken cancel) => Task.CompletedTask;
}
