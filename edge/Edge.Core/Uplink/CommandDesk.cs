using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Edge.Core.Uplink;

/// <summary>Carries out what a cloud asks, one command at a time, and hands back the results.</summary>
internal sealed class CommandDesk(IGatewayCommands commands, UplinkMeter meter, ILogger logger)
{
    private const int Waiting = 64, Remembered = 256;
    private readonly Channel<GatewayCommand> _queue = Channel.CreateBounded<GatewayCommand>(Waiting);
    private readonly Queue<string> _seen = new();

    /// <summary>Takes a command. One that was taken before (QoS 1 may repeat it) is passed over; too many at once are refused.</summary>
    public void Post(GatewayCommand command)
    {
        lock (_seen)
        {
            if (command.Id.Length > 0 && _seen.Contains(command.Id))
                return;
            if (!_queue.Writer.TryWrite(command))
            {
                meter.Refused("too-many-commands");
                return;
            }

            _seen.Enqueue(command.Id);
            if (_seen.Count > Remembered)
                _seen.Dequeue();
        }
    }

    /// <summary>Works until cancelled.</summary>
    /// <param name="answer">Sends a result; for a configuration it is null, the status is its answer.</param>
    /// <param name="cancel">The session ends.</param>
    public async Task RunAsync(Func<GatewayCommand, CommandResult?, CancellationToken, Task> answer, CancellationToken cancel)
    {
        await foreach (var command in _queue.Reader.ReadAllAsync(cancel))
        {
            CommandResult? result = null;
            if (command is GatewayCommand.Configure configure)
                await ConfigureAsync(configure, cancel);
            else
                result = await ExecuteAsync(command, cancel);
            await answer(command, result, cancel);
        }
    }

    private async Task ConfigureAsync(GatewayCommand.Configure command, CancellationToken cancel)
    {
        try
        {
            meter.Command("configure");
            if (await commands.ApplyConfigurationAsync(command.Json, cancel) is { } refused)
                CommandLog.ConfigurationRefused(logger, refused);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The cloud sends its configuration after every birth: a fault here must not end the session, or it would for ever.
            CommandLog.Fault(logger, "configure", fault);
        }
    }

    private async Task<CommandResult> ExecuteAsync(GatewayCommand command, CancellationToken cancel)
    {
        try
        {
            switch (command)
            {
                case GatewayCommand.TestDevice test:
                    meter.Command("test-device");
                    return await commands.TestDeviceAsync(test.Device, cancel);
                case GatewayCommand.Write write:
                    meter.Command("write");
                    return await commands.WriteAsync(write.Device, write.Point, write.Value, cancel);
                case GatewayCommand.Show show:
                    meter.Command("live");
                    return await commands.ShowAsync(show.Camera, show.Session, show.Address, cancel);
                default:
                    meter.Refused("unusable-command");
                    return CommandResult.Failed(((GatewayCommand.Unusable)command).Error);
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // Whoever asked waits for an answer, and delivery must go on.
            CommandLog.Fault(logger, command.GetType().Name, fault);
            return CommandResult.Failed(fault.Message);
        }
    }
}

/// <summary>Messages of the command desk.</summary>
internal static partial class CommandLog
{
    [LoggerMessage(2201, LogLevel.Warning, "The desired configuration is refused: {Reason}")]
    public static partial void ConfigurationRefused(ILogger logger, string reason);

    [LoggerMessage(2202, LogLevel.Error, "The command {Command} met a fault")]
    public static partial void Fault(ILogger logger, string command, Exception fault);
}
