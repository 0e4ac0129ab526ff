using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Edge.Vision.Inference;

/// <summary>The detector. Section <c>Model</c>.</summary>
public sealed class ModelOptions
{
    /// <summary>Folder of <c>model.json</c> and its ONNX files. Default <c>models/vision/site-safety</c> beside the program.</summary>
    [Required]
    public string Folder { get; set; } = Path.Combine(AppContext.BaseDirectory, "models", "vision", "site-safety");

    /// <summary>Threads of one run, 1–8.</summary>
    [Range(1, 8)]
    public int Threads { get; set; } = 1;

    /// <summary>Seconds between two attempts to load a model that is not there or not right, 1–3,600.</summary>
    [Range(1, 3_600)]
    public double RetrySeconds { get; set; } = 60;
}

/// <summary>Generated check of <see cref="ModelOptions"/>.</summary>
[OptionsValidator]
public sealed partial class ModelOptionsValidator : IValidateOptions<ModelOptions>;
