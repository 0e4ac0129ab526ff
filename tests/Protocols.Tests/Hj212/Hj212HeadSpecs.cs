using System.Buffers;
using System.Text;
using Protocols.Hj212;

namespace Protocols.Tests.Hj212;

public sealed class Hj212HeadSpecs
{
    private const string Good = "QN=20260315083000123;ST=39;CN=2011;PW=123456;MN=ZX00001;Flag=5;CP=&&DataTime=20260315083000&&";
    private static readonly Hj212Rules Strict = new();

    [Fact]
    public void every_head_field_is_read()
    {
        var data = Good.Replace("Flag=5", "Flag=11;PNUM=3;PNO=2;RF=1");

        Assert.Equal(OperationStatus.Done, Hj212HeadReader.TryRead(Encoding.ASCII.GetBytes(data), Strict, out var head));

        Assert.Equal("20260315083000123", Encoding.ASCII.GetString(head.Qn));
        Assert.Equal((39, Hj212Command.RealTime, 3, 2, true), (head.SystemCode, head.Command, head.PartCount, head.PartNumber, head.IsBackfill));
        Assert.Equal(("123456", "ZX00001"), (Encoding.ASCII.GetString(head.Password), Encoding.ASCII.GetString(head.Mn)));
        Assert.Equal((Hj212Edition.Edition2025, true, true), (head.Flag.Edition, head.Flag.HasParts, head.Flag.WantsAnswer));
        Assert.Equal("DataTime=20260315083000", Encoding.ASCII.GetString(head.Area));
    }

    [Theory]
    [InlineData(0, Hj212Edition.Edition2005, false, false)]
    [InlineData(3, Hj212Edition.Edition2005, true, true)]
    [InlineData(4, Hj212Edition.Edition2017, false, false)]
    [InlineData(5, Hj212Edition.Edition2017, false, true)]
    [InlineData(6, Hj212Edition.Edition2017, true, false)]
    [InlineData(7, Hj212Edition.Edition2017, true, true)]
    [InlineData(8, Hj212Edition.Edition2025, false, false)]
    [InlineData(9, Hj212Edition.Edition2025, false, true)]
    [InlineData(10, Hj212Edition.Edition2025, true, false)]
    [InlineData(11, Hj212Edition.Edition2025, true, true)]
    public void flag_is_edition_parts_answer(byte value, Hj212Edition edition, bool parts, bool answer)
    {
        var flag = new Hj212Flag(value);

        Assert.Equal((edition, parts, answer), (flag.Edition, flag.HasParts, flag.WantsAnswer));
        Assert.Equal(flag, Hj212Flag.Of(edition, answer, parts));
    }

