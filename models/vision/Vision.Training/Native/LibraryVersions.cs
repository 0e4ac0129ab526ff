using System.Buffers.Binary;
using System.Text;

namespace Vision.Training.Native;

/// <summary>
/// Lets a 64-bit ELF library load beside a C++ runtime older than GCC 13. Such a library asks for version GLIBCXX_3.4.32 because of one symbol,
/// <c>std::ios_base_library_init()</c>, which only tells the linker that streams are initialised. The version need is made weak and the
/// symbol becomes another harmless one that every runtime has, without a version. Doing it twice changes nothing.
/// </summary>
public static class LibraryVersions
{
    private const string Version = "GLIBCXX_3.4.32";
    private const string Symbol = "_ZSt21ios_base_library_initv";
    private const string Substitute = "_ZSt18uncaught_exceptionv";
    private const int WeakFlag = 2, GlobalVersion = 1, SymbolSize = 24;

    /// <summary>Changes the file's bytes in place and says how many entries were changed; 0 when there was nothing left to do.</summary>
    /// <exception cref="InvalidDataException">The bytes are no 64-bit little-endian ELF library with symbol versions.</exception>
    public static int Relax(byte[] file)
    {
        if (file.Length < 64 || !file.AsSpan(0, 6).SequenceEqual<byte>([0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1]))
            throw new InvalidDataException("This is no 64-bit little-endian ELF file.");
        try
        {
            var names = Section(file, ".dynstr");
            return RelaxNeeds(file, Section(file, ".gnu.version_r"), names) + RenameSymbol(file, names);
        }
        catch (ArgumentOutOfRangeException fault)
        {
            throw new InvalidDataException("The ELF file's tables point outside it.", fault);
        }
    }

    private static int RelaxNeeds(byte[] file, (int Offset, int Size) needs, (int Offset, int Size) names)
    {
        var changed = 0;
        for (var need = needs.Offset; ;)
        {
            var entry = need + Int(file, need + 8);
            for (int left = Short(file, need + 2); left > 0; left--)
            {
                if (Text(file, names.Offset + Int(file, entry + 8)) == Version && (file[entry + 4] & WeakFlag) == 0)
                {
                    file[entry + 4] |= WeakFlag;
                    changed++;
                }
                entry += Int(file, entry + 12);
            }
            if (Int(file, need + 12) is var next && next == 0)
                return changed;
            need += next;
        }
    }

    private static int RenameSymbol(byte[] file, (int Offset, int Size) names)
    {
        var symbols = Section(file, ".dynsym");
        var versions = Section(file, ".gnu.version");
        var changed = 0;
        for (var i = 0; i < symbols.Size / SymbolSize; i++)
        {
            var name = names.Offset + Int(file, symbols.Offset + i * SymbolSize);
            if (Text(file, name) != Symbol)
                continue;
            var field = file.AsSpan(name, Symbol.Length);
            field.Clear();
            Encoding.ASCII.GetBytes(Substitute, field);
            BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(versions.Offset + 2 * i, 2), GlobalVersion);
            changed++;
        }
        return changed;
    }

    private static (int Offset, int Size) Section(byte[] file, string name)
    {
        var table = Long(file, 0x28);
        int entrySize = Short(file, 0x3A), count = Short(file, 0x3C), namesIndex = Short(file, 0x3E);
        var names = Long(file, table + namesIndex * entrySize + 0x18);
        for (var i = 0; i < count; i++)
        {
            var header = table + i * entrySize;
            if (Text(file, names + Int(file, header)) == name)
                return (Long(file, header + 0x18), Long(file, header + 0x20));
        }
        throw new InvalidDataException($"The ELF file has no section {name}.");
    }

    private static int Short(byte[] file, int at) => BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at, 2));

    private static int Int(byte[] file, int at) => BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at, 4));

    private static int Long(byte[] file, int at) => BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(at, 8)) is >= 0 and <= int.MaxValue and var value
        ? (int)value
        : throw new InvalidDataException("The ELF file's tables point outside it.");

    private static string Text(byte[] file, int at)
    {
        var tail = file.AsSpan(at);
        var end = tail.IndexOf((byte)0);
        return Encoding.ASCII.GetString(end < 0 ? tail : tail[..end]);
    }
}
