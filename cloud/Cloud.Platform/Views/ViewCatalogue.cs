using System.Collections.Frozen;
using System.Reflection;
using Cloud.Platform.Clauses;
using Cloud.Platform.Registers;

namespace Cloud.Platform.Views;

/// <summary>All views, found once at start by their interface.</summary>
public sealed class ViewCatalogue
{
    private readonly FrozenDictionary<string, ViewDescriptor> _byName;

    /// <summary>From finished descriptions.</summary>
    public ViewCatalogue(IEnumerable<ViewDescriptor> views)
    {
        All = [.. views.OrderBy(view => view.Name, StringComparer.Ordinal)];
        _byName = All.ToFrozenDictionary(view => view.Name);
    }

    /// <summary>By name.</summary>
    public IReadOnlyList<ViewDescriptor> All { get; }

    /// <summary>Every class of these assemblies that is a view.</summary>
    public static ViewCatalogue Scan(params IEnumerable<Assembly> assemblies) =>
        new(assemblies.SelectMany(assembly => assembly.GetTypes()).Where(IsView).Select(Describe));

    /// <summary>The view of a name; null when there is none.</summary>
    public ViewDescriptor? Find(string name) => _byName.GetValueOrDefault(name);

    private static bool IsView(Type type) => !type.IsAbstract && type.GetInterfaces().Any(IsViewInterface);

    private static bool IsViewInterface(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IView<,>);

    private static ViewDescriptor Describe(Type type)
    {
        var arguments = type.GetInterfaces().Single(IsViewInterface).GetGenericArguments();
        return (ViewDescriptor)typeof(ViewCatalogue).GetMethod(nameof(Build), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod([type, .. arguments]).Invoke(null, null)!;
    }

    private static ViewDescriptor Build<TView, TQuery, TRow>()
        where TView : IView<TQuery, TRow>
        where TQuery : class
        where TRow : class
    {
        var definition = TView.Definition;
        return new ViewDescriptor
        {
            Name = definition.Name,
            Label = new Label(definition.Label, definition.LabelEn),
            Module = typeof(TView).Namespace?.Split('.')[^1] ?? "",
            Clauses = [.. typeof(TView).GetCustomAttributes<ClauseAttribute>(false).SelectMany(clause => clause.Ids)],
            Type = typeof(TView),
            QueryType = typeof(TQuery),
            Query = FieldReader.Read(typeof(TQuery)),
            RowType = typeof(TRow),
            Columns = FieldReader.Read(typeof(TRow)),
            By = [.. definition.By],
            Listings = definition.Listings,
            Run = (query, records, cancel) => TView.RunAsync((TQuery)query, records, cancel),
        };
    }
}
