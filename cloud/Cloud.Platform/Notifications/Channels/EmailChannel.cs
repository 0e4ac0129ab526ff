using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Cloud.Platform.Notifications.Channels;

/// <summary>E-mail over SMTP. The message id becomes the Message-Id, so that a second attempt is recognised as the same mail.</summary>
internal sealed class EmailChannel(TimeProvider time, IOptions<NotificationOptions> options) : INotificationChannel
{
    public string Name => NotificationChannels.Email;

    public async Task<DeliveryOutcome> SendAsync(NotificationMessage message, CancellationToken cancel)
    {
        if (options.Value.Smtp is not { } server)
            return DeliveryOutcome.Refused("没有配置邮件服务器");
        if (!MailboxAddress.TryParse(message.Target, out var to))
            return DeliveryOutcome.Refused("邮箱地址不正确");
        try
        {
            using var client = new SmtpClient();
            await client.ConnectAsync(server.Host, server.Port, Security(server.Security), cancel);
            if (server.UserName is { Length: > 0 } user)
                await client.AuthenticateAsync(user, server.Password ?? "", cancel);
            using var mail = Compose(message, to, server);
            var receipt = await client.SendAsync(mail, cancel);
            await client.DisconnectAsync(true, cancel);
            return DeliveryOutcome.Delivered(receipt.Length > 200 ? receipt[..200] : receipt);
        }
        catch (SmtpCommandException refused)
        {
            var reason = $"SMTP {(int)refused.StatusCode}";
            return (int)refused.StatusCode >= 500 ? DeliveryOutcome.Refused(reason) : DeliveryOutcome.Retry(reason);
        }
        catch (AuthenticationException)
        {
            return DeliveryOutcome.Retry("邮件服务器拒绝了账号");
        }
        catch (Exception fault) when (fault is SocketException or IOException or ProtocolException or SslHandshakeException)
        {
            return DeliveryOutcome.Retry($"邮件服务器连接失败：{fault.GetType().Name}");
        }
    }

    private static SecureSocketOptions Security(string security) => security switch
    {
        "none" => SecureSocketOptions.None,
        "starttls" => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.SslOnConnect,
    };

    private MimeMessage Compose(NotificationMessage message, MailboxAddress to, SmtpOptions server)
    {
        var from = MailboxAddress.Parse(server.From);
        var mail = new MimeMessage
        {
            Subject = message.Title.ReplaceLineEndings(" "),
            Body = new TextPart("plain") { Text = message.Link is null ? message.Text : $"{message.Text}\n\n点此确认：{message.Link}" },
            MessageId = $"{Uri.EscapeDataString(message.Id)}@{from.Domain}",
            Date = time.GetUtcNow(),
        };
        mail.From.Add(from);
        mail.To.Add(to);
        return mail;
    }
}
