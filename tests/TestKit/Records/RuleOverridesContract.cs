using Cloud.Telemetry.Warnings;
using Telemetry.Model;
using Telemetry.Model.Rules;
using Xunit;

namespace TestKit.Records;

/// <summary>What it means to keep the overrides of rules.</summary>
public abstract class RuleOverridesContract(IStorePlace<IRuleOverrides> place) : StoreContract<IRuleOverrides>(place)
{
    [Fact]
    public async Task every_override_is_kept_in_the_order_in_which_it_was_made()
    {
        var at = new DateTimeOffset(2026, 11, 23, 4, 0, 0, TimeSpan.Zero);
        List<RuleOverrideEntry> made =
        [
            new(new RuleOverride("crane-moment", null, 2, 95.5, "风大", false), false, "王工", at),
            new(new RuleOverride("crane-moment", "crane-1", 1, 105, "检修", true), false, "李工", at.AddMinutes(-1)),
            new(new RuleOverride("crane-moment", null, 2, 95.5, "", false), true, "王工", at.AddMinutes(1)),
        ];
        foreach (var entry in made)
            await Store.AddAsync(new ProjectId("site-1"), entry, Cancel);
        await Store.AddAsync(new ProjectId("site-2"), made[0], Cancel);
        await ReopenAsync();

        Assert.Equal(made, await Store.HistoryAsync(new ProjectId("site-1"), Cancel));
    }
}
