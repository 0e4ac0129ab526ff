using System.Globalization;
using Cloud.Platform.Registers;
using Cloud.Storage.Records;

namespace Cloud.Storage.Registers;

/// <summary>
/// Which index a figure over some states is made from, where the planner knows no more than the mean of all states: most records
/// rest in one state, and what is still to be done, of which everybody's first page counts his own, are few among them.
/// </summary>
internal static class StateHint
{
    // Reading so many records one by one costs no more than reading a large register's index once.
    private const int Few = 20_000;

    /// <summary>What stands after the table's name.</summary>
    public static string Of(RecordConnection connection, RegisterDescriptor register, Condition where)
    {
        var hint = connection.Dialect.IndexedBy(register.Table + "_state");
        if (hint.Length == 0 || States(where) is not { } states)
            return "";
        var condition = new SqlCondition(register, connection.Dialect);
        var sql = string.Create(CultureInfo.InvariantCulture, $"SELECT COUNT(*) FROM (SELECT 1 FROM {register.Table}{hint} WHERE {condition.Write(states)} LIMIT {Few + 1})");
        return (long)connection.Scalar(sql, condition.Parameters)! <= Few ? hint : "";
    }

    /// <summary>Whether a condition names states at all.</summary>
    public static bool Asks(Condition where) => States(where) is not null;

    private static Condition.Compare? States(Condition where) =>
        Parts(where).OfType<Condition.Compare>().FirstOrDefault(part => part is { Column: "state", By: Comparison.Eq or Comparison.In, Values.Count: > 0 });

    private static IEnumerable<Condition> Parts(Condition condition) => condition is Condition.All all ? all.Parts.SelectMany(Parts) : [condition];
}
