using System.Text.Json.Nodes;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Permissions;
using Cloud.Platform.Registers;
using TestKit.Records;
using Xunit;

namespace TestKit.Registers;

/// <summary>What it means to keep records: the same on every store.</summary>
public abstract class RecordStoreContract(IStorePlace<IRecordStore> place) : StoreContract<IRecordStore>(place)
{
    [Fact]
    public async Task a_record_is_there_as_it_was_made_after_opening_again()
    {
        var house = await HouseAsync();
        var made = await house.AddAsync(change: draft =>
        {
            draft["grade"] = "grave";
            draft["dueOn"] = "2026-12-01";
            draft["items"] = new JsonArray(new JsonObject { ["part"] = "三层楼板", ["measured"] = 12.5 });
        });

        await ReopenAsync();
        house = await HouseAsync();
        var found = await house.Desk.FindAsync(house.Writer, house.Register, made.Envelope.Id, Cancel);

        Assert.Equal(made.Envelope, found!.Envelope);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(made.Body), JsonNode.Parse(found.Body)));
        Assert.Equal(("draft", 1L, "210112"), (found.Envelope.State, found.Envelope.Version, found.Envelope.Area.Value));
    }

    [Fact]
    public async Task of_two_editors_of_one_version_one_is_told_that_he_is_late()
    {
        var house = await HouseAsync();
        var record = await house.AddAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => house.EditAsync(record, body => body["finding"] = $"第{i}次修改")));

        Assert.Single(outcomes.OfType<RecordOutcome.Stored>());
        Assert.Equal(9, outcomes.OfType<RecordOutcome.Stale>().Count());
    }

    [Fact]
    public async Task a_transition_moves_other_records_in_its_own_commit_or_nothing_moves()
    {
        var house = await HouseAsync();
        var (first, other) = (await house.AddAsync("甲号问题"), await house.AddAsync("乙号问题"));
        JsonObject Form(string action) => new() { ["also"] = other.Envelope.Id.ToString(), ["action"] = action };

        await Assert.ThrowsAsync<Cloud.Platform.RuleBrokenException>(() => house.ActAsync(first, "supersede", Form("decide")));
        var untouched = await house.Desk.FindAsync(house.Writer, house.Register, first.Envelope.Id, Cancel);
        var done = RegisterHouse.Stored(await house.ActAsync(first, "supersede", Form("issue")));
        var moved = await house.Desk.FindAsync(house.Writer, house.Register, other.Envelope.Id, Cancel);

        Assert.Equal(("draft", "closed", "issued", 2L), (untouched!.Envelope.State, done.Envelope.State, moved!.Envelope.State, moved.Envelope.Version));
        Assert.Contains("0001", JsonNode.Parse(moved.Body)!["number"]!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("grade:eq:grave", "乙 丁")]
    [InlineData("grade:in:grave,ordinary", "甲 乙 丙 丁")]
    [InlineData("grade:ne:grave", "甲 丙")]
    [InlineData("dueOn:lt:2026-12-02", "甲")]
    [InlineData("dueOn:ge:2026-12-02", "乙 丙")]
    [InlineData("dueOn:month:2026-12", "甲 乙")]
    [InlineData("dueOn:none", "丁")]
    [InlineData("dueOn:some", "甲 乙 丙")]
    [InlineData("amount:gt:100.5", "乙 丙")]
    [InlineData("amount:le:100.5", "甲")]
    [InlineData("pieces:ge:3", "丙 丁")]
    [InlineData("stops:eq:true", "丁")]
    [InlineData("stops:eq:false", "甲 乙 丙")]
    [InlineData("finding:contains:问题%", "甲")]
    [InlineData("finding:starts:丙", "丙")]
    [InlineData("area:within:210100", "甲 乙")]
    [InlineData("area:eq:210213", "丙 丁")]
    [InlineData("state:eq:draft", "甲 乙 丙 丁")]
    [InlineData("createdOn:eq:2026-11-23", "甲 乙 丙 丁")]
    [InlineData("createdAt:ge:2026-11-23T00:00:00Z", "甲 乙 丙 丁")]
    [InlineData("createdAt:ge:2026-11-24T00:00:00Z", "")]
    public async Task a_filter_finds_what_it_says(string filter, string expected)
    {
        var house = await FourAsync();

        var found = await house.TitlesAsync(filters: filter);
        var count = await house.Desk.CountAsync(house.Writer, house.Register, new RecordSelection { Filters = [filter] }, Cancel);

        Assert.Equal(expected, string.Join(' ', found.Select(title => title[..1]).OrderBy(title => "甲乙丙丁".IndexOf(title, StringComparison.Ordinal))));
        Assert.Equal(found.Count, count);
    }

    [Theory]
    [InlineData("dueOn", "丁甲乙丙")]
    [InlineData("-dueOn", "丙乙甲丁")]
    [InlineData("amount", "丁甲乙丙")]
    [InlineData("-pieces", "丁丙乙甲")]
    [InlineData("finding", "丁丙乙甲")]
    [InlineData(null, "丁丙乙甲")]
    public async Task pages_follow_each_other_in_any_order_without_a_gap_or_a_repetition(string? sort, string expected)
    {
        var house = await FourAsync(names: ["d甲", "c乙", "b丙", "a丁"]);
        var seen = new List<string>();
        PageMark? mark = null;
        do
        {
            var (page, _) = await house.Desk.ListAsync(house.Writer, house.Register, new RecordSelection { Sort = sort }, mark, 1, Cancel);
            seen.AddRange(page!.Records.Select(record => record.Envelope.Title));
            mark = page.Next;
        }
        while (mark is not null);

        Assert.Equal(expected, string.Concat(seen.Select(title => title[^1..])));
    }

    [Fact]
    public async Task every_figure_of_a_pivot_is_the_count_of_the_list_behind_it()
    {
        var house = await FourAsync();
        foreach (Dimension[] by in (Dimension[][])
            [[new("grade")], [new("state"), new("grade")], [new("dueOn", Bucket.Month)], [new("area", Bucket.City), new("grade")], [new("pieces")], [new("createdOn", Bucket.Year)]])
        {
            var (cells, fault) = await house.Desk.PivotAsync(house.Writer, house.Register, new RecordSelection(), by, Measure.Count, null, Cancel);

            Assert.Null(fault);
            Assert.Equal(4, cells!.Sum(cell => cell.Count));
            foreach (var cell in cells!)
                Assert.Equal(cell.Count, (await house.TitlesAsync(filters: [.. by.Select((dimension, i) => RecordDesk.Drill(dimension, cell.Keys[i]))])).Count);
        }

        foreach (var (measure, expected) in ((Measure, double?[])[])[(Measure.Average, [null, 200, 200.25]), (Measure.Min, [null, 200, 100.5]), (Measure.Max, [null, 200, 300])])
        {
            var (cells, _) = await house.Desk.PivotAsync(house.Writer, house.Register, new RecordSelection(), [new Dimension("stops"), new Dimension("grade")], measure, "amount", Cancel);
            Assert.Equal([("0", "grave", expected[1]), ("0", "ordinary", expected[2]), ("1", "grave", expected[0])], cells!.Select(cell => (cell.Keys[0], cell.Keys[1], cell.Figure)));
        }

        var (pieces, _) = await house.Desk.PivotAsync(house.Writer, house.Register, new RecordSelection(), [new Dimension("pieces"), new Dimension("dueOn")], Measure.Count, null, Cancel);
        Assert.Equal(["1 2026-12-01", "2 2026-12-02", "3 2027-01-01", "4 "], pieces!.Select(cell => $"{cell.Keys[0]} {cell.Keys[1]}"));
        var (sums, _) = await house.Desk.PivotAsync(house.Writer, house.Register, new RecordSelection(), [new Dimension("grade")], Measure.Sum, "amount", Cancel);
        var (totals, _) = await house.Desk.TotalsAsync(house.Writer, house.Register, new RecordSelection(), Cancel);
        Assert.Equal([("grave", 200.0), ("ordinary", 400.5)], sums!.Select(cell => (cell.Keys[0], cell.Figure!.Value)));
        Assert.Equal((4, 600.5, 10.0), (totals!.Count, totals.Sums["amount"], totals.Sums["pieces"]));
    }

    [Fact]
    public async Task figures_follow_every_change_whoever_has_made_it_and_whoever_asks()
    {
        var house = await HouseAsync();
        var elsewhere = new RegisterHouse(await OpenAnotherAsync());
        Dimension[] by = [new("grade"), new("state")];
        async Task<(long, double?, long)> FiguresAsync(Actor who) => (
            (await house.Desk.TotalsAsync(who, house.Register, new RecordSelection(), Cancel)).Totals!.Count,
            (await house.Desk.PivotAsync(who, house.Register, new RecordSelection(), by, Measure.Sum, "amount", Cancel)).Cells!.Sum(cell => cell.Figure),
            (await house.Desk.PivotAsync(who, house.Register, new RecordSelection(), by, Measure.Max, "amount", Cancel)).Cells!.Sum(cell => cell.Count));
        var county = RegisterHouse.Person(Notice.Reader, RegisterHouse.Hunnan);
        var first = await house.AddAsync(change: draft => draft["amount"] = 10);
        Assert.Equal((1, 10, 1), await FiguresAsync(house.Writer));
        Assert.Equal((1, 10, 1), await FiguresAsync(county));

        await elsewhere.AddAsync("大连的问题", "210213", draft => draft["amount"] = 5);
        Assert.Equal((2, 15, 2), await FiguresAsync(house.Writer));
        Assert.Equal((1, 10, 1), await FiguresAsync(county));
        RegisterHouse.Stored(await house.EditAsync(first, body => body["amount"] = 20));
        Assert.Equal((2, 25, 2), await FiguresAsync(house.Writer));
        Assert.Equal((1, 20, 1), await FiguresAsync(county));
        Assert.Equal((0, 0, 0), await FiguresAsync(county with { Grants = [] }));
    }

    [Theory]
    [InlineData("钢筋", 2)]
    [InlineData("间距", 1)]
    [InlineData("钢筋 间距", 1)]
    [InlineData("筋间", 1)]
    [InlineData("间筋", 0)]
    [InlineData("楼板", 1)]
    [InlineData("板", 1)]
    [InlineData("q345", 1)]
    [InlineData("Q34", 1)]
    [InlineData("345", 0)]
    [InlineData("\"钢筋\" OR *", 0)]
    public async Task words_of_two_characters_are_found_wherever_they_stand(string words, int expected)
    {
        var house = await HouseAsync();
        await house.AddAsync("钢筋间距偏大");
        await house.AddAsync("钢筋锈蚀，Q345B 型钢", change: draft => draft["items"] = new JsonArray(new JsonObject { ["part"] = "三层楼板" }));
        await house.AddAsync("脚手架连墙件缺失");

        Assert.Equal(expected, (await house.TitlesAsync(words: words)).Count);
    }

    [Fact]
    public async Task search_forgets_what_was_changed_and_what_is_void()
    {
        var house = await HouseAsync();
        var record = RegisterHouse.Stored(await house.EditAsync(await house.AddAsync("模板支撑不稳"), body => body["finding"] = "混凝土蜂窝"));

        Assert.Empty(await house.TitlesAsync(words: "模板"));
        Assert.Single(await house.TitlesAsync(words: "蜂窝"));
        RegisterHouse.Stored(await house.Engine.VoidAsync(house.Register, record.Envelope.Id, new RecordRequest { Actor = house.Writer, Version = 2, Note = "重复登记" }, Cancel));

        Assert.Empty(await house.TitlesAsync(words: "蜂窝"));
        Assert.Empty(await house.TitlesAsync());
    }

    [Fact]
    public async Task numbers_of_a_series_have_no_gap_however_many_ask_at_once()
    {
        var house = await HouseAsync();
        var records = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => house.AddAsync($"问题{i}", change: i % 4 == 0 ? draft => draft["dueOn"] = "2020-01-01" : null)));

        var outcomes = await Task.WhenAll(records.Concat(records).Select(record => house.ActAsync(record, "issue")));

        var numbers = outcomes.OfType<RecordOutcome.Stored>().Select(stored => (string)JsonNode.Parse(stored.Record.Body)!["number"]!).Order();
        Assert.Equal(Enumerable.Range(1, 15).Select(i => $"试〔2026〕{i:0000}号"), numbers);
        Assert.Single(await house.TitlesAsync(filters: "number:eq:试〔2026〕0007号"));
    }

    [Fact]
    public async Task a_unique_key_is_taken_until_its_record_is_void()
    {
        var house = await HouseAsync();
        var first = await house.AddAsync("唯一甲");

        Assert.Equal(new RecordOutcome.Refused("同一问题已登记"), await house.CreateAsync(RegisterHouse.Draft("唯一甲")));
        RegisterHouse.Stored(await house.EditAsync(first, body => body["amount"] = 5));
        RegisterHouse.Stored(await house.Engine.VoidAsync(house.Register, first.Envelope.Id, new RecordRequest { Actor = house.Writer, Version = 2, Note = "重复" }, Cancel));

        RegisterHouse.Stored(await house.CreateAsync(RegisterHouse.Draft("唯一甲")));
    }

    [Fact]
    public async Task a_request_with_one_key_has_one_effect()
    {
        var house = await HouseAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => house.CreateAsync(RegisterHouse.Draft(), key: "k-1")));
        var other = await house.CreateAsync(RegisterHouse.Draft("另一个问题"), key: "k-1");
        var stranger = await house.CreateAsync(RegisterHouse.Draft(), RegisterHouse.Person(Notice.Writer, RegisterHouse.Liaoning), "k-1");

        Assert.Single(outcomes.Cast<RecordOutcome.Stored>().Select(stored => stored.Record.Envelope.Id).Distinct());
        Assert.Equal(7, outcomes.Cast<RecordOutcome.Stored>().Count(stored => stored.Replayed));
        Assert.IsType<RecordOutcome.KeyReused>(other);
        Assert.False(Assert.IsType<RecordOutcome.Stored>(stranger).Replayed);
    }

    [Fact]
    public async Task history_tells_every_change_with_before_and_after()
    {
        var house = await HouseAsync();
        var record = RegisterHouse.Stored(await house.EditAsync(await house.AddAsync(), body => body["amount"] = 7.5));
        RegisterHouse.Stored(await house.ActAsync(record, "issue"));

        var history = await house.Store.HistoryAsync(house.Register.Name, record.Envelope.Id, Cancel);

        Assert.Equal([("create", null, "draft"), ("edit", "draft", "draft"), ("issue", "draft", "issued")], history.Select(entry => (entry.Action, entry.From, entry.To)));
        Assert.Equal(["amount"], history[1].Changes.Select(change => change.Key));
        Assert.Equal(7.5, (double)history[1].Changes["amount"]!["to"]!);
        Assert.Null(history[1].Changes["amount"]!["from"]);
    }

    [Fact]
    public async Task an_index_more_or_less_keeps_the_records_and_fills_the_column()
    {
        var house = await FourAsync();
        var without = house.Register with { Fields = [.. house.Register.Fields.Select(field => field with { Indexed = field.Name == "pieces" })] };

        await Store.PrepareAsync([without], Cancel);
        var byPieces = await Store.ListAsync(without, new RecordQuery { Where = new Condition.Compare("pieces", Comparison.Ge, [3L]), Sort = "pieces" }, Cancel);
        await Store.PrepareAsync([house.Register], Cancel);

        Assert.Equal(2, byPieces.Records.Count);
        Assert.Equal(2, (await house.TitlesAsync(filters: "amount:gt:100.5")).Count);
    }

    /// <summary>A house over the store, its tables made.</summary>
    protected async Task<RegisterHouse> HouseAsync()
    {
        var house = new RegisterHouse(Store);
        await Store.PrepareAsync(house.Catalogue.All, Cancel);
        return house;
    }

    private async Task<RegisterHouse> FourAsync(string[]? names = null)
    {
        var house = await HouseAsync();
        names ??= ["甲问题% x", "乙 x", "丙 x", "丁 x"];
        (string Place, string Grade, string? Due, double? Amount, bool Stops)[] facts =
        [
            ("210112", "ordinary", "2026-12-01", 100.5, false), ("210102", "grave", "2026-12-02", 200, false),
            ("210213", "ordinary", "2027-01-01", 300, false), ("210213", "grave", null, null, true),
        ];
        for (var i = 0; i < facts.Length; i++)
        {
            var (at, fact) = (i, facts[i]);
            await house.AddAsync(names[i], fact.Place, draft =>
            {
                draft["grade"] = fact.Grade;
                draft["dueOn"] = fact.Due;
                draft["amount"] = fact.Amount;
                draft["pieces"] = at + 1;
                draft["stops"] = fact.Stops;
            });
        }

        return house;
    }
}
