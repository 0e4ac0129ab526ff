using System.Reflection;

namespace Cloud.Supervision;

/// <summary>Where the engine looks for the registers and views of supervision.</summary>
public static class SupervisionModule
{
    /// <summary>This assembly.</summary>
    public static Assembly Assembly => typeof(SupervisionModule).Assembly;
}
