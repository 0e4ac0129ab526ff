using System.Buffers.Binary;
using System.Net.WebSockets;
using Edge.Vision.Onvif;
using Edge.Vision.Status;
using Telemetry.Model.Vision;

namespace Edge.Vision.Control;

/// <summary>Answers the platform's questions over one socket, a few at a time. A question that fails is answered with its reason.</summary>
public sealed class ControlDesk(IEnumerable<IQuestionAnswers> answers, WatchMetrics metrics, TimeProvider clock, ILogger<ControlDesk> log)
{
    private const int AtOnce = 8;
    private static readonly TimeSpan SendLimit = TimeSpan.FromSeconds(20);

    private readonly Dictionary<string, Answering> _answers = answers.SelectMany(part => part.Answers).ToDictionary(StringComparer.Ordinal);

    /// <summary>Serves until the platform says goodbye or cancelled.</summary>
    public async Task ServeAsync(WebSocket socket, CancellationToken cancel)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var writing = new SemaphoreSlim(1);
        using var places = new SemaphoreSlim(AtOnce);
        var busy = new List<Task>();
        try
        {
            while (await ReadAsync(socket, cancel) is { } question)
            {
                await places.WaitAsync(cancel);
                busy.RemoveAll(task => task.IsCompleted);
                busy.Add(AnswerAsync(socket, question, writing, places, gone.Token));
            }
        }
        finally
        {
            await gone.CancelAsync();
            await Task.WhenAll(busy).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<VideoQuestion?> ReadAsync(WebSocket socket, CancellationToken cancel)
    {
        var buffer = new byte[VideoQuestion.Longest];
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), cancel);
            if (part.MessageType != WebSocketMessageType.Text)
                return null;
            length += part.Count;
            if (part.EndOfMessage)
                return VideoQuestion.Parse(buffer.AsSpan(0, length)) ?? throw new InvalidDataException("a question cannot be read");
            if (length == buffer.Length)
                throw new InvalidDataException("a question is too long");
        }
    }

    private async Task AnswerAsync(WebSocket socket, VideoQuestion question, SemaphoreSlim writing, SemaphoreSlim places, CancellationToken cancel)
    {
        try
        {
            var reply = await ReplyAsync(question, cancel);
            metrics.Question(_answers.ContainsKey(question.Ask) ? question.Ask : "unknown", reply.Answer?.Error);
            using var limit = new CancellationTokenSource(SendLimit, clock);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
            await writing.WaitAsync(both.Token);
            try
            {
                if (reply.Bytes is { } bytes)
                    await socket.SendAsync(bytes, WebSocketMessageType.Binary, true, both.Token);
                else
                    await socket.SendAsync((reply.Answer! with { Id = question.Id }).Encode(), WebSocketMessageType.Text, true, both.Token);
            }
            finally
            {
                writing.Release();
            }
        }
        finally
        {
            places.Release();
        }
    }

    private async Task<Reply> ReplyAsync(VideoQuestion question, CancellationToken cancel)
    {
        if (!_answers.TryGetValue(question.Ask, out var answer))
            return Reply.Refused(VideoError.Invalid, "nothing of that kind can be asked");
        try
        {
            return await answer(question, cancel);
        }
        catch (CameraRefusedException fault)
        {
            return Reply.Refused(fault.Error, fault.Message);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested) // the one place of a question: the platform is told
        {
            log.Failed(question.Ask, question.Camera ?? "", fault.Message);
            return Reply.Refused(VideoError.Failed, fault.GetType().Name);
        }
    }
}

/// <summary>Answers one question.</summary>
public delegate Task<Reply> Answering(VideoQuestion question, CancellationToken cancel);

/// <summary>A part that answers questions.</summary>
public interface IQuestionAnswers
{
    /// <summary>What it answers, by <see cref="VideoAsk"/>.</summary>
    IEnumerable<KeyValuePair<string, Answering>> Answers { get; }
}

/// <summary>An answer, or bytes with their head.</summary>
public sealed record Reply(VideoAnswer? Answer, byte[]? Bytes = null)
{
    /// <summary>Done, with nothing to tell.</summary>
    public static Reply Done { get; } = new(new VideoAnswer(0));

    /// <summary>Not done.</summary>
    public static Reply Refused(string error, string reason) => new(new VideoAnswer(0, error, reason));

    /// <summary>Bytes of a file.</summary>
    public static Reply Of(long id, ReadOnlySpan<byte> bytes)
    {
        var message = new byte[8 + bytes.Length];
        BinaryPrimitives.WriteInt64BigEndian(message, id);
        bytes.CopyTo(message.AsSpan(8));
        return new Reply(null, message);
    }
}

internal static partial class Log
{
    [LoggerMessage(5511, LogLevel.Warning, "The question '{Ask}' about {Camera} failed: {Reason}")]
    public static partial void Failed(this ILogger logger, string ask, string camera, string reason);
}
