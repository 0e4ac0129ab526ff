using System.Text.Json.Nodes;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Registers;
using TestKit.Records;
using Xunit;
using static TestKit.Registers.RegisterHouse;

namespace TestKit.Registers;

/// <summary>Who reaches which record: the conditions of the rights as each store runs them.</summary>
public abstract class RecordRightsContract(IStorePlace<IRecordStore> place) : StoreContract<IRecordStore>(place)
{
    private static readonly OrganisationId Builder = new(Guid.CreateVersion7());
    private static readonly OrganisationId Other = new(Guid.CreateVersion7());

    [Fact]
    public async Task a_grant_covers_its_area_and_what_lies_below()
    {
        var house = await HouseAsync();
        await house.AddAsync("甲问题", "210112");
        await house.AddAsync("乙问题", "210102");
        await house.AddAsync("丙问题", "210213");

        Assert.Equal(2, (await house.TitlesAsync(Person(Notice.Reader, Shenyang))).Count);
        Assert.Equal(["丙问题"], await house.TitlesAsync(Person(Notice.Reader, Dalian)));
        Assert.Equal(3, (await house.TitlesAsync(Person(Notice.Reader, Liaoning))).Count);
        Assert.Empty(await house.TitlesAsync(Person(Notice.Reader, Cloud.Platform.Areas.AreaCode.Parse("210300", null))));
    }

    [Fact]
    public async Task without_a_role_in_the_register_nothing_is_seen()
    {
        var house = await HouseAsync();
        var record = await house.AddAsync();
        var stranger = Person(Role.Administrator, Liaoning);

        Assert.Empty(await house.TitlesAsync(stranger));
        Assert.Null(await house.Desk.FindAsync(stranger, house.Register, record.Envelope.Id, Cancel));
        Assert.IsType<RecordOutcome.NotFound>(await house.EditAsync(record, body => body["amount"] = 1, stranger));
        Assert.IsType<RecordOutcome.NotFound>(await house.ActAsync(record, "issue", by: stranger));
        Assert.IsType<RecordOutcome.Forbidden>(await house.CreateAsync(Draft(), stranger));
    }

    [Fact]
    public async Task a_reader_sees_but_does_not_touch()
    {
        var house = await HouseAsync();
        var record = await house.AddAsync();
        var reader = Person(Notice.Reader, Hunnan);

        Assert.NotNull(await house.Desk.FindAsync(reader, house.Register, record.Envelope.Id, Cancel));
        Assert.IsType<RecordOutcome.Forbidden>(await house.EditAsync(record, body => body["amount"] = 1, reader));
        Assert.IsType<RecordOutcome.Forbidden>(await house.ActAsync(record, "issue", by: reader));
        Assert.IsType<RecordOutcome.Forbidden>(await house.CreateAsync(Draft(), reader));
        Assert.Equal("", await OffersAsync(house, reader, record));
        Assert.Equal("issue supersede edit void", await OffersAsync(house, house.Writer, record));
    }

    [Fact]
    public async Task titles_are_told_of_what_may_be_read_only()
    {
        var house = await HouseAsync();
        var (near, far) = (await house.AddAsync("浑南的", "210112"), await house.AddAsync("大连的", "210213"));
        Guid[] both = [near.Envelope.Id, far.Envelope.Id, near.Envelope.Id, Guid.CreateVersion7()];

        var all = await house.Desk.TitlesAsync(house.Writer, house.Register, both, Cancel);
        var some = await house.Desk.TitlesAsync(Person(Notice.Reader, Hunnan), house.Register, both, Cancel);

        Assert.Equal(["大连的", "浑南的"], all.Values.Order(StringComparer.Ordinal));
        Assert.Equal([(near.Envelope.Id, "浑南的")], some.Select(title => (title.Key, title.Value)));
        Assert.Empty(await house.Desk.TitlesAsync(house.Writer, house.Register, [], Cancel));
    }

    [Fact]
    public async Task a_record_is_opened_with_what_may_be_done_and_what_else_holds_of_it()
    {
        var house = await HouseAsync();
        var record = await house.AddAsync();

        var opened = await house.Desk.OpenAsync(house.Writer, house.Register, record.Envelope.Id, new Condition.Within(Hunnan), Cancel);
        var elsewhere = await house.Desk.OpenAsync(house.Writer, house.Register, record.Envelope.Id, new Condition.Within(Dalian), Cancel);

        Assert.Equal((record.Envelope.Id, true, false), (opened!.Record.Envelope.Id, opened.Besides, elsewhere!.Besides));
        Assert.Equal("issue supersede", string.Join(' ', opened.Offers.Actions));
        Assert.Null(await house.Desk.OpenAsync(Person(Notice.Reader, Dalian), house.Register, record.Envelope.Id, Condition.Everything, Cancel));
    }

