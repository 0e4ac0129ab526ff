using System.Text.Json.Nodes;
using Cloud.Platform.Registers;

namespace Cloud.Host.Api.Registers;

/// <summary>A record as lists show it.</summary>
/// <param name="Id">Of the record.</param>
/// <param name="Title">What it is called.</param>
/// <param name="State">camelCase.</param>
/// <param name="Version">For If-Match.</param>
/// <param name="Project">Project, if any.</param>
/// <param name="Area">Division code.</param>
/// <param name="Owner">Organisation that made it.</param>
/// <param name="Due">When something must have been done.</param>
/// <param name="Overdue">True when that day has passed.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="CreatedBy">Name of who.</param>
/// <param name="UpdatedAt">UTC.</param>
/// <param name="UpdatedBy">Name of who.</param>
/// <param name="VoidReason">Why it is void; null when it is not.</param>
/// <param name="Record">The fields that were asked for; personal data masked.</param>
public sealed record RecordLine(
    Guid Id, string Title, string State, long Version, string? Project, string Area, string? Owner, DateOnly? Due, bool Overdue, RecordSource Source,
    DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset UpdatedAt, string UpdatedBy, string? VoidReason, JsonObject Record)
{
    internal static RecordLine Of(StoredRecord stored, RegisterDescriptor register, IReadOnlyCollection<string>? columns, DateOnly today)
    {
        var e = stored.Envelope;
        var fields = JsonNode.Parse(stored.Body)!.AsObject();
        if (columns is not null)
            foreach (var name in fields.Select(field => field.Key).Where(name => !columns.Contains(name)).ToList())
                fields.Remove(name);
        if (PersonalData.IsIn(register.Fields))
            PersonalData.Mask(fields, register.Fields);
        return new RecordLine(
            e.Id, e.Title, e.State, e.Version, e.Project?.Value, e.Area.Value, e.Owner?.ToString(), e.Due, e.Due < today, e.Source,
            e.Created.At, e.Created.Name, e.Updated.At, e.Updated.Name, e.VoidReason, fields);
    }
}

/// <summary>One page of records.</summary>
/// <param name="Items">In order.</param>
/// <param name="Next">Cursor of the next page; null when nothing follows.</param>
/// <param name="Total">How many there are in all, when asked for.</param>
/// <param name="Names">What the ids in these records stand for, when asked for.</param>
public sealed record RecordList(IReadOnlyList<RecordLine> Items, string? Next, long? Total, IReadOnlyDictionary<string, string>? Names = null);

/// <summary>A record with what the person may do to it.</summary>
/// <param name="Record">The record.</param>
/// <param name="Actions">Transitions that the person may make now.</param>
/// <param name="CanEdit">True when its fields may be changed.</param>
/// <param name="CanVoid">True when it may be declared void.</param>
/// <param name="CanUnmask">True when its personal data may be seen in clear for a reason.</param>
/// <param name="Names">What the ids in the record stand for.</param>
public sealed record RecordDetail(
    RecordLine Record, IReadOnlyList<string> Actions, bool CanEdit, bool CanVoid, bool CanUnmask, IReadOnlyDictionary<string, string> Names);

/// <summary>One change.</summary>
/// <param name="Version">The version that it made.</param>
/// <param name="At">UTC.</param>
/// <param name="By">Name of who.</param>
/// <param name="Action"><c>create</c>, <c>edit</c>, <c>void</c> or a transition.</param>
/// <param name="From">State before.</param>
/// <param name="To">State after.</param>
/// <param name="Changes">Field to <c>{from, to}</c>; personal data masked.</param>
/// <param name="Note">What was said with it.</param>
public sealed record HistoryView(long Version, DateTimeOffset At, string By, string Action, string? From, string To, JsonObject Changes, string? Note)
{
    internal static HistoryView Of(HistoryEntry entry, RegisterDescriptor register)
    {
        var changes = entry.Changes;
        foreach (var (name, change) in changes)
            if (register.Field(name) is { } field && change is JsonObject sides)
                foreach (var side in (string[])["from", "to"])
                    Mask(sides, side, field);
        return new HistoryView(entry.Version, entry.By.At, entry.By.Name, entry.Action, entry.From, entry.To, changes, entry.Note);
    }

    // The member is called as its side here; the mask goes by the field.
    private static void Mask(JsonObject sides, string side, Field field)
    {
        if (sides[side] is not { } value || !(field.Personal || PersonalData.IsIn(field.Fields)))
            return;
        var holder = new JsonObject { [field.Name] = value.DeepClone() };
        PersonalData.Mask(holder, [field]);
        sides[side] = holder[field.Name]!.DeepClone();
    }
}

/// <summary>All changes, oldest first.</summary>
public sealed record HistoryList(IReadOnlyList<HistoryView> Items);

/// <summary>Why a record is declared void.</summary>
public sealed record VoidRequest(string Reason);

/// <summary>Count and sums.</summary>
public sealed record TotalsView(long Count, IReadOnlyDictionary<string, double?> Sums);

/// <summary>One figure of a pivot.</summary>
/// <param name="Keys">Value of each dimension; null = none.</param>
/// <param name="Figure">The figure.</param>
/// <param name="Count">How many records it is made of.</param>
/// <param name="Filters">The filters that list exactly these records, to be added to those of the question.</param>
public sealed record PivotCellView(IReadOnlyList<string?> Keys, double? Figure, long Count, IReadOnlyList<string> Filters);

/// <summary>Figures by one or two columns.</summary>
/// <param name="By">Columns.</param>
/// <param name="Measure">What is counted.</param>
/// <param name="Of">Of which column.</param>
/// <param name="Cells">The figures.</param>
/// <param name="Names">What ids among the keys stand for.</param>
public sealed record PivotView(
    IReadOnlyList<string> By, Measure Measure, string? Of, IReadOnlyList<PivotCellView> Cells, IReadOnlyDictionary<string, string> Names);
