using Cloud.Platform;
using Cloud.Platform.Approvals;
using TestKit.Approvals;
using static TestKit.Approvals.A;

namespace Cloud.Tests.Approvals;

public sealed class CaseWalkSpecs
{
    private static readonly Signer Starter = Signer("张三");
    private static readonly Signer Wang = Signer("王工");
    private static readonly Signer Li = Signer("李工");
    private static readonly Signer Zhao = Signer("赵工");
    private static readonly Signer Chief = Signer("站长");

    private static ApprovalCase Begun(SignRule rule, double share = 1, params IReadOnlyList<Signer> signers) =>
        Walk(Starter, signers).Begin(Draft(Starter, Node(rule: rule, share: share), Node("owner")));

    private static ApprovalCase Agree(ApprovalCase one, Signer by, params IReadOnlyList<Signer> next) => Walk(by, next.Count > 0 ? next : [Zhao]).Sign(one, true, Says()).Case;

    [Fact]
    public void any_one_signature_passes_a_node_and_makes_the_others_needless()
    {
        var one = Begun(SignRule.Any, 1, Wang, Li);

        var signed = Agree(one, Li);

        Assert.Equal(("owner", Zhao.Account), (signed.Node!.Name, Assert.Single(signed.Slots.SelectMany(slot => slot.Tasks)).Account));
        Assert.Null(signed.TaskOf(Wang.Account));
        Assert.Equal("approve", Walk(Zhao, []).Sign(signed, true, Says()).Action);
    }

    [Fact]
    public void all_must_sign_or_the_share_of_them()
    {
        var all = Agree(Begun(SignRule.All, 1, Wang, Li, Zhao), Wang);
        Assert.Equal("chief", all.Node!.Name);
        Assert.Equal("owner", Agree(Agree(all, Li), Zhao).Node!.Name);

        var share = Agree(Begun(SignRule.All, 2.0 / 3, Wang, Li, Zhao), Wang);
        Assert.Equal("owner", Agree(share, Zhao).Node!.Name);

        var against = Walk(Wang, []).Sign(Begun(SignRule.All, 2.0 / 3, Wang, Li, Zhao), false, Says("不同意"));
        Assert.Null(against.Action);
        Assert.Equal((CaseState.Rejected, "reject"), Walk(Li, []).Sign(against.Case, false, Says("不同意")) is var end ? (end.Case.State, end.Action) : default);
    }

    [Fact]
    public void in_order_the_second_is_asked_after_the_first_has_signed()
    {
        var one = Begun(SignRule.InOrder, 1, Wang, Li);
        Assert.Null(one.TaskOf(Li.Account));
        Assert.Throws<RuleBrokenException>(() => Agree(one, Li));

        var second = Agree(one, Wang);

        Assert.NotNull(second.TaskOf(Li.Account));
        Assert.Equal("owner", Agree(second, Li).Node!.Name);
    }

    [Fact]
    public void a_case_goes_back_to_the_starter_or_to_a_node_that_it_has_passed_and_to_no_other()
    {
        var second = Agree(Begun(SignRule.Any, 1, Wang), Wang, Zhao);

        var back = Walk(Zhao, [Wang]).SendBack(second, "chief", Says("请监理复核")).Case;
        var returned = Walk(Zhao, []).Return(second, Says("补充计算书"));

        Assert.Equal((CaseState.Running, "chief", 2), (back.State, back.Node!.Name, back.Round));
        Assert.NotNull(back.TaskOf(Wang.Account));
        Assert.Equal((CaseState.Returned, "return"), (returned.Case.State, returned.Action));
        Assert.Throws<RuleBrokenException>(() => Walk(Zhao, []).SendBack(second, "owner", Says("自己")));
        Assert.Throws<RuleBrokenException>(() => Walk(Zhao, []).Return(second, Says()));
        var again = Walk(Starter, [Wang]).Resume(returned.Case);
        Assert.Equal(("chief", 2), (again.Node!.Name, again.Round));
        Assert.Equal(new DateOnly(2026, 11, 26), again.Due);
    }

