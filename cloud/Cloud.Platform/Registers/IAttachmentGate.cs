using Cloud.Platform.Identity;

namespace Cloud.Platform.Registers;

/// <summary>Says whether somebody may refer to a file: it has arrived, and he has brought it or may read it elsewhere.</summary>
public interface IAttachmentGate
{
    /// <summary>What is wrong; null when nothing is.</summary>
    ValueTask<string?> FaultAsync(Actor actor, Attachment file, CancellationToken cancel);
}
