using System.ComponentModel.DataAnnotations;

namespace Cloud.Platform.Backup;

/// <summary>Section <c>Backup</c>: where backups lie and when they are made.</summary>
public sealed record BackupOptions
{
    /// <summary>Folder of the backups, on another disk or machine; default <c>backups</c> in the data folder.</summary>
    public string Folder { get; set; } = "";

    /// <summary>False = none is made by the clock.</summary>
    public bool Scheduled { get; set; } = true;

    /// <summary>Site hour of the daily backup. 0–23, default 1.</summary>
    [Range(0, 23)]
    public int Hour { get; set; } = 1;

    /// <summary>Day of the week on which it is a full one. Default Sunday.</summary>
    public DayOfWeek FullOn { get; set; } = DayOfWeek.Sunday;

    /// <summary>Days that backups are kept; a full one goes only when a newer full one is there. 7–3,650, default 35.</summary>
    [Range(7, 3_650)]
    public int KeepDays { get; set; } = 35;
}