    [Fact]
    public void a_delegate_advises_and_the_task_comes_back()
    {
        var asked = Walk(Wang, []).Delegate(Begun(SignRule.Any, 1, Wang), Li, Says("请看结构")).Case;
        Assert.Null(asked.TaskOf(Wang.Account));
        Assert.Throws<RuleBrokenException>(() => Walk(Li, []).Return(asked, Says("退回")));

        var advised = Walk(Li, []).Sign(asked, true, Says("结构可行")).Case;

        Assert.Equal("chief", advised.Node!.Name);
        Assert.NotNull(advised.TaskOf(Wang.Account));
        Assert.Equal(CaseStepKind.Advise, advised.Trail[^1].Kind);
        Assert.Equal("owner", Agree(advised, Wang).Node!.Name);
    }

    [Fact]
    public void who_hands_a_task_on_has_it_no_more_and_nobody_signs_his_own_request()
    {
        var handed = Walk(Wang, []).Reassign(Begun(SignRule.Any, 1, Wang), Li, Says()).Case;

        Assert.Equal((true, false), (handed.TaskOf(Li.Account) is not null, handed.TaskOf(Wang.Account) is not null));
        Assert.Throws<RuleBrokenException>(() => Walk(Li, []).Reassign(handed, Starter, Says()));
        Assert.Throws<RuleBrokenException>(() => Walk(Li, []).AddSigners(handed, [Li], Says()));
    }

    [Fact]
    public void an_added_signer_must_sign_too_until_he_is_taken_back()
    {
        var added = Walk(Wang, [Zhao]).AddSigners(Begun(SignRule.Any, 1, Wang, Li), [Chief, Zhao], Says()).Case;
        var signed = Agree(added, Chief);
        Assert.Equal("chief", signed.Node!.Name);
        Assert.Throws<RuleBrokenException>(() => Walk(Wang, []).RemoveSigner(signed, Li.Account, Says()));

        var removed = Walk(Wang, [Zhao]).RemoveSigner(signed, Zhao.Account, Says()).Case;

        Assert.Equal("owner", Agree(removed, Wang).Node!.Name);
        Assert.Equal(CaseState.Rejected, Walk(Chief, []).Sign(added, false, Says("不同意")).Case.State);
    }

    [Fact]
    public void only_the_starter_takes_back_and_asks_to_hurry_once_an_hour()
    {
        var one = Begun(SignRule.Any, 1, Wang);

        Assert.Throws<RuleBrokenException>(() => Walk(Wang, []).Withdraw(one, Says()));
        var hurried = Walk(Starter, []).Remind(one).Case;
        Assert.Throws<RuleBrokenException>(() => Walk(Starter, [], at: Monday.AddMinutes(59)).Remind(hurried));
        Assert.Equal(2, Walk(Starter, [], at: Monday.AddMinutes(61)).Remind(hurried).Case.Trail.Count(step => step.Kind == CaseStepKind.Remind));
        var back = Walk(Starter, []).Withdraw(one, Says("写错了"));
        Assert.Equal((CaseState.Withdrawn, "return"), (back.Case.State, back.Action));
        Assert.Throws<RuleBrokenException>(() => Agree(back.Case, Wang));
    }

    [Fact]
    public void a_node_that_nobody_could_sign_refuses_the_start_and_one_with_substitutes_asks_them()
    {
        Assert.Throws<RuleBrokenException>(() => Walk(Starter, []).Begin(Draft(Starter, Node())));

        var one = Walk(Starter, [], [Chief]).Begin(Draft(Starter, Node()));

        Assert.True(one.TaskOf(Chief.Account)!.Escalated);
    }

    [Theory]
    [InlineData(23, "")]
    [InlineData(25, "Soon")]
    [InlineData(26, "Soon")]
    [InlineData(27, "Overdue")]
    public void the_clock_reminds_and_asks_others_too_and_never_decides(int day, string nudges)
    {
        var today = new DateOnly(2026, 11, day);
        var at = Monday.AddDays(day - 23);
        var one = Begun(SignRule.Any, 1, Wang);

        var tick = CaseClock.Look(one, Walk(Starter, [Wang], [Chief], at), [Wang], [Chief], [], new HashSet<Guid>(), today, due => Calendar.Add(due, -1));
        var again = CaseClock.Look(tick.Case, Walk(Starter, [Wang], [Chief], at), [Wang], [Chief], [], new HashSet<Guid>(), today, due => Calendar.Add(due, -1));

        Assert.Equal(nudges, string.Join(' ', tick.Nudges));
        Assert.Empty(again.Nudges);
        Assert.Equal((CaseState.Running, "chief"), (tick.Case.State, tick.Case.Node!.Name));
        Assert.Equal(day == 27, tick.Case.TaskOf(Chief.Account) is not null);
        Assert.NotNull(tick.Case.TaskOf(Wang.Account));
    }

