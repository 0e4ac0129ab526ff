using System.Runtime.CompilerServices;
using Cloud.Platform;
using Cloud.Telemetry.Warnings;
using Microsoft.Extensions.Options;
using Telemetry.Model.Faults;
using Telemetry.Model.Rules;
using static Cloud.Tests.Warnings.WarningHouse;

namespace Cloud.Tests.Warnings;

public sealed class RuleBookSpecs
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task every_threshold_of_a_project_names_where_it_comes_from()
    {
        await using var house = new WarningHouse();
        using var book = Book(house);

        var rules = await book.ListAsync(Project, Cancel);

        Assert.True(rules.Count > 30);
        Assert.All(rules, listing => Assert.All(listing.Rule!.Levels, level => Assert.False(string.IsNullOrWhiteSpace(level.Source ?? listing.Rule.Source))));
    }

    [Fact]
    public async Task an_override_holds_with_its_reason_and_is_kept_when_another_replaces_it()
    {
        await using var house = new WarningHouse();
        using var book = Book(house);

        Assert.Empty(await book.OverrideAsync(Project, new RuleOverride("crane-moment", null, 3, 85, "专项方案第5条"), "王工", Cancel));
        house.Time.Advance(TimeSpan.FromHours(1));
        Assert.Empty(await book.OverrideAsync(Project, new RuleOverride("crane-moment", null, 3, 80, "监理要求"), "李工", Cancel));
        await house.RestartAsync();
        using var reopened = Book(house);

        var listing = (await reopened.ListAsync(Project, Cancel)).Single(l => l.Original.Id == "crane-moment");
        var level = listing.Rule!.Levels.Single(l => l.Level == 3);
        Assert.Equal((80, "监理要求"), (level.Threshold, level.Source));
        Assert.Equal([("王工", 85d), ("李工", 80d)], listing.History.Select(e => (e.By, e.Override.Threshold)));
        Assert.Single(listing.InForce);
        Assert.Equal(90, (await reopened.AsOfAsync(Project, Morning.AddMinutes(-1), Cancel)).ForProject().Single(r => r.Id == "crane-moment").Levels.Single(l => l.Level == 3).Threshold);
        Assert.Equal(85, (await reopened.AsOfAsync(Project, Morning.AddMinutes(1), Cancel)).ForProject().Single(r => r.Id == "crane-moment").Levels.Single(l => l.Level == 3).Threshold);
    }

    [Theory]
    [InlineData("crane-moment", 3, 105, "越过2级")]
    [InlineData("crane-moment", 3, 100000, "超出量程")]
    [InlineData("crane-moment", 4, 85, "没有此级别")]
    [InlineData("no-such-rule", 3, 85, "没有此规则")]
    [InlineData("crane-moment", 3, 85, "")]
    public async Task an_impossible_override_is_refused_and_changes_nothing(string rule, int level, double threshold, string reason)
    {
        await using var house = new WarningHouse();
        using var book = Book(house);

        Assert.NotEmpty(await book.OverrideAsync(Project, new RuleOverride(rule, null, level, threshold, reason), "王工", Cancel));

        Assert.Empty((await book.ForAsync(Project, Cancel)).Overrides);
    }

    [Fact]
    public async Task a_devices_override_wins_over_the_projects_and_a_withdrawn_one_gives_the_packs_number_back()
    {
        await using var house = new WarningHouse();
        using var book = Book(house);
        await book.OverrideAsync(Project, new RuleOverride("crane-moment", null, 3, 85, "全项目"), "王工", Cancel);
        await book.OverrideAsync(Project, new RuleOverride("crane-moment", "crane-2", 3, 70, "老旧设备"), "王工", Cancel);

        Assert.Equal((85, 70), (await Threshold(book, "crane-1"), await Threshold(book, "crane-2")));

        await book.WithdrawAsync(Project, "crane-moment", "crane-2", 3, "设备已更换", "王工", Cancel);
        await book.WithdrawAsync(Project, "crane-moment", null, 3, "恢复默认", "王工", Cancel);
        Assert.Equal((90, 90), (await Threshold(book, "crane-1"), await Threshold(book, "crane-2")));
        await Assert.ThrowsAsync<RuleBrokenException>(() => book.WithdrawAsync(Project, "crane-moment", null, 3, "再撤", "王工", Cancel));
    }

    [Fact]
    public async Task one_projects_override_is_not_anothers()
    {
        await using var house = new WarningHouse();
        using var book = Book(house);
        await book.OverrideAsync(Project, new RuleOverride("crane-moment", null, 3, 85, "专项方案"), "王工", Cancel);

        Assert.Empty((await book.ForAsync(new("site-2"), Cancel)).Overrides);
    }

    [Fact]
    public async Task a_folder_without_packs_or_with_a_wrong_one_stops_the_start()
    {
        await using var house = new WarningHouse();
        var folder = Directory.CreateTempSubdirectory("edge-packs");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "tower-crane.json"), """{"sensorType":"tower-crane","rules":[]}""", Cancel);

        Assert.Throws<ModelException>(() => new RuleBook(house.Overrides, house.Time, Options.Create(new WarningOptions { RulePacks = folder.FullName })));
        Assert.Throws<ModelException>(() => new RuleBook(house.Overrides, house.Time, Options.Create(new WarningOptions { RulePacks = "/nowhere" })));
        folder.Delete(recursive: true);
    }

    internal static RuleBook Book(WarningHouse house) => new(house.Overrides, house.Time, Options.Create(new WarningOptions { RulePacks = Packs() }));

    internal static string Packs([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../models/rules"));

    private static async Task<double> Threshold(RuleBook book, string device) =>
        (await book.ForAsync(Project, Cancel)).For(Crane(device)).Single(r => r.Id == "crane-moment").Levels.Single(l => l.Level == 3).Threshold;
}
