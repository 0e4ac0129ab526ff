using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Cloud.Host.Pages.Entry;

/// <summary>
/// A form whose token does not fit — left open too long, or signed in as somebody else meanwhile — is shown anew instead of
/// an empty error. Nothing that was sent is taken.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class EntryFormAttribute : Attribute, IAlwaysRunResultFilter
{
    /// <inheritdoc/>
    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is not IAntiforgeryValidationFailedResult)
            return;
        var request = context.HttpContext.Request;
        var back = request.Query["returnUrl"].ToString();
        context.Result = new RedirectResult($"{request.Path}?stale=true{(back.Length > 0 ? $"&returnUrl={Uri.EscapeDataString(back)}" : "")}");
    }

    /// <inheritdoc/>
    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
