using System.Reflection;
using Cloud.Platform.Registers;

namespace Cloud.Platform.Approvals;

/// <summary>All flows, found once at start by their interface and checked against their registers.</summary>
public sealed class ApprovalCatalogue
{
    private readonly Dictionary<string, FlowDescriptor> _byName;
    private readonly Dictionary<(string Register, string Action), FlowDescriptor> _byStart;

    /// <summary>From finished descriptions.</summary>
    /// <exception cref="InvalidOperationException">A flow and its register do not fit, or a register waits for a flow that is not there.</exception>
    public ApprovalCatalogue(IEnumerable<FlowDescriptor> flows, RegisterCatalogue registers)
    {
        ArgumentNullException.ThrowIfNull(registers);
        All = [.. flows.OrderBy(flow => flow.Name, StringComparer.Ordinal)];
        foreach (var flow in All)
            Check(flow, registers.Of(flow.RecordType));
        _byName = All.ToDictionary(flow => flow.Name);
        _byStart = All.ToDictionary(flow => (registers.Of(flow.RecordType).Name, flow.Actions.Start));
        foreach (var register in registers.All)
            foreach (var action in register.Actions.Where(action => action.DecidedBy is { } flow && !_byName.ContainsKey(flow)))
                throw new InvalidOperationException($"Register {register.Name}: {action.Name} waits for the flow {action.DecidedBy}, which does not exist.");
    }

    /// <summary>By name.</summary>
    public IReadOnlyList<FlowDescriptor> All { get; }

    /// <summary>Every class of these assemblies that is a flow.</summary>
    public static ApprovalCatalogue Scan(IEnumerable<Assembly> assemblies, RegisterCatalogue registers) =>
        new(assemblies.SelectMany(assembly => assembly.GetTypes()).Where(type => !type.IsAbstract && RecordOf(type) is not null).Select(Describe), registers);

    /// <summary>The flow of a name; null when there is none any more.</summary>
    public FlowDescriptor? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The flow that a transition begins; null when it begins none.</summary>
    public FlowDescriptor? StartedBy(string register, string action) => _byStart.GetValueOrDefault((register, action));

    private static Type? RecordOf(Type type) => type.GetInterfaces()
        .FirstOrDefault(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IApprovalFlow<>))?.GetGenericArguments()[0];

    private static FlowDescriptor Describe(Type type) => (FlowDescriptor)typeof(ApprovalCatalogue)
        .GetMethod(nameof(Read), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type, RecordOf(type)!).Invoke(null, null)!;

    private static FlowDescriptor Read<TFlow, TRecord>()
        where TFlow : IApprovalFlow<TRecord>
        where TRecord : class => TFlow.Definition.Build();

    private static void Check(FlowDescriptor flow, RegisterDescriptor register)
    {
        if (register.Action(flow.Actions.Start) is not { DecidedBy: null } start)
            throw new InvalidOperationException($"Flow {flow.Name}: {register.Name} has no transition {flow.Actions.Start} that a person makes.");
        foreach (var name in new[] { flow.Actions.Approve, flow.Actions.Return, flow.Actions.Reject }.OfType<string>())
            if (register.Action(name) is not { FormType: null } made || made.DecidedBy != flow.Name || !made.From.Contains(start.To))
                throw new InvalidOperationException($"Flow {flow.Name}: {register.Name} has no transition {name} without a form, decided by it, out of {start.To}.");
    }
}
