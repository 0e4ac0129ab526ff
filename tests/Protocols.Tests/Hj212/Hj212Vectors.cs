using System.Text;
using Protocols.Hj212;

namespace Protocols.Tests.Hj212;

/// <summary>Frames of the standards' annexes and of real meters; every check sum was computed independently.</summary>
internal static class Hj212Vectors
{
    public const string Mn = "010000A8900016F000169DC0";

    /// <summary>HJ 212-2017 annex A: 101 characters, set the real-time interval.</summary>
    public const string Annex2017 =
        "##0101" +                                   // head, 101 characters of DATA
        "QN=20160801085857223;ST=32;CN=1062;PW=100000;MN=010000A8900016F000169DC0;Flag=5;" +
        "CP=&&RtdInterval=30&&" +
        "1C80\r\n";                                  // the annex's prose misprints 1C08

    /// <summary>HJ 212-2025 annex A.1: empty area, Flag 9.</summary>
    public const string Annex2025 =
        "##0087QN=20240601085857223;ST=32;CN=1011;PW=123456;MN=010000A8900016F000169DC0;Flag=9;CP=&&&&2200\r\n";

    /// <summary>A real dust meter: ST 22, MN of seven characters, noise as LA-Rtd.</summary>
    public const string FieldDust =
        "##0317QN=20191018104952418;ST=22;CN=2011;PW=123456;MN=ZX00001;Flag=5;CP=&&DataTime=20191018104900;" +
        "a34002-Rtd=30,a34002-Flag=N;a34004-Rtd=25,a34004-Flag=N;a01001-Rtd=13.5,a01001-Flag=N;a01002-Rtd=43.8,a01002-Flag=N;" +
        "a01008-Rtd=30,a01008-Flag=N;a01007-Rtd=3.5,a01007-Flag=N;a34001-Rtd=132,a34001-Flag=N;LA-Rtd=66.8,LA-Flag=N&&AF01\r\n";

    public const string DataAnswer =
        "##0087QN=20160801085857223;ST=91;CN=9014;PW=123456;MN=010000A8900016F000169DC0;Flag=4;CP=&&&&3240\r\n";

    public const string RequestAnswer =
        "##0094QN=20160801085857223;ST=91;CN=9011;PW=123456;MN=010000A8900016F000169DC0;Flag=4;CP=&&QnRtn=1&&1B00\r\n";

    public const string ExecutionResult =
        "##0095QN=20160801085857223;ST=91;CN=9012;PW=123456;MN=010000A8900016F000169DC0;Flag=4;CP=&&ExeRtn=1&&6240\r\n";

    public const string SiteDust =
        "##0373QN=20260315083000123;ST=39;CN=2011;PW=123456;MN=010000A8900016F000169DC0;Flag=5;CP=&&DataTime=20260315083000;" +
        "a34001-Rtd=186.4,a34001-Flag=N;a34002-Rtd=97.2,a34002-Flag=N;a34004-Rtd=41.5,a34004-Flag=N;a01001-Rtd=3.1,a01001-Flag=N;" +
        "a01002-Rtd=47.0,a01002-Flag=N;a01006-Rtd=101.325,a01006-Flag=N;a01007-Rtd=2.4,a01007-Flag=N;a01008-Rtd=225,a01008-Flag=N;" +
        "LA-Rtd=62.8,LA-Flag=N&&4B00\r\n";

    public const string SetTime =
        "##0125QN=20260315090500001;ST=39;CN=1012;PW=123456;MN=010000A8900016F000169DC0;Flag=5;CP=&&PolId=a34002;SystemTime=20260315090500&&74C0\r\n";

    /// <summary>As <see cref="Annex2017"/>, with CRC-16/MODBUS.</summary>
    public const string ModbusCrc =
        "##0101QN=20160801085857223;ST=32;CN=1062;PW=100000;MN=010000A8900016F000169DC0;Flag=5;CP=&&RtdInterval=30&&0759\r\n";

    public static TheoryData<string, string, string> Good => new()
    {
        { nameof(Annex2017), Annex2017, "0759" },
        { nameof(Annex2025), Annex2025, "CCF4" },
        { nameof(FieldDust), FieldDust, "2D45" },
        { nameof(DataAnswer), DataAnswer, "44BC" },
        { nameof(RequestAnswer), RequestAnswer, "896F" },
        { nameof(ExecutionResult), ExecutionResult, "47DE" },
        { nameof(SiteDust), SiteDust, "6590" },
        { nameof(SetTime), SetTime, "5488" },
    };

    public static byte[] Bytes(string frame) => Encoding.UTF8.GetBytes(frame);

    /// <summary>A frame around DATA, with the right length and check sum.</summary>
    public static string Frame(string data) =>
        $"##{Encoding.UTF8.GetByteCount(data):D4}{data}{Hj212Crc.Compute(Bytes(data)):X4}\r\n";

    /// <summary>DATA of a frame.</summary>
    public static byte[] Data(string frame) => Bytes(frame)[6..^6];

    /// <summary>A message out of a frame that must be right.</summary>
    public static Hj212Message Message(string frame, Hj212Rules? rules = null)
    {
        Hj212Scanner.Scan(Bytes(frame), rules ?? Hj212Rules.Listening, out var found);
        Hj212Decoder.TryDecode(in found, rules ?? Hj212Rules.Listening, null, out var packet, out var fault);
        Assert.Equal(Hj212Fault.None, fault);
        return packet!.Message;
    }
}
