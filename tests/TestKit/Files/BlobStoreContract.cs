using System.Security.Cryptography;
using System.Text;
using Cloud.Platform.Files;
using TestKit.Records;
using Xunit;

namespace TestKit.Files;

/// <summary>What it means to keep contents by their hash: the same on every store.</summary>
public abstract class BlobStoreContract(IStorePlace<IBlobStore> place) : StoreContract<IBlobStore>(place)
{
    [Fact]
    public async Task a_content_is_there_as_it_was_put_and_once()
    {
        using var folder = new TemporaryFolder();
        var (hash, path) = Content(folder, "三层高支模方案");

        await Store.PutAsync(hash, path, Cancel);
        await Store.PutAsync(hash, path, Cancel);
        await ReopenAsync();

        Assert.Equal(Encoding.UTF8.GetByteCount("三层高支模方案"), await Store.SizeAsync(hash, Cancel));
        await using var content = await Store.OpenAsync(hash, Cancel);
        Assert.True(content!.CanSeek);
        content.Position = 3;
        using var reader = new StreamReader(content);
        Assert.Equal("层高支模方案", await reader.ReadToEndAsync(Cancel));
    }

    [Fact]
    public async Task what_was_not_put_or_was_taken_away_is_not_there()
    {
        using var folder = new TemporaryFolder();
        var (hash, path) = Content(folder, "x");
        Assert.Null(await Store.OpenAsync(hash, Cancel));
        Assert.Null(await Store.SizeAsync(hash, Cancel));
        await Store.PutAsync(hash, path, Cancel);

        await Store.RemoveAsync(hash, Cancel);

        Assert.Null(await Store.OpenAsync(hash, Cancel));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("")]
    [InlineData("ABCDEF")]
    public async Task a_name_that_is_no_hash_is_no_path(string name)
    {
        Assert.Null(await Store.OpenAsync(name, Cancel));
        Assert.Null(await Store.SizeAsync(name, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.PutAsync(name, "x", Cancel));
    }

    [Fact]
    public async Task a_large_content_comes_back_whole()
    {
        using var folder = new TemporaryFolder();
        var bytes = new byte[20 << 20];
        new Random(1).NextBytes(bytes);
        var path = Path.Combine(folder.Path, "large");
        await File.WriteAllBytesAsync(path, bytes, Cancel);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));

        await Store.PutAsync(hash, path, Cancel);

        await using var content = await Store.OpenAsync(hash, Cancel);
        Assert.Equal(hash, Convert.ToHexStringLower(await SHA256.HashDataAsync(content!, Cancel)));
    }

    private static (string Hash, string Path) Content(TemporaryFolder folder, string text)
    {
        var path = Path.Combine(folder.Path, "content");
        File.WriteAllText(path, text, new UTF8Encoding(false));
        return (Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), path);
    }
}