    [Theory]
    [InlineData("ST=39;", "ST=39;ST=39;", Hj212Fault.DuplicateField, Hj212HeadField.St)]
    [InlineData("MN=ZX00001;", "MN=ZX00001;MN=ZX00002;", Hj212Fault.DuplicateField, Hj212HeadField.Mn)]
    [InlineData("MN=ZX00001;", "", Hj212Fault.MissingField, Hj212HeadField.Mn)]
    [InlineData("PW=123456;", "", Hj212Fault.MissingField, Hj212HeadField.Pw)]
    [InlineData("QN=20260315083000123;", "", Hj212Fault.MissingField, Hj212HeadField.Qn)]
    [InlineData("Flag=5;", "", Hj212Fault.MissingField, Hj212HeadField.Flag)]
    [InlineData("QN=20260315083000123;", "QN=20261315083000123;", Hj212Fault.BadField, Hj212HeadField.Qn)] // month 13
    [InlineData("QN=20260315083000123;", "QN=20260229083000123;", Hj212Fault.BadField, Hj212HeadField.Qn)] // no leap year
    [InlineData("QN=20260315083000123;", "QN=2026031508300012;", Hj212Fault.BadField, Hj212HeadField.Qn)]
    [InlineData("ST=39;", "ST=3x;", Hj212Fault.BadField, Hj212HeadField.St)]
    [InlineData("CN=2011;", "CN=20110;", Hj212Fault.BadField, Hj212HeadField.Cn)]
    [InlineData("PW=123456;", "PW=1234567;", Hj212Fault.BadField, Hj212HeadField.Pw)]
    [InlineData("MN=ZX00001;", "MN=0123456789012345678901234;", Hj212Fault.BadField, Hj212HeadField.Mn)] // 25 characters
    [InlineData("MN=ZX00001;", "MN=;", Hj212Fault.BadField, Hj212HeadField.Mn)]
    [InlineData("Flag=5;", "Flag=256;", Hj212Fault.BadField, Hj212HeadField.Flag)]
    [InlineData("Flag=5;", "Flag=7;", Hj212Fault.MissingField, Hj212HeadField.Pnum | Hj212HeadField.Pno)]
    [InlineData("Flag=5;", "Flag=7;PNUM=2;", Hj212Fault.BadField, Hj212HeadField.Pnum)]
    [InlineData("Flag=5;", "Flag=7;PNUM=2;PNO=3;", Hj212Fault.BadField, Hj212HeadField.Pnum | Hj212HeadField.Pno)]
    [InlineData("Flag=5;", "Flag=7;PNUM=0;PNO=0;", Hj212Fault.BadField, Hj212HeadField.Pnum)]
    [InlineData("Flag=5;", "Flag=9;RF=0;", Hj212Fault.BadField, Hj212HeadField.Rf)]
    [InlineData("Flag=5;", "Flag=5;;", Hj212Fault.EmptyField, Hj212HeadField.None)]
    [InlineData("Flag=5;", " Flag=5;", Hj212Fault.BadField, Hj212HeadField.None)]
    [InlineData("Flag=5;", "Flag5;", Hj212Fault.BadField, Hj212HeadField.None)]
    [InlineData("CP=&&", "CP=&", Hj212Fault.NoDataArea, Hj212HeadField.None)]
    [InlineData("083000&&", "083000", Hj212Fault.NoDataArea, Hj212HeadField.None)]
    [InlineData("083000&&", "083000&&;", Hj212Fault.NoDataArea, Hj212HeadField.None)]
    public void a_broken_head_has_a_typed_reason(string good, string bad, Hj212Fault fault, Hj212HeadField field)
    {
        var data = Encoding.ASCII.GetBytes(Good.Replace(good, bad, StringComparison.Ordinal));

        Assert.Equal(OperationStatus.InvalidData, Hj212HeadReader.TryRead(data, Strict, out var head));
        Assert.Equal((fault, field), (head.Fault, head.FaultField));
    }

    [Theory]
    [InlineData("Flag=5;", "Flag=7;", Hj212Tolerances.Flag7WithoutPnum)]
    [InlineData("Flag=5;", "Flag=5;;", Hj212Tolerances.TrailingSemicolon)]
    [InlineData("Flag=5;", " Flag=5 ;", Hj212Tolerances.Spaces)]
    [InlineData("Flag=5;", "Flag=5; ", Hj212Tolerances.Spaces)]
    [InlineData("083000&&", "083000&&;", Hj212Tolerances.TrailingSemicolon)]
    [InlineData("PW=123456;", "PW=1234567890;", Hj212Tolerances.LongLength)]
    [InlineData("Flag=5;", "", Hj212Tolerances.MissingHeadFlag)]
    [InlineData("QN=20260315083000123;", "", Hj212Tolerances.MissingQn)]
    public void a_tolerated_deviation_is_reported(string good, string deviation, Hj212Tolerances tolerance)
    {
        var data = Encoding.ASCII.GetBytes(Good.Replace(good, deviation, StringComparison.Ordinal));

        Assert.Equal(OperationStatus.Done, Hj212HeadReader.TryRead(data, new Hj212Rules(Tolerances: tolerance), out var head));
        Assert.Equal(tolerance, head.Tolerated);
        Assert.Equal(0, head.PartCount);
    }

    [Fact]
    public void a_2005_upload_needs_neither_qn_nor_flag()
    {
        var data = "ST=32;CN=2011;PW=123456;MN=88888880000001;CP=&&DataTime=20040516021000&&"u8;

        Assert.Equal(OperationStatus.Done, Hj212HeadReader.TryRead(data, new Hj212Rules(Hj212Edition.Edition2005), out var head));
        Assert.Equal(Hj212Tolerances.None, new Hj212Rules(Hj212Edition.Edition2005).Forbid(head.Tolerated));
        Assert.NotEqual(Hj212Tolerances.None, Strict.Forbid(head.Tolerated));
    }

