using System.Text;

namespace System.Tests.Disk;

/// <summary>Writes down, as one write each, what a workload has been promised. Safe for several threads.</summary>
internal sealed class Promises(string root) : IAsyncDisposable
{
    private readonly FileStream _file = new(Path.Combine(root, RecordedRun.Promises), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 });

    public void Write(string line)
    {
        lock (_file)
            _file.Write(Encoding.UTF8.GetBytes(line + "\n"));
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
