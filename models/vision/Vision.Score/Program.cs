using Vision.Score;
using Vision.Scoring;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
try
{
    var asked = ScoreArguments.Parse(args);
    var report = FolderScore.Run(asked.Images, asked.Labels, asked.Manifest, asked.Model, asked.Width, asked.Height, asked.Split, stop.Token);
    Console.Write(Scorer.Table(report));
    Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(asked.Json))!);
    File.WriteAllText(asked.Json, report.ToJson() + "\n");
    Console.WriteLine($"written to {asked.Json}");
    return 0;
}
catch (Exception fault) when (fault is ArgumentException or InvalidDataException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(fault.Message);
    return 2;
}
catch (OperationCanceledException)
{
    return 130;
}
