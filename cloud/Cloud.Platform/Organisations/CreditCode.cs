namespace Cloud.Platform.Organisations;

/// <summary>The unified social credit code of an organisation (GB 32100-2015): 18 characters, the last of which checks the others.</summary>
public static class CreditCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /// <summary>Trimmed and in capitals, as it is stored and compared.</summary>
    public static string Normalise(string text) => text.Trim().ToUpperInvariant();

    /// <summary>Why a code (already normalised) is wrong; null when it is right.</summary>
    public static string? Fault(string code)
    {
        if (code.Length != 18)
            return "统一社会信用代码须为18位";
        if (code.FirstOrDefault(c => !Alphabet.Contains(c, StringComparison.Ordinal)) is var odd and not '\0')
            return $"统一社会信用代码中不能有“{odd}”（不使用I、O、S、V、Z）";
        return code[17] == CheckDigit(code) ? null : "统一社会信用代码的校验位不正确，请核对";
    }

    /// <summary>The check character of the first 17 characters: weights 3^i mod 31, complement to 31.</summary>
    public static char CheckDigit(ReadOnlySpan<char> code)
    {
        var (sum, weight) = (0, 1);
        foreach (var c in code[..17])
        {
            sum += Alphabet.IndexOf(c, StringComparison.Ordinal) * weight;
            weight = weight * 3 % 31;
        }

        return Alphabet[(31 - (sum % 31)) % 31];
    }
}
