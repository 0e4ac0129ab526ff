namespace Protocols.Sparkplug;

/// <summary>What became of naming or finding a metric.</summary>
public enum AliasResult
{
    /// <summary>Done.</summary>
    Done,
    /// <summary>No birth gave this alias: ask for a rebirth.</summary>
    UnknownAlias,
    /// <summary>No birth named this metric: ask for a rebirth.</summary>
    UnknownName,
    /// <summary>The alias belongs to another device of the node.</summary>
    WrongDevice,
    /// <summary>The metric has neither name nor alias.</summary>
    Unnamed,
    /// <summary>The alias was given twice (§6.4.6: unique over the whole edge node).</summary>
    DuplicateAlias,
    /// <summary>The name was given twice in one birth.</summary>
    DuplicateName,
    /// <summary>More metrics than <see cref="SparkplugLimits.Aliases"/>, or a name that is empty or too long.</summary>
    OverLimit,
}
