using Vision.Training.Commands;
using Vision.Training.Native;

if (args is ["relax-native", var library])
{
    var bytes = File.ReadAllBytes(library);
    if (LibraryVersions.Relax(bytes) > 0)
        File.WriteAllBytes(library, bytes);
    return 0;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
try
{
    var options = new Arguments(args.AsSpan(Math.Min(1, args.Length)));
    switch (args.FirstOrDefault())
    {
        case "train": await TrainCommand.TrainAsync(options, TimeProvider.System, Console.Out, stop.Token); break;
        case "resume": await TrainCommand.ResumeAsync(options, TimeProvider.System, Console.Out, stop.Token); break;
        case "overfit": await OverfitCommand.RunAsync(options, TimeProvider.System, Console.Out, stop.Token); break;
        case "eval": EvalCommand.Run(options, Console.Out, stop.Token); break;
        case "export": ExportCommand.Run(options, TimeProvider.System, Console.Out, stop.Token); break;
        case "pack": PackCommand.Run(options, Console.Out); break;
        case "samples": SamplesCommand.Run(options); break;
        default: throw new ArgumentException("One of: pack, samples, train, resume, eval, export, overfit.");
    }
    return 0;
}
catch (Exception fault) when (fault is ArgumentException or InvalidDataException or IOException)
{
    Console.Error.WriteLine(fault.Message);
    return 2;
}
catch (OperationCanceledException)
{
    return 130;
}
