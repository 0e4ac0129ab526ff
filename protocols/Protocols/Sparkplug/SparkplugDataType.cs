namespace Protocols.Sparkplug;

/// <summary>Data type numbers of metrics and properties (Sparkplug 3.0 §6.4.16).</summary>
public enum SparkplugDataType
{
    /// <summary>Placeholder of the standard; never legal on the wire.</summary>
    Unknown = 0,
    /// <summary>Signed 8 bit, in <c>int_value</c>.</summary>
    Int8 = 1,
    /// <summary>Signed 16 bit, in <c>int_value</c>.</summary>
    Int16 = 2,
    /// <summary>Signed 32 bit, two's complement in <c>int_value</c>.</summary>
    Int32 = 3,
    /// <summary>Signed 64 bit, two's complement in <c>long_value</c>.</summary>
    Int64 = 4,
    /// <summary>Unsigned 8 bit, in <c>int_value</c>.</summary>
    UInt8 = 5,
    /// <summary>Unsigned 16 bit, in <c>int_value</c>.</summary>
    UInt16 = 6,
    /// <summary>Unsigned 32 bit, in <c>int_value</c>.</summary>
    UInt32 = 7,
    /// <summary>Unsigned 64 bit, in <c>long_value</c>.</summary>
    UInt64 = 8,
    /// <summary>32-bit float.</summary>
    Float = 9,
    /// <summary>64-bit float.</summary>
    Double = 10,
    /// <summary>True or false.</summary>
    Boolean = 11,
    /// <summary>UTF-8 text.</summary>
    String = 12,
    /// <summary>Milliseconds since 1970-01-01 UTC, in <c>long_value</c>.</summary>
    DateTime = 13,
    /// <summary>UTF-8 text.</summary>
    Text = 14,
    /// <summary>UUID as text.</summary>
    Uuid = 15,
    /// <summary>Table of values.</summary>
    DataSet = 16,
    /// <summary>Raw bytes.</summary>
    Bytes = 17,
    /// <summary>A file's bytes.</summary>
    File = 18,
    /// <summary>Template definition or instance.</summary>
    Template = 19,
    /// <summary>Property set (properties only).</summary>
    PropertySet = 20,
    /// <summary>List of property sets (properties only).</summary>
    PropertySetList = 21,
    /// <summary>Packed signed 8 bit.</summary>
    Int8Array = 22,
    /// <summary>Packed signed 16 bit, little-endian.</summary>
    Int16Array = 23,
    /// <summary>Packed signed 32 bit, little-endian.</summary>
    Int32Array = 24,
    /// <summary>Packed signed 64 bit, little-endian.</summary>
    Int64Array = 25,
    /// <summary>Packed unsigned 8 bit.</summary>
    UInt8Array = 26,
    /// <summary>Packed unsigned 16 bit, little-endian.</summary>
    UInt16Array = 27,
    /// <summary>Packed unsigned 32 bit, little-endian.</summary>
    UInt32Array = 28,
    /// <summary>Packed unsigned 64 bit, little-endian.</summary>
    UInt64Array = 29,
    /// <summary>Packed 32-bit floats, little-endian.</summary>
    FloatArray = 30,
    /// <summary>Packed 64-bit floats, little-endian.</summary>
    DoubleArray = 31,
    /// <summary>Count (4 bytes) and packed bits.</summary>
    BooleanArray = 32,
    /// <summary>Zero-terminated UTF-8 strings.</summary>
    StringArray = 33,
    /// <summary>Packed milliseconds since 1970-01-01 UTC.</summary>
    DateTimeArray = 34,
}
