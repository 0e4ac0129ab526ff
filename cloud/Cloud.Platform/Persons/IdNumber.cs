using System.Globalization;

namespace Cloud.Platform.Persons;

/// <summary>The number of a citizen (GB 11643-1999): division, birthday, sequence, check character.</summary>
public static class IdNumber
{
    private const string Checks = "10X98765432";

    /// <summary>Earliest birthday that is believed.</summary>
    private static readonly DateOnly Earliest = new(1900, 1, 1);

    /// <summary>Trimmed, with a capital X, as it is compared.</summary>
    public static string Normalise(string text) => text.Trim().ToUpperInvariant();

    /// <summary>Why a number (already normalised) is wrong on a day; null when it is right. The number is not repeated in the sentence.</summary>
    public static string? Fault(string number, DateOnly today)
    {
        if (number.Length != 18 || number.AsSpan(0, 17).ContainsAnyExceptInRange('0', '9') || !(char.IsAsciiDigit(number[17]) || number[17] == 'X'))
            return "身份证号须为18位数字，末位可为X";
        if (BirthDate(number) is not { } born || born < Earliest || born > today)
            return "身份证号中的出生日期不存在";
        return number[17] == CheckDigit(number) ? null : "身份证号的校验位不正确，请核对";
    }

    /// <summary>The birthday within a number; null when there is no such day.</summary>
    public static DateOnly? BirthDate(string number) =>
        number.Length == 18 && DateOnly.TryParseExact(number.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>True for a man: the 17th digit is odd.</summary>
    public static bool IsMale(string number) => (number[16] - '0') % 2 == 1;

    /// <summary>The check character of the first 17 digits: weights 2^(18−i) mod 11.</summary>
    public static char CheckDigit(ReadOnlySpan<char> number)
    {
        ReadOnlySpan<int> weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        var sum = 0;
        for (var i = 0; i < 17; i++)
            sum += (number[i] - '0') * weights[i];
        return Checks[sum % 11];
    }
}
