namespace Cloud.Platform.Registers;

/// <summary>Typed reading over a store within a scope.</summary>
/// <param name="store">Where records lie.</param>
/// <param name="catalogue">All registers.</param>
/// <param name="scope">What may be read of a register.</param>
public sealed class RecordReader(IRecordStore store, RegisterCatalogue catalogue, Func<RegisterDescriptor, Condition> scope) : IRecords
{
    /// <inheritdoc/>
    public IRecordSet<TRecord> Of<TRecord>()
        where TRecord : class
    {
        var register = catalogue.Of(typeof(TRecord));
        return new RecordSet<TRecord>(store, register, scope(register));
    }

    /// <inheritdoc/>
    public async Task<Entry<TRecord>?> FindAsync<TRecord>(Reference<TRecord> reference, CancellationToken cancel)
        where TRecord : class
    {
        var register = catalogue.Of(typeof(TRecord));
        return await store.FindAsync(register, reference.Value, scope(register), cancel) is { } stored
            ? new Entry<TRecord>(stored.Envelope, (TRecord)RecordBody.Parse(stored.Body, typeof(TRecord))) : null;
    }
}
