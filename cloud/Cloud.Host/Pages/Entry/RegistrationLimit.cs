using System.Threading.RateLimiting;
using Cloud.Platform.Identity;
using Microsoft.Extensions.Options;

namespace Cloud.Host.Pages.Entry;

/// <summary>Counts registrations by address within an hour. Only what has no faults counts, so that nobody is shut out by typing errors.</summary>
public sealed class RegistrationLimit(IOptions<IdentityOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(address => RateLimitPartition.GetFixedWindowLimiter(
        address, _ => new FixedWindowRateLimiterOptions { Window = TimeSpan.FromHours(1), PermitLimit = options.Value.RegistrationsPerHour }));

    /// <summary>True when one more is taken from an address.</summary>
    public bool Takes(string? address)
    {
        using var lease = _limiter.AttemptAcquire(address ?? "");
        return lease.IsAcquired;
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();
}
