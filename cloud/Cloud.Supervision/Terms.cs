using System.Reflection;
using Cloud.Platform.Registers;

namespace Cloud.Supervision;

/// <summary>The Chinese words of choices, for sentences to people.</summary>
internal static class Terms
{
    /// <summary>The label of a choice.</summary>
    public static string Of<TChoice>(TChoice choice)
        where TChoice : struct, Enum =>
        typeof(TChoice).GetField(choice.ToString())?.GetCustomAttribute<LabelAttribute>()?.Zh ?? choice.ToString();
}
