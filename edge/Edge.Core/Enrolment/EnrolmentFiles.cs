using System.Text;
using System.Text.Json;

namespace Edge.Core.Enrolment;

/// <summary>What an enrolled gateway keeps, in one folder that is replaced as a whole.</summary>
/// <param name="folder">Beside it lie <c>.new</c> and <c>.old</c> for a moment.</param>
public sealed class EnrolmentFiles(string folder)
{
    /// <summary>PEM of the gateway's certificate.</summary>
    public string Certificate => Path.Combine(folder, "gateway.pem");

    /// <summary>PEM of its key, mode 0600.</summary>
    public string Key => Path.Combine(folder, "gateway.key");

    /// <summary>PEM of the authority that signs the broker's certificate.</summary>
    public string Authority => Path.Combine(folder, "authority.pem");

    private string Broker => Path.Combine(folder, "broker.json");

    private string Platform => Path.Combine(folder, "platform.txt");

    /// <summary>Where the gateway was told to connect to; null when it is not enrolled.</summary>
    /// <exception cref="JsonException">The file was changed by hand and is no longer one.</exception>
    public BrokerAddress? ReadBroker()
    {
        // A crash between the two renames leaves the old folder aside; it is as good as the new one.
        if (!Directory.Exists(folder) && Directory.Exists(folder + ".old"))
            Directory.Move(folder + ".old", folder);
        return File.Exists(Broker) ? JsonSerializer.Deserialize(File.ReadAllBytes(Broker), EnrolmentJson.Default.BrokerAddress) : null;
    }

    /// <summary>Address of the platform that the gateway enrolled at; null when it is not known.</summary>
    public Uri? ReadPlatform() =>
        File.Exists(Platform) && Uri.TryCreate(File.ReadAllText(Platform).Trim(), UriKind.Absolute, out var platform) ? platform : null;

    internal void Replace(string keyPem, EnrolmentAnswer answer, Uri platform)
    {
        var (fresh, old) = (folder + ".new", folder + ".old");
        if (Directory.Exists(fresh))
            Directory.Delete(fresh, recursive: true);
        Directory.CreateDirectory(fresh);
        var files = new EnrolmentFiles(fresh);
        Write(files.Key, keyPem);
        Write(files.Certificate, answer.Certificate);
        Write(files.Authority, answer.Authority);
        Write(files.Broker, JsonSerializer.Serialize(answer.Broker, EnrolmentJson.Default.BrokerAddress));
        Write(files.Platform, platform.GetLeftPart(UriPartial.Authority));

        if (Directory.Exists(old))
            Directory.Delete(old, recursive: true);
        if (Directory.Exists(folder))
            Directory.Move(folder, old);
        Directory.Move(fresh, folder);
        if (Directory.Exists(old))
            Directory.Delete(old, recursive: true);
    }

    private static void Write(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(path, options);
        stream.Write(Encoding.UTF8.GetBytes(text));
        stream.Flush(flushToDisk: true);
    }
}
