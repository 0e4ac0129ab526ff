using System.Globalization;
using System.Security.Cryptography;
using System.Tests.Programs;
using System.Text.Json.Nodes;
using Benchmarks.Registers;
using Benchmarks.Rig;
using FirmwareSim.Demonstration;
using TestKit.Reports;

namespace Benchmarks.Safekeeping;

/// <summary>
/// A file of 1 GB comes to the platform while server and client are killed by turns. What had arrived is never sent again: each
/// piece begins where the server's file ends, and the file is whole.
/// </summary>
internal static class UploadScenario
{
    private const long Size = 1_000_000_000;

    public static async Task RunAsync(BenchRun run, CancellationToken cancel)
    {
        var (source, counter, kills) = (run.InFolder("survey.mp4"), run.InFolder("sent"), run.Seconds(8, 40));
        var hash = Write(source);
        await using var cloud = await BenchCloud.StartAsync(run, cancel);
        using (var first = await cloud.SignInAsync(cancel))
            await first.GetAsync("api/session", cancel);
        var password = (await File.ReadAllTextAsync(cloud.PasswordFile, cancel)).Trim();
        using var person = await Visitor.EnterAsync(cloud.Address, "admin", password, cancel);
        var begun = await person.PostAsync("uploads", new JsonObject { ["name"] = "survey.mp4", ["size"] = Size }, cancel);
        var id = (string)begun["id"]!;
        var part = Path.Combine(cloud.Folder, "files", "uploads", $"{Guid.Parse(id):N}.part");
        RunningProgram Client() => run.Start("client", Path.Combine(AppContext.BaseDirectory, "Benchmarks.dll"), "upload-client", cloud.Address.ToString(), person.Cookies, source, id, counter);

        var began = run.Time.GetTimestamp();
        var (client, standing, back) = (Client(), TimeSpan.Zero, 0L);
        for (var kill = 1; kill <= kills; kill++)
        {
            var mark = Size * kill / (kills + 1);
            await Until.TrueAsync($"{mark} bytes have arrived", TimeSpan.FromMinutes(5), _ => Task.FromResult(Length(part) >= mark), cancel);
            var arrived = Length(part);
            if (kill % 2 == 0)
            {
                await client.KillAsync(cancel);
                client = Client();
            }
            else
            {
                await cloud.Program.KillAsync(cancel);
                standing += await cloud.StartAgainAsync(cancel);
            }

            back = Math.Max(back, arrived - Length(part));
        }

        await Until.TrueAsync("the file is taken", TimeSpan.FromMinutes(10), _ => Task.FromResult(client.HasEnded), cancel);
        var took = run.Time.GetElapsedTime(began) - standing;
        using var again = await Visitor.EnterAsync(cloud.Address, "admin", password, cancel);
        var taken = (string?)(await again.PageAsync($"uploads/{id}", cancel))["file"]?["hash"];
        var sent = BitConverter.ToInt64(await File.ReadAllBytesAsync(counter, cancel));
        run.Must(taken == hash, $"the platform has taken {taken} and not {hash}");
        run.Must(back <= 0, $"{back} bytes that had arrived were gone");
        run.Must(!File.Exists(part), "the part is still there");
        run.Report.Add("file", Size / 1e6, "MB").Add("kills, of server and client by turns", kills, "")
            .Add("bytes that had arrived and were sent again", back, "bytes", Goal.AtMost(0))
            .Add("bytes that were on their way when something was killed, each time", (double)(sent - Size) / kills / 1e6, "MB")
            .Add("speed while both stood", Size / took.TotalSeconds / 1e6, "MB/s", Goal.AtLeast(0.5));
        run.Report.Note("Each piece begins at the end of the server's file, which refuses any other; what was on its way had not arrived. Ten times the standard's 50 kB/s is the goal of the speed.");
    }

    private static long Length(string path) => new FileInfo(path) is { Exists: true, Length: var length } ? length : 0;

    private static string Write(string path)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var file = File.Create(path);
        var block = new byte[1_000_000];
        for (var written = 0L; written < Size; written += block.Length)
        {
            RandomNumberGenerator.Fill(block);
            if (written == 0)
                "\0\0\0\u0018ftypmp42"u8.CopyTo(block);
            hash.AppendData(block);
            file.Write(block);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
