using FirmwareSim;

const string Usage = """
    firmware-sim site    --profiles DIR --site FILE --scenario FILE [--speed 1] [--truth FILE] [--pictures DIR]
    firmware-sim cameras --site FILE [--scenario FILE] [--pictures DIR]
    firmware-sim render-scenes --out DIR [--count 100] [--seed 1] [--split train]
    firmware-sim judge   --pictures FILE --events FILE [--stream sub] [--out FILE]
    firmware-sim numbered --listen 127.0.0.1:15100 --log FILE [--units 1]
    firmware-sim fleet   --gateways N [--host 127.0.0.1] [--port 1883] [--interval 1] [--points 3] [--alarms 0] [--seconds 0]
                         [--per-project 10] [--ramp 0] [--phases 30x1,60x3,60x1] [--keep-alive 10] [--retry 5] [--report FILE]
                         [--cloud URL --password FILE [--profile generic-tower-crane-tcp]]   (registers the gateways first)
    firmware-sim farm    --devices N [--port 15200] [--registers 30] [--period 1000] [--alarms 0] [--alarm-seconds 2] [--log FILE] [--report FILE]
    firmware-sim webhook --prefix http://127.0.0.1:18090/ --log FILE
    firmware-sim once    --cloud URL --password FILE --site FILE --truth FILE --webhook FILE --gateway URL [--since INSTANT] [--timeout 180]
    """;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
using var terminate = System.Runtime.InteropServices.PosixSignalRegistration.Create(
    System.Runtime.InteropServices.PosixSignal.SIGTERM, signal =>
    {
        signal.Cancel = true;
        stop.Cancel();
    });

try
{
    return await Commands.RunAsync(args, TimeProvider.System, stop.Token);
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 0;
}
catch (Exception error) when (error is ArgumentException or InvalidDataException or IOException or Telemetry.Model.Faults.ModelException)
{
    Console.Error.WriteLine(error.Message);
    Console.Error.WriteLine(Usage);
    return 2;
}
