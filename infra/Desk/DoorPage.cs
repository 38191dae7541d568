using System.Text.Json.Nodes;

namespace Exchange.Desks;

/// <summary>A page about what one door says: asked again and again, and drawn again only when it says something else.</summary>
public abstract class DoorPage : DeskPage
{
    private (string Door, string Raw) asked;

    /// <summary>What it last said; null: nothing yet.</summary>
    protected JsonObject? Said { get; private set; }

    /// <summary>Why it says nothing now; null: it does.</summary>
    protected DeskAnswer? Problem { get; private set; }

    protected abstract string Door { get; }

    protected override async Task<bool> Look()
    {
        var door = Door;
        var answer = await Doors.Get(door, Closed);
        if ((door, answer.Raw) == asked)
        {
            return false;
        }
        asked = (door, answer.Raw);
        (Said, Problem) = (answer.IsOk ? answer.Body : Said, answer.IsOk ? null : answer);
        if (answer.IsOk)
        {
            await Heard();
        }
        return true;
    }

    /// <summary>Asks for whatever belongs to it.</summary>
    protected virtual Task Heard() => Task.CompletedTask;
}
