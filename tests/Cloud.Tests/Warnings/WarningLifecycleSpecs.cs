using Cloud.Platform;
using Cloud.Telemetry.Warnings;
using static Cloud.Telemetry.Warnings.WarningActionKind;
using static Cloud.Telemetry.Warnings.WarningHandling;

namespace Cloud.Tests.Warnings;

public sealed class WarningLifecycleSpecs
{
    private static readonly DateTimeOffset Now = WarningHouse.Morning;

    // Rows: action; columns: state it is tried in. Null = refused. The condition has recovered, the worst level was 2.
    private static readonly Dictionary<WarningActionKind, WarningHandling?[]> Table = new()
    {
        //                New           Pushed        Acknowledged Assigned    Disposing   Replied     Verified    Closed        FalseAlarm
        [Acknowledge] = [Acknowledged, Acknowledged, null, null, null, null, null, null, null],
        [Assign] = [Assigned, Assigned, Assigned, Assigned, Assigned, Assigned, null, null, null],
        [WarningActionKind.Dispose] = [null, null, Disposing, Disposing, null, null, null, null, null],
        [Reply] = [null, null, Replied, Replied, Replied, null, null, null, null],
        [Verify] = [null, null, null, null, null, Verified, null, null, null],
        [Close] = [null, null, Closed, Closed, Closed, Closed, Closed, null, null],
        [WarningActionKind.FalseAlarm] = [WarningHandling.FalseAlarm, WarningHandling.FalseAlarm, WarningHandling.FalseAlarm, WarningHandling.FalseAlarm, WarningHandling.FalseAlarm, WarningHandling.FalseAlarm, WarningHandling.FalseAlarm, null, null],
        [Reopen] = [null, null, null, null, null, null, null, Acknowledged, Acknowledged],
    };

    public static TheoryData<WarningActionKind, WarningHandling, WarningHandling?> Cells()
    {
        var cells = new TheoryData<WarningActionKind, WarningHandling, WarningHandling?>();
        foreach (var (action, row) in Table)
            for (var i = 0; i < row.Length; i++)
                cells.Add(action, (WarningHandling)i, row[i]);
        return cells;
    }

    [Theory, MemberData(nameof(Cells))]
    public void each_action_leads_where_the_table_says_or_is_refused_in_chinese(WarningActionKind kind, WarningHandling from, WarningHandling? to)
    {
        var warning = A(from);
        var action = new WarningAction(kind, "王工", "说明", "李工", "已卸载");

        if (to is null)
        {
            var refusal = Assert.Throws<RuleBrokenException>(() => WarningLifecycle.Act(warning, action, Now));
            Assert.Contains(refusal.Message, c => c is >= '\u4e00' and <= '\u9fff');
            Assert.DoesNotContain(kind, WarningLifecycle.Possible(warning));
            return;
        }

        var (changed, entry) = WarningLifecycle.Act(warning, action, Now);

        Assert.Equal(to, changed.Handling);
        Assert.Equal(warning.Version + 1, changed.Version);
        Assert.Equal((from, to.Value, "王工", Now), (entry.From, entry.To, entry.Actor, entry.At));
        Assert.Contains(kind, WarningLifecycle.Possible(warning));
    }

    [Fact]
    public void an_active_condition_cannot_be_closed_but_can_be_called_false()
    {
        var active = A(Verified) with { Condition = WarningCondition.Active, RecoveredAt = null };

        Assert.Throws<RuleBrokenException>(() => WarningLifecycle.Act(active, new WarningAction(Close, "王工"), Now));
        Assert.Equal(WarningHandling.FalseAlarm, WarningLifecycle.Act(active, new WarningAction(WarningActionKind.FalseAlarm, "王工", "传感器检修"), Now).Warning.Handling);
    }

    [Theory]
    [InlineData(Acknowledged), InlineData(Assigned), InlineData(Disposing), InlineData(Replied)]
    public void what_was_ever_level_one_is_closed_only_after_verification(WarningHandling handling)
    {
        var red = A(handling) with { Level = 3, WorstLevel = 1 };

        Assert.Throws<RuleBrokenException>(() => WarningLifecycle.Act(red, new WarningAction(Close, "王工"), Now));
        Assert.Equal(Closed, WarningLifecycle.Act(red with { Handling = Verified }, new WarningAction(Close, "王工"), Now).Warning.Handling);
    }

    [Theory]
    [InlineData(Assign, null, null, null)]
    [InlineData(Reply, "好", null, " ")]
    [InlineData(WarningActionKind.FalseAlarm, " ", null, null)]
    [InlineData(Reopen, null, null, null)]
    public void what_an_action_needs_must_be_there(WarningActionKind kind, string? note, string? person, string? measures)
    {
        var warning = A(kind == Reopen ? Closed : Acknowledged);

        Assert.Throws<RuleBrokenException>(() => WarningLifecycle.Act(warning, new WarningAction(kind, "王工", note, person, measures), Now));
    }

    [Fact]
    public void a_text_beyond_the_limit_is_refused()
    {
        var action = new WarningAction(WarningActionKind.Dispose, "王工", new string('长', WarningAction.MaxText + 1));

        Assert.Throws<RuleBrokenException>(() => WarningLifecycle.Act(A(Acknowledged), action, Now));
    }

    [Fact]
    public void assigning_names_the_person_and_reopening_returns_to_them()
    {
        var assigned = WarningLifecycle.Act(A(Acknowledged), new WarningAction(Assign, "王工", null, "李工"), Now).Warning;
        var reopened = WarningLifecycle.Act(assigned with { Handling = Closed }, new WarningAction(Reopen, "王工", "复查不合格"), Now).Warning;

        Assert.Equal("李工", assigned.Assignee);
        Assert.Equal((Assigned, "李工"), (reopened.Handling, reopened.Assignee));
    }

    [Fact]
    public void every_action_has_a_word_that_leads_back_to_it() =>
        Assert.All(Enum.GetValues<WarningActionKind>(), kind => Assert.Equal(kind, WarningAction.Parse(new WarningAction(kind, "").Word)));

    private static Warning A(WarningHandling handling) =>
        WarningMerging.Open(WarningHouse.Project, WarningHouse.Raised(Now)).Warning with
        {
            Handling = handling, Condition = WarningCondition.Recovered, RecoveredAt = Now,
        };
}
