using System.Buffers.Binary;
using System.Text;
using Vision.Training.Native;

namespace Vision.Tests.Training;

public sealed class LibraryVersionsSpecs
{
    private const int Versions = 0x100, Symbols = 0x200, SymbolVersions = 0x300, Names = 0x400, SectionNames = 0x600, Headers = 0x700;

    [Fact]
    public void the_need_becomes_weak_and_the_symbol_one_that_every_runtime_has()
    {
        var file = Library();

        Assert.Equal(2, LibraryVersions.Relax(file));

        Assert.Equal(0, file[Versions + 16 + 4] & 2); // GLIBCXX_3.4.30 is needed as before
        Assert.Equal(2, file[Versions + 32 + 4] & 2); // GLIBCXX_3.4.32 may be missing
        Assert.Equal("_ZSt18uncaught_exceptionv", Text(file, Names + 40));
        Assert.Equal("printf", Text(file, Names + 80));
        Assert.Equal(1, BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(SymbolVersions + 4)));
        Assert.Equal(5, BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(SymbolVersions + 2)));
    }

    [Fact]
    public void a_second_time_changes_nothing()
    {
        var file = Library();
        LibraryVersions.Relax(file);
        var once = file.ToArray();

        Assert.Equal(0, LibraryVersions.Relax(file));
        Assert.Equal(once, file);
    }

    [Fact]
    public void what_is_no_library_is_refused()
    {
        Assert.Throws<InvalidDataException>(() => LibraryVersions.Relax([]));
        Assert.Throws<InvalidDataException>(() => LibraryVersions.Relax(new byte[4096]));
        var torn = Library();
        BinaryPrimitives.WriteInt64LittleEndian(torn.AsSpan(0x28), 1 << 20);
        Assert.Throws<InvalidDataException>(() => LibraryVersions.Relax(torn));
    }

    /// <summary>An ELF file with nothing but the tables that count: two version needs of one library, two symbols.</summary>
    private static byte[] Library()
    {
        var file = new byte[0x900];
        ((ReadOnlySpan<byte>)[0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1]).CopyTo(file);
        Long(file, 0x28, Headers);
        Short(file, 0x3A, 64);
        Short(file, 0x3C, 6);
        Short(file, 0x3E, 5);

        Put(file, Names + 1, "GLIBCXX_3.4.30");
        Put(file, Names + 20, "GLIBCXX_3.4.32");
        Put(file, Names + 40, "_ZSt21ios_base_library_initv");
        Put(file, Names + 80, "printf");

        Short(file, Versions + 2, 2); // one library, two versions
        Int(file, Versions + 8, 16);
        Int(file, Versions + 16 + 8, 1);
        Int(file, Versions + 16 + 12, 16);
        Int(file, Versions + 32 + 8, 20);

        Int(file, Symbols + 24, 80);
        Int(file, Symbols + 48, 40);
        Short(file, SymbolVersions + 2, 5);
        Short(file, SymbolVersions + 4, 7);

        string[] sections = ["", ".dynstr", ".dynsym", ".gnu.version", ".gnu.version_r", ".shstrtab"];
        (int Offset, int Size)[] places = [(0, 0), (Names, 0x100), (Symbols, 72), (SymbolVersions, 6), (Versions, 48), (SectionNames, 0x100)];
        var name = 1;
        for (var i = 1; i < sections.Length; i++)
        {
            Put(file, SectionNames + name, sections[i]);
            Int(file, Headers + i * 64, name);
            Long(file, Headers + i * 64 + 0x18, places[i].Offset);
            Long(file, Headers + i * 64 + 0x20, places[i].Size);
            name += sections[i].Length + 1;
        }
        return file;
    }

    private static void Put(byte[] file, int at, string text) => Encoding.ASCII.GetBytes(text, file.AsSpan(at));

    private static void Short(byte[] file, int at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at), value);

    private static void Int(byte[] file, int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);

    private static void Long(byte[] file, int at, long value) => BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(at), value);

    private static string Text(byte[] file, int at) => Encoding.ASCII.GetString(file.AsSpan(at, Array.IndexOf(file, (byte)0, at) - at));
}
