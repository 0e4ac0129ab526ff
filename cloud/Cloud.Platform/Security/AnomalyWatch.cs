using Cloud.Platform.Clauses;
using Microsoft.Extensions.Options;

namespace Cloud.Platform.Security;

/// <summary>
/// Counts what happens by account and address and raises an item when a limit is passed: once per window, however long it
/// goes on. Counts lie in the memory of this process and are bounded; a restart forgets them, the trail does not.
/// </summary>
[Clause("7.0.2-5")]
public sealed class AnomalyWatch(ISecurityItemStore items, IOptions<SecurityOptions> options, TimeProvider time)
{
    private const int MostKeys = 10_000;
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<(AnomalyRule Rule, string Key), Window> _windows = [];

    /// <summary>Somebody with a platform role has signed in.</summary>
    public Task PrivilegedSignInAsync(Guid account, string name, string? address, CancellationToken cancel)
    {
        var (hour, from, to) = (SiteDay.Local(time.GetUtcNow()).Hour, options.Value.OddFromHour, options.Value.OddToHour);
        var odd = from <= to ? hour >= from && hour < to : hour >= from || hour < to;
        return odd ? CountAsync(AnomalyRule.OddHours, account, name, address, 1, 0, Hour, _ => $"{hour}时登录管理账号", cancel) : Task.CompletedTask;
    }

    /// <summary>A sign-in was refused.</summary>
    public Task FailedSignInAsync(string userName, string? address, CancellationToken cancel) => CountAsync(
        AnomalyRule.PasswordGuessing, null, address ?? userName, address, 1, options.Value.FailedSignInsInTenMinutes, TenMinutes,
        count => $"10分钟内登录失败{count}次，最近一次的用户名为“{userName}”", cancel);

    /// <summary>Somebody was refused something.</summary>
    public Task RefusedAsync(Guid account, string name, string? address, CancellationToken cancel) => CountAsync(
        AnomalyRule.ManyRefusals, account, name, address, 1, options.Value.RefusalsInTenMinutes, TenMinutes, count => $"10分钟内被拒绝{count}次", cancel);

    /// <summary>Somebody has seen personal data in clear.</summary>
    public Task UnmaskedAsync(Guid account, string name, string? address, CancellationToken cancel) => CountAsync(
        AnomalyRule.ManyUnmaskings, account, name, address, 1, options.Value.UnmaskingsPerHour, Hour, count => $"1小时内查看个人信息明文{count}次", cancel);

    /// <summary>Somebody has exported rows.</summary>
    public Task ExportedAsync(Guid account, string name, string? address, int rows, CancellationToken cancel) => CountAsync(
        AnomalyRule.BulkExport, account, name, address, rows, options.Value.ExportRowsPerHour, Hour, count => $"1小时内导出{count}行", cancel);

    /// <summary>A session shows up on another device than it began on.</summary>
    public Task MovedSessionAsync(Guid account, string name, string? address, CancellationToken cancel) => CountAsync(
        AnomalyRule.MovedSession, account, name, address, 1, 0, Hour, _ => "会话在另一台设备上被使用，已结束该会话", cancel);

    private Task CountAsync(
        AnomalyRule rule, Guid? account, string name, string? address, int amount, int limit, TimeSpan length, Func<long, string> detail, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        long count;
        lock (_gate)
        {
            var key = (rule, account?.ToString() ?? name);
            if (!_windows.TryGetValue(key, out var window) || now - window.Began >= length)
            {
                if (_windows.Count >= MostKeys)
                    Forget(now);
                _windows[key] = window = new Window(now);
            }

            count = window.Count += amount;
            if (count <= limit || window.Raised)
                return Task.CompletedTask;
            window.Raised = true;
        }

        return items.AddAsync(new SecurityItem(Guid.CreateVersion7(now), rule, now, account, name, address, detail(count)), cancel);
    }

    /// <summary>Windows that are over; all of them when none is, rather than growing without bound.</summary>
    private void Forget(DateTimeOffset now)
    {
        foreach (var key in _windows.Where(window => now - window.Value.Began >= Hour).Select(window => window.Key).ToList())
            _windows.Remove(key);
        if (_windows.Count >= MostKeys)
            _windows.Clear();
    }

    private sealed class Window(DateTimeOffset began)
    {
        public DateTimeOffset Began { get; } = began;

        public long Count { get; set; }

        public bool Raised { get; set; }
    }
}
