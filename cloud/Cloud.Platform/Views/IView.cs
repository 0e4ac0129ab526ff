using Cloud.Platform.Registers;

namespace Cloud.Platform.Views;

/// <summary>
/// A read-only answer over registers: a typed question and typed rows. Found once at start; it appears in interface,
/// export, permissions and trace without anything else.
/// </summary>
/// <typeparam name="TQuery">A record class whose members are the question's fields, all optional.</typeparam>
/// <typeparam name="TRow">A record class whose members are the columns.</typeparam>
public interface IView<TQuery, TRow>
    where TQuery : class
    where TRow : class
{
    /// <summary>Name, label and who may ask.</summary>
    static abstract ViewDefinition Definition { get; }

    /// <summary>The rows, from records within the scope of the person who asks.</summary>
    static abstract IAsyncEnumerable<TRow> RunAsync(TQuery query, IRecords records, CancellationToken cancel);
}

/// <summary>What is declared of a view.</summary>
/// <param name="Name">Kebab-case; the path of its interface.</param>
/// <param name="Label">Chinese name.</param>
/// <param name="LabelEn">English name.</param>
/// <param name="By">Who may ask; the rows still come from records that each person may read.</param>
public sealed record ViewDefinition(string Name, string Label, string LabelEn, RoleSet By);
