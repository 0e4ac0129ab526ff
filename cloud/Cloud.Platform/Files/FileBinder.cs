using System.Collections;
using Cloud.Platform.Audit;
using Cloud.Platform.Registers;

namespace Cloud.Platform.Files;

/// <summary>Keeps which files a record holds in step with its fields, and refuses files that have not arrived or are not the person's to give.</summary>
public sealed class FileBinder(IFileStore files, IAttachmentGate gate) : IRecordCompanion
{
    /// <inheritdoc/>
    public async ValueTask<CommitPart?> JoinAsync(RecordChange change, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (!Holds(change.Register.Fields))
            return null;
        var held = Of(change.Register.Fields, change.Record, "").ToList();
        var before = change.Before.Envelope.Version == 0 ? [] : Of(change.Register.Fields, RecordBody.Parse(change.Before.Body, change.Register.RecordType), "").ToList();
        if (held.SequenceEqual(before))
            return null;
        var known = before.Select(file => file.File.Hash).ToHashSet();
        foreach (var (_, file) in held.Where(file => !known.Contains(file.File.Hash)))
            if (await gate.FaultAsync(change.Context.Actor, file, cancel) is { } fault)
                throw new RuleBrokenException(fault);
        return new Part(files, new RecordKey(change.Register.Name, change.Before.Envelope.Id), held, change.Context.Stamp);
    }

    /// <summary>Every file of a record with the path of its field.</summary>
    internal static IEnumerable<(string Field, Attachment File)> Of(IReadOnlyList<Field> fields, object holder, string above)
    {
        foreach (var field in fields)
        {
            if (field.Kind is not (FieldKind.File or FieldKind.Group) || field.Get(holder) is not { } value)
                continue;
            foreach (var item in field.Many ? ((IEnumerable)value).Cast<object>() : [value])
                if (item is Attachment file)
                    yield return (above + field.Name, file);
                else
                    foreach (var below in Of(field.Fields, item, $"{above}{field.Name}."))
                        yield return below;
        }
    }

    private static bool Holds(IReadOnlyList<Field> fields) => fields.Any(field => field.Kind == FieldKind.File || Holds(field.Fields));

    private sealed class Part(IFileStore files, RecordKey holder, IReadOnlyList<(string Field, Attachment File)> held, Stamp by) : CommitPart
    {
        public override bool IsCurrent(IStoreTransaction transaction) => true;

        public override void Write(IStoreTransaction transaction, StoredRecord record) => files.Bind(transaction, holder, held, by);
    }
}
