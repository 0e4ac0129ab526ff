using System.Diagnostics;
using System.Globalization;

namespace Cloud.Host.Demonstration;

/// <summary>
/// <c>demo-data [--records N] [--accounts FILE [--people N]]</c>: fills an empty platform for screens, trials and load, and ends. With a
/// file, people of the demonstration get accounts with one password, which the file then holds; <c>--people</c> adds so many more,
/// <c>demo-person-0001</c> and on, of enterprises and stations all over the province.
/// </summary>
public static class DemoCommand
{
    private const int Usual = 20_000;
    private const int Most = 2_000_000;
    private const int MostPeople = 9_999;

    /// <summary>0 when it was filled; 2 when the number is wrong or the platform is not empty.</summary>
    public static async Task<int> RunAsync(IServiceProvider services, IReadOnlyList<string> args, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        if (Number(args, "--records", Usual, Most) is not { } records || Number(args, "--people", 0, MostPeople) is not { } people)
        {
            await error.WriteLineAsync($"--records wants a number from 1 to {Most}, --people one from 1 to {MostPeople}.");
            return 2;
        }

        var data = ActivatorUtilities.CreateInstance<DemoData>(services);
        if (!await data.IsEmptyAsync(cancel))
        {
            await error.WriteLineAsync("There are organisations already: demo-data fills an empty platform only.");
            return 2;
        }

        var file = args.ToList().IndexOf("--accounts") is var option and >= 0 && option + 1 < args.Count ? args[option + 1] : null;
        var started = Stopwatch.GetTimestamp();
        await data.FillAsync(records, cancel);
        if (file is not null)
            await ActivatorUtilities.CreateInstance<DemoAccounts>(services).AddAsync(data, people, file, cancel);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"demo-data: {data.Written} records, {DemoData.Projects} projects, {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s"));
        return 0;
    }

    // Null where it is no number of its range.
    private static int? Number(IReadOnlyList<string> args, string name, int usual, int most)
    {
        var at = args.ToList().IndexOf(name);
        if (at < 0)
            return usual;
        return at + 1 < args.Count && int.TryParse(args[at + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : null;
    }
}
