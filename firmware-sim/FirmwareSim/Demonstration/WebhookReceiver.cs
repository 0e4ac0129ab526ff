using System.Net;
using System.Text.Json;

namespace FirmwareSim.Demonstration;

/// <summary>
/// Stands for the other system that gets notices over a webhook: keeps each one with its instant of arrival as a JSON
/// line. Reads at most 256 KiB of a body.
/// </summary>
public sealed class WebhookReceiver(string prefix, string log, TimeProvider time)
{
    private const int LongestBody = 256 * 1024;

    /// <summary>Serves until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        using var listener = new HttpListener();
        listener.Prefixes.Add(prefix);
        listener.Start();
        await using var stop = cancel.Register(listener.Stop);
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await AnswerAsync(await listener.GetContextAsync(), cancel);
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or IOException)
            {
                // Stopped, or the sender hung up in the middle.
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context, CancellationToken cancel)
    {
        var arrived = time.GetUtcNow();
        var tooLong = context.Request.ContentLength64 > LongestBody;
        context.Response.StatusCode = tooLong ? 413 : 204;
        if (!tooLong)
        {
            using var reader = new StreamReader(context.Request.InputStream);
            var body = await reader.ReadToEndAsync(cancel);
            var line = JsonSerializer.Serialize(
                new { at = arrived, path = context.Request.Url?.AbsolutePath, signature = context.Request.Headers["X-Edge-Signature"], body },
                JsonSerializerOptions.Web);
            await File.AppendAllTextAsync(log, line + "\n", cancel);
        }

        context.Response.Close();
    }
}