    [Fact]
    public async Task a_right_in_some_states_ends_with_them()
    {
        var house = await HouseAsync();
        var late = Person(Notice.Late, Liaoning);
        var record = await house.AddAsync("没有问题");

        Assert.Empty(await house.TitlesAsync(late));
        var closed = Stored(await house.ActAsync(record, "issue"));

        Assert.Equal("closed", closed.Envelope.State);
        Assert.Single(await house.TitlesAsync(late));
        Assert.IsType<RecordOutcome.Forbidden>(await house.EditAsync(closed, body => body["amount"] = 1));
    }

    [Fact]
    public async Task a_party_sees_what_it_made_what_names_it_and_what_belongs_to_its_projects()
    {
        var house = await HouseAsync();
        house.Project("site-1", Hunnan, Builder);
        house.Project("site-2", Hunnan, Other);
        var builder = Person(Notice.Writer, Liaoning, Builder);
        await house.AddAsync("自己登记", by: builder);
        await house.AddAsync("写明单位", change: draft => draft["responsible"] = Builder.ToString());
        await house.AddAsync("本单位项目", change: draft => draft["project"] = "site-1");
        await house.AddAsync("其他单位项目", change: draft => draft["project"] = "site-2");
        await house.AddAsync("无关的");

        Assert.Equal(["写明单位", "本单位项目", "自己登记"], (await house.TitlesAsync(builder)).Order(StringComparer.Ordinal));
        Assert.Single(await house.TitlesAsync(builder, words: "项目"));
        foreach (Dimension[] by in (Dimension[][])[[new("grade")], [new("grade"), new("state")], [new("createdOn", Bucket.Month)]])
            Assert.Equal(3, (await house.Desk.PivotAsync(builder, house.Register, new RecordSelection(), by, Measure.Count, null, Cancel)).Cells!.Sum(cell => cell.Count));
        Assert.Equal(3, (await house.Desk.TotalsAsync(builder, house.Register, new RecordSelection(), Cancel)).Totals!.Count);
        Assert.IsType<RecordOutcome.Forbidden>(await house.CreateAsync(Draft(change: draft => draft["project"] = "site-2"), Person(Notice.Writer, Dalian, Builder)));
    }

    [Fact]
    public async Task pages_of_a_party_follow_each_other_by_whatever_way_its_records_are_its_own()
    {
        var house = await HouseAsync();
        house.Project("site-1", Hunnan, Builder, Other);
        house.Project("site-2", Dalian, Builder);
        house.Project("site-3", Hunnan, Other);
        var builder = Person(Notice.Writer, Liaoning, Builder) with { Grants = [new Grant(Notice.Writer, Liaoning, Builder), new Grant(Notice.Reader, Hunnan, Other)] };
        var expected = new List<string>();
        for (var i = 0; i < 28; i++)
            await AddAsync(i);
        var first = Enumerable.Reverse(expected).ToList();
        foreach (var filters in (string[][])[[], ["grade:eq:grave"], ["state:eq:draft", "area:within:210100"]])
        {
            var (seen, added) = (new List<string>(), 0);
            var before = await house.TitlesAsync(builder, filters: filters);
            PageMark? mark = null;
            do
            {
                var (page, _) = await house.Desk.ListAsync(builder, house.Register, new RecordSelection { Filters = filters }, mark, 3, Cancel);
                seen.AddRange(page!.Records.Select(record => record.Envelope.Title));
                mark = page.Next;
                // What is made meanwhile is newer than the first page and moves nothing.
                if (added++ < 3)
                    await AddAsync(expected.Count + 100 + added);
            }
            while (mark is not null);

            Assert.Equal(before, seen);
            if (filters.Length == 0)
                Assert.Equal(first, seen);
        }

        // By all ways at once, by each alone, and by none.
        async Task AddAsync(int i)
        {
            var ways = i % 7;
            var title = $"第{i}条";
            await house.AddAsync(
                title, ways == 4 ? "210213" : "210112",
                draft =>
                {
                    draft["grade"] = i % 3 == 0 ? "grave" : "ordinary";
                    draft["project"] = ways is 1 or 3 ? "site-1" : ways == 4 ? "site-2" : ways == 6 ? "site-3" : null;
                    draft["responsible"] = ways is 2 or 3 ? Builder.ToString() : null;
                    draft["expertise"] = ways == 5 ? Guid.CreateVersion7().ToString() : null;
                },
                ways is 0 or 3 ? builder : null);
            if (ways != 5)
                expected.Add(title);
        }
    }

