using Cloud.Platform.Approvals;
using Cloud.Platform.Registers;
using TestKit.Records;
using Xunit;

namespace TestKit.Approvals;

/// <summary>What it means to keep approval cases: the same on every store.</summary>
public abstract class ApprovalStoreContract(IStorePlace<IApprovalStore> place) : StoreContract<IApprovalStore>(place)
{
    private static readonly Signer Starter = A.Signer("张三");
    private static readonly Signer Wang = A.Signer("王工");
    private static readonly Signer Li = A.Signer("李工");

    private static ApprovalCase Begun(Signer? starter = null, int inDays = 3) =>
        A.Walk(starter ?? Starter, [Wang, Li]).Begin(A.Draft(starter ?? Starter, A.Node(inDays: inDays), A.Node("owner"))) with { Version = 1 };

    [Fact]
    public async Task a_case_is_there_as_it_was_stored_after_opening_again()
    {
        var one = Begun();
        one = one with { Trail = [.. one.Trail, new CaseStep(A.Monday, Wang.Account, Wang.Name, CaseStepKind.Copy, null, 1, ["李工"], new CaseOpinion("请阅", [new Attachment(new string('a', 64), "意见.pdf", 10)], new CaseSignature(3, "ab", "cd", null)))] };

        Assert.True(await Store.SaveAsync(one, [], Cancel));
        await ReopenAsync();
        var found = await Store.FindAsync(one.Id, Cancel);

        Assert.Equivalent(one, found, strict: true);
        Assert.Equal(one.Id, (await Store.OpenOfAsync(one.Record.Id, Cancel))?.Id);
        Assert.Equal([one.Id], (await Store.OfAsync(one.Record, Cancel)).Select(known => known.Id));
    }

    [Fact]
    public async Task of_ten_who_decide_one_version_one_is_stored()
    {
        var one = Begun();
        await Store.SaveAsync(one, [], Cancel);
        var other = await OpenAnotherAsync();

        var stored = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => (i % 2 == 0 ? Store : other).SaveAsync(one with { Version = 2 }, [], Cancel)));

        Assert.Equal(1, stored.Count(done => done));
        Assert.Equal(2, (await Store.FindAsync(one.Id, Cancel))!.Version);
    }

    [Fact]
    public async Task a_record_has_one_open_case()
    {
        var one = Begun();
        await Store.SaveAsync(one, [], Cancel);

        Assert.False(await Store.SaveAsync(Begun() with { Record = one.Record }, [], Cancel));

        var ended = A.Walk(Starter, [Wang]).MakeVoid(one) with { Version = 2 };
        Assert.True(await Store.SaveAsync(ended, [], Cancel));
        Assert.True(await Store.SaveAsync(Begun() with { Record = one.Record }, [], Cancel));
        Assert.Equal(2, (await Store.OfAsync(one.Record, Cancel)).Count);
    }

    [Fact]
    public async Task lists_follow_the_moves_of_a_case()
    {
        var one = Begun();
        await Store.SaveAsync(one, [], Cancel);
        Assert.Equal([one.Id], await IdsAsync(Wang, CaseBox.Todo));
        Assert.Equal([one.Id], await IdsAsync(Starter, CaseBox.Started));

        var signed = A.Walk(Wang, [Li]).Sign(one, true, A.Says("同意")).Case;
        signed = A.Walk(Wang, [Li]).Told(signed, [Wang]) with { Version = 2 };
        await Store.SaveAsync(signed, [], Cancel);

        Assert.Empty(await IdsAsync(Wang, CaseBox.Todo));
        Assert.Equal([one.Id], await IdsAsync(Wang, CaseBox.Done));
        Assert.Equal([one.Id], await IdsAsync(Li, CaseBox.Todo));
        Assert.Equal([one.Id], await IdsAsync(Wang, CaseBox.Copied));
        Assert.True(await Store.ConcernsAsync(one.Id, Li.Account, Cancel));
        Assert.False(await Store.ConcernsAsync(one.Id, Guid.CreateVersion7(), Cancel));
        Assert.Equal(new CaseCounts(0, 0, 0, 1), await Store.CountsAsync(Wang.Account, new DateOnly(2026, 11, 23), Cancel));
        Assert.Equal(new CaseCounts(1, 1, 0, 0), await Store.CountsAsync(Li.Account, new DateOnly(2026, 12, 23), Cancel));
        var figure = Assert.Single(await Store.FiguresAsync(A.Monday.AddDays(-1), A.Monday.AddDays(1), Cancel));
        Assert.Equal(("test-flow", "chief", 1, 0, 0), (figure.Flow, figure.Node, figure.Visits, figure.Late, figure.Returned));
    }

    [Fact]
    public async Task to_dos_come_by_their_last_day_page_by_page_and_can_be_searched()
    {
        var cases = new[] { 9, 1, 5, 7, 3 }.Select(days => Begun(inDays: days) with { Title = $"方案{days}%" }).ToList();
        foreach (var one in cases)
            await Store.SaveAsync(one, [], Cancel);
        var titles = new List<string>();

        CaseMark? mark = null;
        do
        {
            var page = await Store.ListAsync(new CaseQuery(Wang.Account, CaseBox.Todo, null, null, null, mark, 2), Cancel);
            titles.AddRange(page.Cases.Select(one => one.Title));
            mark = page.Next;
        }
        while (mark is not null);
        var found = await Store.ListAsync(new CaseQuery(Wang.Account, CaseBox.Todo, "test-flow", "5%", null, null, 10), Cancel);
        var overdue = await Store.ListAsync(new CaseQuery(Wang.Account, CaseBox.Todo, null, null, new DateOnly(2026, 11, 28), null, 10), Cancel);

        Assert.Equal(["方案1%", "方案3%", "方案5%", "方案7%", "方案9%"], titles);
        Assert.Equal(["方案5%"], found.Cases.Select(one => one.Title));
        Assert.Equal(["方案1%", "方案3%"], overdue.Cases.Select(one => one.Title));
        Assert.Empty((await Store.ListAsync(new CaseQuery(Wang.Account, CaseBox.Todo, "other", null, null, null, 10), Cancel)).Cases);
        Assert.Equal(5, (await Store.RunningAsync(null, 10, Cancel)).Count);
        Assert.Equal(2, (await Store.RunningAsync((await Store.RunningAsync(null, 3, Cancel))[^1].Id, 10, Cancel)).Count);
    }

    private async Task<IEnumerable<Guid>> IdsAsync(Signer who, CaseBox box) =>
        (await Store.ListAsync(new CaseQuery(who.Account, box, null, null, null, null, 50), Cancel)).Cases.Select(one => one.Id);
}
