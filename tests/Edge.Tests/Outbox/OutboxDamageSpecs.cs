using Edge.Core.Outbox;
using Telemetry.Model;
using TestKit.Outbox;

namespace Edge.Tests.Outbox;

public sealed class OutboxDamageSpecs
{
    [Fact]
    public async Task a_record_with_a_flipped_bit_is_put_aside_counted_and_named_and_the_others_pass()
    {
        await using var rig = new OutboxRig();
        for (var i = 0; i < 3; i++)
            await rig.AppendAsync(Report.Alarm(value: i));
        rig.Tamper("UPDATE alarm SET body = substr(body, 1, 4) || x'FF' || substr(body, 6) WHERE sequence = 2");

        Assert.Equal([1UL, 3], (await rig.TakeAllAsync(Lane.Alarm)).Select(r => r.Id.Sequence));
        await rig.Outbox.ReadLedgerAsync(rig.Cancel);

        Assert.Equal(1, rig.Count("corrupt"));
        Assert.Equal(new SequenceRange(2, 2), Assert.Single(rig.Outbox.Status.Lost).Range);
        Assert.Equal("corrupt", Assert.Single(await rig.EventsAsync(Lane.Alarm)).GetProperty("reason").GetString());
    }

    [Fact]
    public async Task records_that_were_swapped_are_seen()
    {
        await using var rig = new OutboxRig();
        await rig.AppendAsync(Report.Alarm(value: 1));
        await rig.AppendAsync(Report.Alarm(value: 2));
        rig.Tamper("UPDATE alarm SET body = (SELECT body FROM alarm WHERE sequence = 1) WHERE sequence = 2");

        Assert.Equal([1UL], (await rig.TakeAllAsync(Lane.Alarm)).Select(r => r.Id.Sequence));
    }

    [Fact]
    public async Task a_damaged_name_hides_only_the_records_that_use_it()
    {
        await using var rig = new OutboxRig();
        await rig.AppendAsync(Report.Alarm("crane-1"));
        await rig.AppendAsync(Report.Alarm("crane-2"));
        await rig.ReopenAsync(() => rig.Tamper("UPDATE name SET text = 'crane-9' WHERE text = 'crane-1'"));

        Assert.Equal("crane-2", Assert.Single(await rig.TakeAllAsync(Lane.Alarm)).Report.Device.Value);
    }

    [Fact]
    public async Task a_file_of_garbage_is_set_aside_and_a_new_epoch_begins()
    {
        await using var rig = new OutboxRig();
        var epoch = rig.Outbox.Epoch;
        await rig.ReopenAsync(() => File.WriteAllBytes(rig.Database, [.. Enumerable.Range(0, 9_000).Select(i => (byte)(i * 7))]));

        Assert.NotEqual(epoch, rig.Outbox.Epoch);
        Assert.Equal(1UL, await rig.AppendAsync(Report.Live()));
        Assert.Equal(1, rig.Count("replaced"));
        Assert.Single(Directory.GetFiles(rig.Options.Folder, "outbox-damaged-*.db"));
    }

    [Fact]
    public async Task what_can_still_be_read_in_a_damaged_file_is_carried_over_with_its_ledger()
    {
        await using var rig = new OutboxRig();
        for (var i = 0; i < 50; i++)
            await rig.AppendAsync(Report.Live(value: i));
        await rig.AppendAsync(Report.Alarm());
        var epoch = rig.Outbox.Epoch;
        await rig.ReopenAsync(() => rig.Tamper("DELETE FROM state"));

        Assert.NotEqual(epoch, rig.Outbox.Epoch);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (double)i), (await rig.TakeAllAsync(Lane.History)).Select(r => r.Report.Readings[0].Value));
        Assert.Single(await rig.TakeAllAsync(Lane.Alarm));
        Assert.Equal(51, Assert.Single(await rig.Outbox.ReadLedgerAsync(rig.Cancel)).Devices["crane-1"]);
    }

    [Fact]
    public async Task only_three_damaged_files_are_kept()
    {
        await using var rig = new OutboxRig();
        for (var i = 0; i < 5; i++)
        {
            rig.Time.Advance(TimeSpan.FromSeconds(1));
            await rig.ReopenAsync(() => File.WriteAllText(rig.Database, "not a database, though it is long enough to be looked at as one".PadRight(600)));
        }

        Assert.Equal(3, Directory.GetFiles(rig.Options.Folder, "outbox-damaged-*.db").Length);
    }

    [Fact]
    public async Task a_store_that_is_older_than_what_the_cloud_holds_gets_a_new_epoch_and_keeps_its_records()
    {
        await using var rig = new OutboxRig();
        await rig.AppendAsync(Report.Live(value: 1));
        await rig.AppendAsync(Report.Live(value: 2));
        var epoch = rig.Outbox.Epoch;

        await rig.Outbox.AcknowledgeAsync(epoch, SequenceRanges.Empty.Add(1, 5_000), rig.Cancel);

        Assert.NotEqual(epoch, rig.Outbox.Epoch);
        Assert.Equal([1d, 2], (await rig.TakeAllAsync(Lane.History)).Select(r => r.Report.Readings[0].Value));
        Assert.Equal(3UL, await rig.AppendAsync(Report.Live()));
    }
}
