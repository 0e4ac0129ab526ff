using System.Text;
using Cloud.Platform.Audit;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Permissions;

namespace Cloud.Platform.Registers;

/// <summary>Makes from a record everything that is stored with it: envelope, lifted columns, parties, keys, search text, history, audit.</summary>
internal sealed class RecordAssembly(IRecordScopes scopes)
{
    private const int LongestTitle = 200;
    private const int LongestSearchText = 100_000;

    /// <summary>The place, parties, branch and secrecy that a record has by its own fields.</summary>
    public RecordScope ScopeOf(RegisterDescriptor register, object record, OrganisationId? owner)
    {
        var project = register.Project(record);
        var area = (project is { } id ? scopes.AreaOf(id) : null) ?? register.Area(record) ?? default;
        var parties = register.Parties(record).Concat(owner is { } made ? [made] : []).Where(party => party != default).Distinct().ToList();
        return new RecordScope(project, area, parties, register.Disciplines(record), register.Secrecy(record));
    }

    /// <summary>The envelope of a new record.</summary>
    public static Envelope Begin(RegisterDescriptor register, Guid id, ActionContext context, RecordSource source)
    {
        var stamp = new Stamp(context.Now, context.Actor.AccountId, context.Actor.DisplayName);
        return new Envelope
        {
            Id = id, Register = register.Name, Title = "", State = register.Initial, Version = 0, Owner = context.Actor.OrganisationId,
            Source = source, Created = stamp, Updated = stamp,
        };
    }

    /// <summary>The write that brings a record to its next version.</summary>
    /// <param name="register">Its register.</param>
    /// <param name="before">As it was; <see cref="Envelope.Version"/> 0 when it is new.</param>
    /// <param name="beforeBody">Fields as they were; null when it is new.</param>
    /// <param name="record">Fields as they shall be.</param>
    /// <param name="change">State, action and note.</param>
    /// <param name="context">Who and when.</param>
    public RecordWrite Write(RegisterDescriptor register, Envelope before, string? beforeBody, object record, RecordStep change, ActionContext context)
    {
        var scope = ScopeOf(register, record, before.Owner);
        var stamp = new Stamp(context.Now, context.Actor.AccountId, context.Actor.DisplayName);
        var title = register.Title(record);
        var envelope = before with
        {
            Title = title.Length > LongestTitle ? title[..LongestTitle] : title,
            State = change.State, Version = before.Version + 1, Project = scope.Project, Area = scope.Area, Disciplines = scope.Disciplines,
            Secrecy = scope.Secrecy, Updated = stamp, VoidReason = change.VoidReason ?? before.VoidReason,
            Due = register.DueStates.Contains(change.State) && change.VoidReason is null ? register.Due(record) : null,
        };
        var body = RecordBody.Write(record, register.RecordType);
        var isVoid = envelope.VoidReason is not null;
        return new RecordWrite(register, new StoredRecord(envelope, body), before.Version)
        {
            Lifted = [.. register.Fields.Where(field => field.Indexed).Select(field => ColumnValue.Of(field.Get(record)))],
            Parties = [.. register.Parties(record).Where(party => party != default).Distinct()],
            Assignees = isVoid || register.State(change.State).Final ? [] : [.. register.Assignees(record).Where(person => person != default).Distinct()],
            Keys = isVoid ? [] : [.. Keys(register, record)],
            SearchText = isVoid ? "" : SearchText(register, record, envelope.Title),
            History = new HistoryEntry(
                new RecordKey(register.Name, before.Id), envelope.Version, stamp, change.Action, before.Version == 0 ? null : before.State, change.State,
                RecordBody.Changes(beforeBody, body), change.Note ?? change.VoidReason),
        };
    }

    /// <summary>What the audit trail says about a write.</summary>
    public static AuditEntry Audit(RecordWrite write, Actor actor)
    {
        var history = write.History!;
        var detail = new System.Text.Json.Nodes.JsonObject
        {
            ["version"] = history.Version, ["from"] = history.From, ["to"] = history.To, ["changes"] = Masked(write.Register, history.Changes), ["note"] = history.Note,
        };
        return new AuditEntry(
            history.By.At, actor.AccountId, actor.DisplayName, actor.Address, $"record.{history.Action}", $"{history.Record.Register}/{history.Record.Id:D}",
            detail.ToJsonString(RecordJson.Options));
    }

    // The trail outlives the record and is read by others than those who may see personal data.
    private static System.Text.Json.Nodes.JsonObject Masked(RegisterDescriptor register, System.Text.Json.Nodes.JsonObject changes)
    {
        var masked = changes.DeepClone().AsObject();
        foreach (var (name, change) in masked.ToList())
            if (register.Field(name) is { } field)
                foreach (var side in (string[])["from", "to"])
                    PersonalData.Mask(change!.AsObject(), side, field);
        return masked;
    }

    private static IEnumerable<KeyValuePair<string, string>> Keys(RegisterDescriptor register, object record) =>
        from unique in register.Unique
        let key = unique.Key(record)
        where key is not null
        select KeyValuePair.Create(unique.Name, key);

    private static string SearchText(RegisterDescriptor register, object record, string title)
    {
        var text = new StringBuilder(title);
        Add(text, register.Fields, record);
        return text.Length > LongestSearchText ? text.ToString(0, LongestSearchText) : text.ToString();
    }

    private static void Add(StringBuilder text, IReadOnlyList<Field> fields, object record)
    {
        foreach (var field in fields)
        {
            var value = field.Get(record);
            foreach (var item in field.Many && value is System.Collections.IEnumerable items ? items.Cast<object?>() : [value])
                if (item is string words && field.Searchable)
                    text.Append('\n').Append(words);
                else if (item is Attachment file && field.Searchable)
                    text.Append('\n').Append(file.Name);
                else if (item is not null && field.Kind == FieldKind.Group)
                    Add(text, field.Fields, item);
        }
    }
}

/// <summary>How a record moves on.</summary>
/// <param name="Action">What it is called in the history.</param>
/// <param name="State">State afterwards.</param>
/// <param name="Note">What was said with it.</param>
/// <param name="VoidReason">Why it is void from now on; null when it is not.</param>
internal sealed record RecordStep(string Action, string State, string? Note = null, string? VoidReason = null);
