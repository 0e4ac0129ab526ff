using System.Text.Json.Nodes;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Platform.Registers;

namespace Cloud.Platform.Views;

/// <summary>Runs views for a person, within what the person may read.</summary>
public sealed class ViewDesk(IRecordStore store, RegisterCatalogue catalogue, IRecordScopes scopes, RecordPermissions permissions)
{
    /// <summary>The rows with the question as it was understood, or what is wrong with it.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="view">What.</param>
    /// <param name="question">Fields of the question as text; what is not said is open.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<(IAsyncEnumerable<object>? Rows, object? Question, IReadOnlyList<FieldFault> Faults)> RunAsync(
        Actor actor, ViewDescriptor view, IReadOnlyDictionary<string, string> question, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(view);
        await scopes.RefreshAsync(cancel);
        var body = new JsonObject();
        foreach (var (name, text) in question)
        {
            if (view.Query.FirstOrDefault(field => field.Name == name) is not { } field)
                return (null, null, [new FieldFault(name, "没有这个条件")]);
            if (CellText.ToJson(field, text) is not { } value)
                return (null, null, [new FieldFault(name, "格式有误")]);
            body[name] = value;
        }

        var (query, faults) = RecordBody.Read(body, view.QueryType);
        if (query is null)
            return (null, null, faults);
        faults = RecordCheck.Faults(query, view.Query);
        return faults.Count > 0 ? (null, null, faults)
            : (view.Run(query, new RecordReader(store, catalogue, register => permissions.Readable(actor, register)), cancel), query, []);
    }
}
