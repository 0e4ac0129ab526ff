using System.Globalization;
using System.Text.Json;
using Telemetry.Model.Vision;

namespace FirmwareSim.Cameras.Judging;

/// <summary>Judges a file of alarms by a file of ground truth and prints a table; the figures go to a JSON file when one is wanted.</summary>
public static class JudgeCommand
{
    /// <summary>Runs the command: <c>--pictures</c> lines of ground truth, <c>--events</c> one vision event a line.</summary>
    /// <exception cref="InvalidDataException">A line cannot be read.</exception>
    public static async Task RunAsync(Arguments options, TextWriter output, CancellationToken cancel)
    {
        var rules = new JudgeRules();
        var truth = TruthFile.Read(File.ReadLines(options.Required("pictures")), options.Text("stream") ?? "sub", rules);
        var events = new List<VisionEvent>();
        foreach (var (line, index) in File.ReadLines(options.Required("events")).Select((line, index) => (line, index)).Where(entry => entry.line.Length > 0))
            events.Add(VisionEvent.TryParse(line, out var alarm) ? alarm : throw new InvalidDataException($"line {index + 1} is no vision event"));
        var verdicts = AlarmJudge.Judge(truth, events, rules);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{truth.Hours:0.00} camera-hours, {events.Count} alarms").AsMemory(), cancel);
        await output.WriteLineAsync("kind       asked  found  recall  delay-median  delay-worst  duplicates  false  false/h".AsMemory(), cancel);
        foreach (var verdict in verdicts)
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{verdict.Point,-10} {verdict.Episodes,5}  {verdict.Found,5}  {verdict.Recall,6:0.00}  {verdict.DelayMedian,12:0.0}  {verdict.DelayWorst,11:0.0}  {verdict.Duplicates,10}  {verdict.False,5}  {verdict.FalsePerHour,7:0.00}").AsMemory(), cancel);
        if (options.Text("out") is { } path)
            await File.WriteAllTextAsync(path, JsonSerializer.Serialize(new { hours = truth.Hours, alarms = events.Count, rules, verdicts }, Format), cancel);
    }

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };
}
