namespace Protocols.Hj212;

/// <summary>Why a frame or message was refused. Names are stable: they are counted under.</summary>
public enum Hj212Fault
{
    /// <summary>Nothing is wrong.</summary>
    None,
    /// <summary>No four digits after <c>##</c>.</summary>
    BadLength,
    /// <summary>A longer DATA announced than allowed; nothing was taken.</summary>
    LengthOverLimit,
    /// <summary>The check sum differs or is no hex number; also what a wrong length looks like.</summary>
    Crc,
    /// <summary>No <c>\r\n</c> after the check sum.</summary>
    MissingTail,
    /// <summary>A new frame begins before the announced one ended.</summary>
    Truncated,
    /// <summary>No <c>CP=&amp;&amp;…&amp;&amp;</c>.</summary>
    NoDataArea,
    /// <summary>A field appears twice.</summary>
    DuplicateField,
    /// <summary>A field that the standard demands is missing.</summary>
    MissingField,
    /// <summary>A field's text is not what the standard says (digits, length, calendar).</summary>
    BadField,
    /// <summary>An empty field (two separators in a row).</summary>
    EmptyField,
    /// <summary>A factor of a data message has no <c>-Flag</c>.</summary>
    MissingMark,
    /// <summary>A deviation that this station's profile does not tolerate.</summary>
    NotTolerated,
    /// <summary>The edition bits of Flag are not the station's.</summary>
    WrongEdition,
    /// <summary>MN is not known here (answer QnRtn 4).</summary>
    UnknownStation,
    /// <summary>PW is wrong (answer QnRtn 3).</summary>
    WrongPassword,
    /// <summary>ST is not the station's (answer QnRtn 5).</summary>
    WrongSystem,
    /// <summary>CN is not known or not meant for this side (answer QnRtn 8).</summary>
    UnknownCommand,
    /// <summary>A data message without DataTime.</summary>
    MissingDataTime,
    /// <summary>DataTime lies more than ten minutes ahead.</summary>
    FutureTime,
    /// <summary>An encrypted data area, but no key is known for the station.</summary>
    NoKey,
    /// <summary>An encrypted data area that does not decrypt to what its check sum says.</summary>
    BadCipher,
    /// <summary>A clear data area where the station must encrypt.</summary>
    NotEncrypted,
    /// <summary>Parts of one message that contradict each other.</summary>
    PartMismatch,
    /// <summary>More parts, or more waiting messages, than are kept.</summary>
    PartLimit,
    /// <summary>The rest of the parts did not come within 60 s.</summary>
    PartTimeout,
    /// <summary>A message too long to be written in the packets that the edition allows.</summary>
    TooLong,
    /// <summary>An answer to nothing that was sent.</summary>
    UnexpectedAnswer,
}
