using Cloud.Storage.PostgreSql;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Cloud.Storage.SingleSignOn;

/// <summary>Where single sign-on keeps its clients and tokens.</summary>
public static class SingleSignOnStorage
{
    /// <summary>The PostgreSQL database that several processes share, or else a file of its own beside the records.</summary>
    public static IServiceCollection AddSingleSignOnStorage(this IServiceCollection services, Func<IServiceProvider, string> folder) =>
        services.AddDbContext<SingleSignOnContext>((provider, options) =>
        {
            if (provider.GetRequiredService<IOptions<PostgreSqlOptions>>().Value is { Connection.Length: > 0 } postgres)
                options.UseNpgsql(ConnectionOf(postgres));
            else
                options.UseSqlite($"Data Source={Path.Combine(folder(provider), "single-sign-on.db")};Default Timeout=30");
            options.UseOpenIddict();
        });

    private static string ConnectionOf(PostgreSqlOptions options)
    {
        var connection = new NpgsqlConnectionStringBuilder(options.Connection) { ApplicationName = "edge-single-sign-on" };
        if (options.PasswordFile is { } file)
            connection.Password = File.ReadAllText(file).Trim();
        return connection.ToString();
    }
}
