using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Exchange.Messaging;

internal static class MessagingMetrics
{
    public const string Name = "Exchange.Messaging";

    public static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    public static readonly Counter<long> HandlerErrors = Meter.CreateCounter<long>("exchange.messages.errors");
    public static readonly Counter<long> SentAgain = Meter.CreateCounter<long>("exchange.messages.sent_again");
    public static readonly Counter<long> Handled = Meter.CreateCounter<long>("exchange.messages.handled");
    public static readonly Counter<long> Sent = Meter.CreateCounter<long>("exchange.messages.sent");
}
