using System.ComponentModel.DataAnnotations;

namespace Cloud.Platform.Files;

/// <summary>Section <c>Files</c>: where files lie and what is taken.</summary>
public sealed record FileStoreOptions
{
    /// <summary>Folder of the files; default <c>files</c> in the data folder. Uploads under way and previews lie here also when the files are elsewhere.</summary>
    public string Folder { get; set; } = "";

    /// <summary>Folder of the second copy, on another disk or machine; empty = none. Not beside <see cref="SecondS3"/>.</summary>
    public string SecondFolder { get; set; } = "";

    /// <summary>The files lie in an object store; null = in the folder.</summary>
    public ObjectStoreOptions? S3 { get; set; }

    /// <summary>The second copy lies in an object store; null = in <see cref="SecondFolder"/>, or nowhere.</summary>
    public ObjectStoreOptions? SecondS3 { get; set; }

    /// <summary>Largest file in MiB. 1–102,400, default 4,096.</summary>
    [Range(1, 102_400)]
    public int MaxMegabytes { get; set; } = 4_096;

    /// <summary>Uploads under way of one account. 1–100, default 20.</summary>
    [Range(1, 100)]
    public int MostUploads { get; set; } = 20;

    /// <summary>Days that an unfinished upload is kept. 1–30, default 3.</summary>
    [Range(1, 30)]
    public int UploadDays { get; set; } = 3;

    /// <summary>MiB that must stay free on the disk. Default 512.</summary>
    [Range(0, 1_000_000)]
    public int FreeMegabytes { get; set; } = 512;

    /// <summary>Program that looks for malware; gets the path behind its arguments, 0 = clean, 1 = found. Empty = files are not scanned, and say so.</summary>
    public string ScanCommand { get; set; } = "";

    /// <summary>Arguments before the path.</summary>
    public IReadOnlyList<string> ScanArguments { get; set; } = [];

    /// <summary>LibreOffice for previews of office files; default <c>soffice</c> on the path. Where it is missing there is no preview of these.</summary>
    public string OfficeCommand { get; set; } = "soffice";

    /// <summary>Seconds that a conversion or a scan may take. 5–600, default 90.</summary>
    [Range(5, 600)]
    public int CommandSeconds { get; set; } = 90;

    /// <summary>Site hour in which every file is read and compared with its hash. 0–23, default 2.</summary>
    [Range(0, 23)]
    public int CheckHour { get; set; } = 2;
}

/// <summary>An S3-compatible object store.</summary>
public sealed record ObjectStoreOptions
{
    /// <summary>Its address, such as <c>https://s3.example.cn</c>.</summary>
    [Required]
    public string Endpoint { get; set; } = "";

    /// <summary>Bucket; it must exist.</summary>
    [Required]
    public string Bucket { get; set; } = "";

    /// <summary>Region that requests are signed for. Default <c>us-east-1</c>.</summary>
    public string Region { get; set; } = "us-east-1";

    /// <summary>File with the access key.</summary>
    [Required]
    public string AccessKeyFile { get; set; } = "";

    /// <summary>File with the secret key.</summary>
    [Required]
    public string SecretKeyFile { get; set; } = "";
}
