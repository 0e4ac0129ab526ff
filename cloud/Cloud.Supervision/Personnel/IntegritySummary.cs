using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Persons;
using Cloud.Platform.Registers;
using Cloud.Platform.Views;

namespace Cloud.Supervision.Personnel;

/// <summary>The integrity of persons on a day: 100 and what is in force for and against each.</summary>
[Clause("5.2.2-6.5", "5.5.2-2.9")]
public sealed class IntegritySummary : IView<IntegritySummary.Query, IntegritySummary.Row>
{
    private const double Start = 100;

    public sealed record Query
    {
        [Label("姓名", "Name"), StringLength(40)]
        public string? Name { get; init; }

        [Label("按哪一天计算", "As of")]
        public required DateOnly On { get; init; }
    }

    public sealed record Row
    {
        [Label("人员", "Person")]
        public required PersonId Person { get; init; }

        [Label("姓名", "Name")]
        public required string Name { get; init; }

        [Label("良好行为", "Good")]
        public required int Good { get; init; }

        [Label("不良行为", "Bad")]
        public required int Bad { get; init; }

        [Label("诚信分", "Score")]
        public required double Score { get; init; }
    }

    public static ViewDefinition Definition { get; } = new ViewDefinition("integrity-summary", "人员诚信查询", "Integrity of persons", [.. Roles.Enterprises, .. Roles.Authorities])
        .Lists<Query, Row, IntegrityEvent>(nameof(Row.Good), (query, row) => ["state:in:inForce,objected", ListFilter.Is("person", row.Person), ListFilter.To("on", query.On), ListFilter.From("validUntil", query.On), ListFilter.Is("nature", IntegrityEvent.Side.Good)])
        .Lists<Query, Row, IntegrityEvent>(nameof(Row.Bad), (query, row) => ["state:in:inForce,objected", ListFilter.Is("person", row.Person), ListFilter.To("on", query.On), ListFilter.From("validUntil", query.On), ListFilter.Is("nature", IntegrityEvent.Side.Bad)]);

    public static async IAsyncEnumerable<Row> RunAsync(Query query, IRecords records, [EnumeratorCancellation] CancellationToken cancel)
    {
        var events = records.Of<IntegrityEvent>().InState(IntegrityEvent.State.InForce, IntegrityEvent.State.Objected)
            .Where(one => one.On <= query.On && one.ValidUntil >= query.On);
        if (query.Name is { Length: > 0 } name)
            events = events.Where(one => one.Name == name);
        var byPerson = new Dictionary<PersonId, Row>();
        await foreach (var entry in events.ReadAsync(cancel))
        {
            var one = entry.Record;
            var before = byPerson.GetValueOrDefault(one.Person) ?? new Row { Person = one.Person, Name = one.Name, Good = 0, Bad = 0, Score = Start };
            byPerson[one.Person] = before with
            {
                Good = before.Good + (one.Nature == IntegrityEvent.Side.Good ? 1 : 0), Bad = before.Bad + (one.Nature == IntegrityEvent.Side.Bad ? 1 : 0), Score = before.Score + one.Score,
            };
        }

        foreach (var row in byPerson.Values.OrderBy(row => row.Score))
            yield return row;
    }
}
