namespace Cloud.Platform.Papers;

/// <summary>A filled paper, in any form to be written.</summary>
/// <param name="Title">Centred above.</param>
/// <param name="Blocks">From the top.</param>
public sealed record Paper(string Title, IReadOnlyList<PaperBlock> Blocks);

/// <summary>A part of a paper.</summary>
public abstract record PaperBlock
{
    /// <summary>A heading within the paper.</summary>
    public sealed record Heading(string Text) : PaperBlock;

    /// <summary>A paragraph.</summary>
    /// <param name="Text">Its words.</param>
    /// <param name="AtRight">True for dates and signatures.</param>
    public sealed record Words(string Text, bool AtRight = false) : PaperBlock;

    /// <summary>Rows of labels and values in turn.</summary>
    public sealed record Grid(IReadOnlyList<IReadOnlyList<string>> Rows) : PaperBlock;

    /// <summary>A table with a heading row.</summary>
    public sealed record Table(IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<string>> Rows) : PaperBlock;
}
