namespace Edge.Core.Outbox;

/// <summary>Counts of what was appended, by which the cloud knows what to expect.</summary>
public interface IDeliveryLedger
{
    /// <summary>One event a site day that is still kept, oldest first.</summary>
    ValueTask<IReadOnlyList<LedgerEvent>> ReadLedgerAsync(CancellationToken cancel);
}
