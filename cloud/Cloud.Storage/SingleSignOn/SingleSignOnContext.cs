using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Cloud.Storage.SingleSignOn;

/// <summary>Clients, authorizations and tokens of single sign-on, as the library keeps them.</summary>
public sealed class SingleSignOnContext(DbContextOptions<SingleSignOnContext> options) : DbContext(options)
{
    /// <summary>Makes the tables on the first start; beside tables of others too.</summary>
    public async Task PrepareAsync(CancellationToken cancel)
    {
        var creator = (RelationalDatabaseCreator)this.GetService<IRelationalDatabaseCreator>();
        if (!await creator.ExistsAsync(cancel))
            await creator.CreateAsync(cancel);
        if (!await HasTablesAsync(cancel))
            await creator.CreateTablesAsync(cancel);
    }

    private async Task<bool> HasTablesAsync(CancellationToken cancel)
    {
        var table = Database.ProviderName!.EndsWith("Sqlite", StringComparison.Ordinal)
            ? "SELECT count(*) AS \"Value\" FROM sqlite_master WHERE type = 'table' AND name = 'OpenIddictTokens'"
            : "SELECT count(*) AS \"Value\" FROM information_schema.tables WHERE table_name = 'OpenIddictTokens'";
        return await Database.SqlQueryRaw<long>(table).SingleAsync(cancel) > 0;
    }
}
