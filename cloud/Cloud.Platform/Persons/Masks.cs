namespace Cloud.Platform.Persons;

/// <summary>Personal data as everybody sees them: enough to recognise, too little to use.</summary>
public static class Masks
{
    /// <summary>210***********1234.</summary>
    public static string IdNumber(string number) => Keep(number, 3, 4);

    /// <summary>138****5678.</summary>
    public static string Phone(string phone) => Keep(phone, 3, 4);

    private static string Keep(string text, int first, int last) => text.Length <= first + last
        ? new string('*', text.Length)
        : string.Concat(text.AsSpan(0, first), new string('*', text.Length - first - last), text.AsSpan(text.Length - last));
}
