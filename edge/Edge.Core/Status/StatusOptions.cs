using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Edge.Core.Status;

/// <summary>The local status pages, on loopback only. Section <c>Status</c>.</summary>
public sealed class StatusOptions
{
    /// <summary>False switches them off; default true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Port on 127.0.0.1, 0–65,535; 0 = any free one; default 9210.</summary>
    [Range(0, 65_535)]
    public int Port { get; set; } = 9210;
}

/// <summary>Generated check of <see cref="StatusOptions"/>.</summary>
[OptionsValidator]
public sealed partial class StatusOptionsValidator : IValidateOptions<StatusOptions>;