    [Fact]
    public void who_left_is_replaced_by_another_of_the_role_else_by_the_substitutes_else_an_administrator_is_told()
    {
        static CaseTick Look(IReadOnlyList<Signer> signers, IReadOnlyList<Signer> substitutes) => CaseClock.Look(
            Walk(Starter, [Wang]).Begin(Draft(Starter, Node(rule: SignRule.All))), Walk(Starter, signers, substitutes), signers, substitutes, [],
            new HashSet<Guid> { Wang.Account }, new DateOnly(2026, 11, 23), due => due);

        Assert.NotNull(Look([Li], [Chief]).Case.TaskOf(Li.Account));
        Assert.NotNull(Look([], [Chief]).Case.TaskOf(Chief.Account));
        Assert.Equal([CaseNudge.Stuck], Look([], []).Nudges);
        Assert.Null(Look([Li], []).Case.TaskOf(Wang.Account));
    }

    [Fact]
    public void who_left_the_office_is_not_asked_again_for_his_role_and_who_holds_it_now_is()
    {
        var holder = Wang with { InOffice = true };
        var one = Walk(Starter, [holder]).Begin(Draft(Starter, Node() with { Office = "chief" }));
        CaseTick Look(IReadOnlyList<Signer> signers) => CaseClock.Look(
            one, Walk(Starter, signers), signers, [], [Chief], new HashSet<Guid> { Wang.Account }, new DateOnly(2026, 11, 23), due => due);

        var succeeded = Look([Li with { InOffice = true }]).Case;
        Assert.Equal([CaseStepKind.Start, CaseStepKind.Leave, CaseStepKind.Succeed], succeeded.Trail.Select(step => step.Kind));
        Assert.NotNull(succeeded.TaskOf(Li.Account));
        Assert.Null(Look([Wang, Li]).Case.TaskOf(Wang.Account));
        Assert.NotNull(Look([Wang, Li]).Case.TaskOf(Li.Account));
        Assert.True(Look([Wang]).Case.TaskOf(Chief.Account)!.Steward);
    }

    [Fact]
    public void an_administrator_of_flows_only_hands_a_task_on_and_is_relieved_when_somebody_can_sign()
    {
        var gone = new HashSet<Guid> { Wang.Account };
        CaseTick Look(ApprovalCase one, int day, params IReadOnlyList<Signer> signers) =>
            CaseClock.Look(one, Walk(Starter, signers), signers, [], [Chief, Zhao], gone, new DateOnly(2026, 11, day), due => due);
        var stuck = Look(Begun(SignRule.Any, 1, Wang), 23);
        Assert.Empty(stuck.Nudges);
        Assert.Equal([CaseNudge.Stuck], Look(stuck.Case, 24).Nudges);
        Assert.Throws<RuleBrokenException>(() => Walk(Chief, []).Sign(stuck.Case, true, Says()));
        Assert.Throws<RuleBrokenException>(() => Walk(Chief, []).Delegate(stuck.Case, Li, Says()));
        Assert.Throws<RuleBrokenException>(() => Walk(Chief, []).Return(stuck.Case, Says("退回")));

        var handed = Walk(Chief, []).Reassign(stuck.Case, Li, Says()).Case;
        var joined = Look(stuck.Case, 24, Li).Case;

        foreach (var one in new[] { handed, joined })
        {
            Assert.NotNull(one.TaskOf(Li.Account));
            Assert.Null(one.TaskOf(Zhao.Account));
            Assert.Equal(CaseState.Running, one.State);
        }
    }

    [Fact]
    public void advice_of_somebody_who_left_gives_the_task_back()
    {
        var asked = Walk(Wang, []).Delegate(Begun(SignRule.Any, 1, Wang), Li, Says("请看")).Case;

        var tick = CaseClock.Look(asked, Walk(Starter, [Wang]), [Wang], [], [], new HashSet<Guid> { Li.Account }, new DateOnly(2026, 11, 23), due => due);

        Assert.NotNull(tick.Case.TaskOf(Wang.Account));
        Assert.Null(tick.Case.TaskOf(Li.Account));
    }
}
