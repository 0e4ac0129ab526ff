using System.ComponentModel.DataAnnotations;

namespace Cloud.Platform.Registers;

/// <summary>How reminders are given.</summary>
public sealed class ReminderOptions
{
    /// <summary>Minutes between two looks at what is due; 15 unless said otherwise.</summary>
    [Range(1, 1440)]
    public int EveryMinutes { get; set; } = 15;
}
