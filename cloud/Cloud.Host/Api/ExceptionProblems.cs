using System.Text.Json;
using Cloud.Platform;
using Microsoft.AspNetCore.Diagnostics;
using Orleans.Runtime;
using Telemetry.Model.Faults;

namespace Cloud.Host.Api;

/// <summary>The one place that turns exceptions into problem details.</summary>
internal sealed partial class ExceptionProblems(ILogger<ExceptionProblems> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception switch
        {
            RuleBrokenException broken => Problems.Of(StatusCodes.Status422UnprocessableEntity, "rule-broken", "不符合业务规则", broken.Message),
            ModelException model => Problems.Invalid(model.Faults),
            BadHttpRequestException { InnerException: JsonException json } => Problems.BadRequest(json.Path ?? "body", "JSON 格式或字段有误"),
            BadHttpRequestException bad => Problems.Of(bad.StatusCode, "bad-request", "请求无法识别", bad.Message),
            OperationCanceledException when context.RequestAborted.IsCancellationRequested => null,
            SiloUnavailableException or OrleansMessageRejectionException or ClientNotAvailableException => Problems.Of(
                StatusCodes.Status503ServiceUnavailable, "moving", "服务正在切换", "请稍候重试"),
            TimeoutException => Problems.Of(StatusCodes.Status504GatewayTimeout, "timeout", "等待超时", null),
            _ => Problems.Of(StatusCodes.Status500InternalServerError, "fault", "服务器内部错误", "已记录，请稍后重试"),
        };
        if (problem is null)
            return true;
        if (problem.StatusCode is StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = "1";
        else if (problem.StatusCode >= StatusCodes.Status500InternalServerError)
            LogFault(exception, context.Request.Method, context.Request.Path);
        await problem.ExecuteAsync(context);
        return true;
    }

    [LoggerMessage(100, LogLevel.Error, "{Method} {Path} failed")]
    private partial void LogFault(Exception exception, string method, string path);
}
