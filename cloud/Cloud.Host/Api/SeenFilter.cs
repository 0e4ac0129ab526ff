using Cloud.Platform.Identity;
using Cloud.Platform.Security;
using Microsoft.Extensions.Caching.Memory;

namespace Cloud.Host.Api;

/// <summary>Notes who has looked at a thing, once per person and thing within ten minutes: a page that refreshes is one look.</summary>
/// <param name="target">What it is, by the values of the route: <c>project/p1</c>; null when the route does not say.</param>
public sealed class SeenFilter(Func<RouteValueDictionary, string?> target) : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var (http, answer) = (context.HttpContext, await next(context));
        if (answer is IStatusCodeHttpResult { StatusCode: >= 300 } || http.Features.Get<Actor>() is not { } actor || target(http.Request.RouteValues) is not { } seen)
            return answer;
        if (http.RequestServices.GetRequiredService<RecentLooks>().IsRepeated(actor.AccountId, seen))
            return answer;
        await http.RequestServices.GetRequiredService<SecurityJournal>().WriteAsync(actor, SecurityJournal.Seen, seen, null, http.RequestAborted);
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
    public static RouteHandlerBuilder Seen(this RouteHandlerBuilder route, string kind, string value) => route.AddEndpointFilter(new SeenFilter(values => values[value] is string id ? $"{kind}/{id}" : null));

    /// <summary>Notes that a record was seen: <c>{register}/{id}</c>, as its changes are named in the trail.</summary>
    public static RouteHandlerBuilder SeenAsRecord(this RouteHandlerBuilder route) => route.AddEndpointFilter(new SeenFilter(
        values => values["register"] is string register && Guid.TryParse(values["id"] as string, out var id) ? $"{register}/{id:D}" : null));
}
