using System.Diagnostics;

namespace Exchange.Messaging;

/// <summary>
/// A loop takes months and many traces: each act begins one. All of them bear the loop's id, so that the loop is found whole.
/// </summary>
public static class LoopTrace
{
    public const string Tag = "exchange.loop";

    /// <summary>The running activity is a step of this loop.</summary>
    public static void Mark(string loop) => Mark(Activity.Current, loop);

    /// <summary>The running activity wrote a step of this loop, perhaps among many others.</summary>
    public static void Wrote(string loop, string id, string state, long revision)
    {
        if (Activity.Current is { IsAllDataRequested: true } activity)
        {
            activity.AddEvent(
                new ActivityEvent(
                    "wrote",
                    tags: new ActivityTagsCollection
                    {
                        [Tag] = loop,
                        ["exchange.id"] = id,
                        ["exchange.state"] = state,
                        ["exchange.revision"] = revision,
                    }
                )
            );
        }
    }

    internal static void Mark(Activity? activity, string loop)
    {
        if (loop.Length > 0)
        {
            activity?.SetTag(Tag, loop);
        }
    }
}