    [Fact]
    public void rules_come_from_the_names_of_a_profile()
    {
        Assert.True(Hj212Rules.TryCreate(2017, Hj212ToleranceNames.All, out var all, out _));
        Assert.Equal(Hj212Tolerances.All, all.Tolerances);
        Assert.Equal(Hj212ToleranceNames.All, Hj212ToleranceNames.Of(all.Tolerances));
        Assert.False(Hj212Rules.TryCreate(2017, ["crc-modbus", "no-such"], out _, out var fault));
        Assert.Contains("no-such", fault);
        Assert.False(Hj212Rules.TryCreate(2011, null, out _, out fault));
        Assert.Contains("2011", fault);
    }

    [Theory]
    [InlineData("a34002-Rtd=1,a34002-Flag=N;LA-Rtd=2,LA-Flag=N", "0 a34002-Rtd=1|0 a34002-Flag=N|1 LA-Rtd=2|1 LA-Flag=N")]
    [InlineData("BeginTime=20260101000000,EndTime=20260102000000", "0 BeginTime=20260101000000|0 EndTime=20260102000000")]
    [InlineData("PolId=a34002,i11001-Info=//清洗;重启,完成//;X=1", "0 PolId=a34002|0 i11001-Info=//清洗;重启,完成//|1 X=1")]
    [InlineData("LA-td=60;", "0 LA-Rtd=60")]
    [InlineData("DataTime=20260315083000,a34002-Rtd=1", "0 DataTime=20260315083000|1 a34002-Rtd=1")]
    [InlineData("a=1; b=2", "0 a=1|1 b=2")]
    [InlineData("", "")]
    public void an_area_is_groups_of_fields(string area, string expected)
    {
        var reader = new Hj212FieldReader(Encoding.UTF8.GetBytes(area), Hj212Rules.Listening);
        var fields = new List<string>();
        while (reader.Read())
        {
            var name = reader.Suffix.IsEmpty ? reader.Factor.ToArray() : [.. reader.Factor, (byte)'-', .. reader.Suffix];
            fields.Add($"{reader.Group} {Encoding.UTF8.GetString(name)}={Encoding.UTF8.GetString(reader.Value)}");
        }

        Assert.Equal(Hj212Fault.None, reader.Fault);
        Assert.Equal(expected, string.Join('|', fields));
    }

    [Theory]
    [InlineData("a=1;;b=2", Hj212Fault.EmptyField, Hj212Tolerances.TrailingSemicolon)]
    [InlineData("a=1;", Hj212Fault.EmptyField, Hj212Tolerances.TrailingSemicolon)]
    [InlineData("a=1; b=2", Hj212Fault.BadField, Hj212Tolerances.Spaces)]
    [InlineData("LA-td=1", Hj212Fault.BadField, Hj212Tolerances.LaTd)]
    [InlineData("DataTime=20260315083000,a=1", Hj212Fault.BadField, Hj212Tolerances.CommaDataTime)]
    public void an_area_that_deviates_is_refused_by_the_strict_and_reported_by_the_lenient(string area, Hj212Fault fault, Hj212Tolerances tolerance)
    {
        Assert.Equal((fault, Hj212Tolerances.None), Walk(area, Strict));
        Assert.Equal((Hj212Fault.None, tolerance), Walk(area, new Hj212Rules(Tolerances: tolerance)));
    }

    [Theory]
    [InlineData("a34002")]
    [InlineData("=1")]
    [InlineData("颗粒物=1")]
    [InlineData("a234567890123456789012345678901234=1")]
    public void a_field_without_a_legal_name_is_refused_by_everyone(string area) =>
        Assert.Equal(Hj212Fault.BadField, Walk(area, Hj212Rules.Listening).Fault);

    private static (Hj212Fault Fault, Hj212Tolerances Tolerated) Walk(string area, Hj212Rules rules)
    {
        var reader = new Hj212FieldReader(Encoding.UTF8.GetBytes(area), rules);
        while (reader.Read())
        {
        }

        return (reader.Fault, reader.Tolerated);
    }
}
