namespace Telemetry.Model.Faults;

/// <summary>Collects faults of one file, so that a check never stops at the first.</summary>
internal sealed class FaultList(string file)
{
    private readonly List<ModelFault> _faults = [];

    public IReadOnlyList<ModelFault> All => _faults;

    public void Add(string path, string reason) => _faults.Add(new ModelFault(file, path, reason));

    public void AddIf(bool wrong, string path, string reason)
    {
        if (wrong)
            Add(path, reason);
    }
}
