using System.ComponentModel.DataAnnotations;

namespace Cloud.Host.Composition;

/// <summary>Section <c>Silo</c>: this process among those that share the work. Alone unless <see cref="Redis"/> is set.</summary>
public sealed record SiloOptions : IValidatableObject
{
    /// <summary>Port between silos. Default 11111; keep it stable over restarts, a silo that comes back elsewhere is waited for.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 11111;

    /// <summary>Port of clients outside the silos. Default 30000.</summary>
    [Range(1, 65535)]
    public int GatewayPort { get; set; } = 30000;

    /// <summary>Address that the other silos reach this one at. Default loopback.</summary>
    [Required]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Redis that holds membership and reminders, such as <c>db:6379</c>; null = this silo is alone.</summary>
    public string? Redis { get; set; }

    /// <summary>Name of the cluster; silos of one name find each other. Default <c>edge</c>.</summary>
    [Required, RegularExpression("^[a-z][a-z0-9-]{0,31}$")]
    public string Cluster { get; set; } = "edge";

    /// <summary>
    /// Silos that must miss another one before it is given up: 1 with two silos, where there is nobody else to ask; 2 with
    /// three or more, so that one that is itself slow evicts nobody. Default 1.
    /// </summary>
    [Range(1, 5)]
    public int Votes { get; set; } = 1;

    /// <summary>Whether there may be others.</summary>
    public bool IsShared => !string.IsNullOrEmpty(Redis);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!System.Net.IPAddress.TryParse(Address, out _))
            yield return new ValidationResult("Silo:Address is not an IP address.", [nameof(Address)]);
    }
}
