using System.Globalization;
using Vision.Data;
using Vision.Networks;

namespace Vision.Training.Commands;

/// <summary>Puts a set into one file that another machine can train from.</summary>
public static class PackCommand
{
    /// <summary>No pack may be larger: it travels beside the working tree.</summary>
    private const long Limit = 55 << 20;

    /// <summary><c>pack --recipe FILE --data LIST --out FILE [--splits train,val] [--side 352] [--quality 72]</c></summary>
    public static void Run(Arguments arguments, TextWriter log)
    {
        var recipe = Recipe.Read(arguments.Need("recipe"));
        var splits = (arguments["splits"] ?? "train,val").Split(',');
        var pictures = Sources.Open(arguments.Need("data"), LabelMap.SiteSafety).Where(picture => splits.Contains(picture.Split)).ToList();
        var path = arguments.Need("out");
        var size = PackFile.Write(path, pictures, LabelMap.SiteSafety, DetectorNetwork.Plan(recipe.Network, LabelMap.SiteSafety.Count),
            arguments.Number("side", 352), arguments.Number("quality", 72));
        log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{pictures.Count} pictures, {size / 1048576.0:F1} MiB"));
        if (size > Limit)
            throw new InvalidDataException($"The pack is larger than {Limit >> 20} MiB: take a smaller side or quality.");
    }
}