    [Fact]
    public async Task a_record_cannot_be_moved_out_of_ones_scope_nor_made_outside_it()
    {
        var house = await HouseAsync();
        var county = Person(Notice.Writer, Hunnan);
        var record = await house.AddAsync(by: county);

        Assert.IsType<RecordOutcome.Forbidden>(await house.EditAsync(record, body => body["place"] = "210213", county));
        Assert.IsType<RecordOutcome.Forbidden>(await house.CreateAsync(Draft(place: "210213"), county));
        Assert.IsType<RecordOutcome.Forbidden>(await house.EditAsync(record, body => body["kept"] = "confidential", county));
    }

    [Fact]
    public async Task branch_and_secrecy_narrow_a_grant()
    {
        var house = await HouseAsync();
        var keeper = Person(Notice.Writer, Liaoning, secrecy: SecrecyLevel.Confidential);
        await house.AddAsync("质量", change: draft => draft["branch"] = "quality");
        await house.AddAsync("安全", change: draft => draft["branch"] = "safety");
        await house.AddAsync("敏感", change: draft => draft["kept"] = "sensitive", by: keeper);

        Assert.Equal(["安全"], await house.TitlesAsync(Person(Notice.Reader, Liaoning, disciplines: Disciplines.Safety)));
        Assert.Equal(["敏感", "安全", "质量"], await house.TitlesAsync(Person(Notice.Reader, Liaoning, secrecy: SecrecyLevel.Sensitive)));
        Assert.Equal(["安全", "质量"], await house.TitlesAsync(Person(Notice.Reader, Liaoning)));
    }

    [Fact]
    public async Task whoever_must_act_on_a_record_reads_it_until_it_is_done_and_nobody_else_acts()
    {
        var house = await HouseAsync();
        var expert = Person(Notice.Expert, Dalian);
        var colleague = Person(Notice.Expert, Liaoning);
        var record = Stored(await house.ActAsync(await house.AddAsync(change: draft => draft["expertise"] = expert.PersonId.ToString()), "issue"));
        var answer = new JsonObject { ["reply"] = "已整改" };

        Assert.Single(await house.TitlesAsync(expert));
        Assert.Empty(await house.TitlesAsync(colleague));
        Assert.IsType<RecordOutcome.NotFound>(await house.ActAsync(record, "answer", answer, colleague));
        Assert.IsType<RecordOutcome.Forbidden>(await house.ActAsync(record, "answer", answer));
        var answered = Stored(await house.ActAsync(record, "answer", answer, expert));
        Stored(await house.ActAsync(answered, "decide"));

        Assert.Empty(await house.TitlesAsync(expert));
    }

    [Fact]
    public async Task what_an_approval_decides_nobody_decides_by_hand()
    {
        var house = await HouseAsync();
        var expert = Person(Notice.Expert, Dalian);
        var record = Stored(await house.ActAsync(await house.AddAsync(change: draft => draft["expertise"] = expert.PersonId.ToString()), "issue"));
        record = Stored(await house.ActAsync(record, "answer", new JsonObject { ["reply"] = "已整改" }, expert));

        Assert.IsType<RecordOutcome.Forbidden>(await house.ActAsync(record, "conclude"));
        Stored(await house.ActAsync(record, "conclude", by: Actor.Platform));
    }

    [Fact]
    public async Task the_role_of_one_grant_is_never_joined_to_the_scope_of_another()
    {
        var house = await HouseAsync();
        await house.AddAsync("浑南", "210112");
        await house.AddAsync("大连", "210213");
        var mixed = house.Writer with { Grants = [new Grant(Notice.Reader, Hunnan), new Grant(Role.Auditor, Liaoning)] };

        Assert.Equal(["浑南"], await house.TitlesAsync(mixed));
    }

    /// <summary>A house over the store, its tables made.</summary>
    protected async Task<RegisterHouse> HouseAsync()
    {
        var house = new RegisterHouse(Store);
        await Store.PrepareAsync(house.Catalogue.All, Cancel);
        return house;
    }

    private static async Task<string> OffersAsync(RegisterHouse house, Actor actor, StoredRecord record)
    {
        var offers = await house.Desk.OffersAsync(actor, house.Register, record, Cancel);
        return string.Join(' ', [.. offers.Actions, .. offers.Edit ? ["edit"] : Array.Empty<string>(), .. offers.Void ? ["void"] : Array.Empty<string>()]);
    }
}
