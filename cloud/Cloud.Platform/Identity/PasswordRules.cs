namespace Cloud.Platform.Identity;

/// <summary>What a password must be (GB/T 22239 level 2: complexity and change).</summary>
public static class PasswordRules
{
    /// <summary>Fewest characters.</summary>
    public const int MinLength = 10;

    /// <summary>Most characters; a longer one only costs hashing time.</summary>
    public const int MaxLength = 128;

    /// <summary>Fewest of the classes lower case, upper case, digit, other.</summary>
    public const int MinClasses = 3;

    /// <summary>Every rule that the password breaks, as sentences for the user; empty when it is good.</summary>
    public static IReadOnlyList<string> Faults(string password, string userName)
    {
        var faults = new List<string>();
        if (password.Length is < MinLength or > MaxLength)
            faults.Add($"密码长度须为{MinLength}至{MaxLength}个字符");
        if (Classes(password) < MinClasses)
            faults.Add($"须包含大写字母、小写字母、数字、其他字符中的至少{MinClasses}类");
        if (userName.Length > 0 && password.Contains(userName, StringComparison.OrdinalIgnoreCase))
            faults.Add("密码不能包含用户名");
        return faults;
    }

    private static int Classes(string password) =>
        (password.Any(char.IsLower) ? 1 : 0)
        + (password.Any(char.IsUpper) ? 1 : 0)
        + (password.Any(char.IsDigit) ? 1 : 0)
        + (password.Any(c => !char.IsLetterOrDigit(c)) ? 1 : 0);
}
