using Cloud.Platform.Registers;
using Microsoft.Extensions.DependencyInjection;

namespace Cloud.Platform.Files;

/// <summary>Files of records and opinions.</summary>
public static class FileServices
{
    /// <summary>Adds them. The stores, the places and the options are the composition's.</summary>
    public static IServiceCollection AddFiles(this IServiceCollection services) => services
        .AddSingleton<FileDesk>().AddSingleton<IAttachmentGate>(s => s.GetRequiredService<FileDesk>())
        .AddSingleton<Uploads>().AddSingleton<Previews>().AddSingleton<IFileScan, CommandScan>()
        .AddSingleton<IRecordCompanion, FileBinder>()
        .AddSingleton<FileWatch>().AddHostedService(s => s.GetRequiredService<FileWatch>());
}
