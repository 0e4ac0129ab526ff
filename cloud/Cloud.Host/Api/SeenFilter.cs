using Cloud.Platform.Identity;
using Cloud.Platform.Security;
using Microsoft.Extensions.Caching.Memory;

namespace Cloud.Host.Api;

/// <summary>Notes who has looked at a thing, once per person and thing within ten minutes: a page that refreshes is one look.</summary>
public sealed class SeenFilter(string kind, string route) : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var (http, answer) = (context.HttpContext, await next(context));
        if (answer is IStatusCodeHttpResult { StatusCode: >= 300 } || http.Features.Get<Actor>() is not { } actor || http.GetRouteValue(route) is not string id)
            return answer;
        var target = $"{kind}/{id}";
        if (http.RequestServices.GetRequiredService<RecentLooks>().IsRepeated(actor.AccountId, target))
            return answer;
        await http.RequestServices.GetRequiredService<SecurityJournal>().WriteAsync(actor, SecurityJournal.Seen, target, null, http.RequestAborted);
        return answer;
    }
}

/// <summary>Who has looked at what within the last ten minutes; bounded.</summary>
public sealed class RecentLooks : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = 100_000 });

    /// <summary>True when the same person has looked at the same thing within the window; begins one otherwise.</summary>
    public bool IsRepeated(Guid account, string target)
    {
        if (_cache.TryGetValue((account, target), out _))
            return true;
        _cache.Set((account, target), true, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Window, Size = 1 });
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _cache.Dispose();
}

/// <summary>Routes say what is seen.</summary>
public static class SeenRoutes
{
    /// <summary>Notes that the thing named by a route value was seen.</summary>
    public static RouteHandlerBuilder Seen(this RouteHandlerBuilder route, string kind, string value) => route.AddEndpointFilter(new SeenFilter(kind, value));
}
