using Edge.Core.Outbox;
using Microsoft.Extensions.Logging.Abstractions;
using TestKit;
using TestKit.Outbox;

namespace Edge.Tests.Outbox;

public sealed class SqliteOutboxSpecs : OutboxContract
{
    private readonly TemporaryFolder _folder = new();

    protected override IOutbox Open() => Open(_folder.Path);

    protected override IOutbox OpenAnother() => Open(Path.Combine(_folder.Path, "another"));

    public override ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return base.DisposeAsync();
    }

    private SqliteOutbox Open(string folder) =>
        new(new OutboxOptions { Folder = folder, FallbackFolder = "", ReserveBytes = 64 << 10 }, Time, NullLogger<SqliteOutbox>.Instance);
}
