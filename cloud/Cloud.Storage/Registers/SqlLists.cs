namespace Cloud.Storage.Registers;

/// <summary>Lists of values in SQL. Their lengths go by powers of two, so that few texts serve all lengths and stay prepared.</summary>
internal static class SqlLists
{
    /// <summary>Names of parameters for values, the last one several times; <c>NULL</c> for none.</summary>
    /// <param name="values">The values.</param>
    /// <param name="name">Takes a value as a parameter and says its name.</param>
    public static string Names(IEnumerable<object> values, Func<object?, string> name)
    {
        var some = values.ToList();
        if (some.Count == 0)
            return "NULL";
        for (var full = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)some.Count); some.Count < full;)
            some.Add(some[^1]);
        return string.Join(", ", some.Select(name));
    }
}
