namespace Cloud.Platform.Identity;

/// <summary>Branches of supervision, as a set.</summary>
[Flags]
public enum Disciplines
{
    /// <summary>None: a grant with it covers nothing.</summary>
    None = 0,

    /// <summary>质量.</summary>
    Quality = 1,

    /// <summary>安全.</summary>
    Safety = 2,

    /// <summary>Both.</summary>
    All = Quality | Safety,
}

/// <summary>How secret a record or a file is, and up to where a grant sees. Ascending.</summary>
public enum SecrecyLevel
{
    /// <summary>公开: anybody.</summary>
    Public = 0,

    /// <summary>内部: everybody whose scope covers it.</summary>
    Internal = 1,

    /// <summary>敏感: personal data, evidence, drafts of decisions.</summary>
    Sensitive = 2,

    /// <summary>工作秘密.</summary>
    Confidential = 3,
}
