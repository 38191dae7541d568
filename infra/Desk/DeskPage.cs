using Microsoft.AspNetCore.Components;

namespace Exchange.Desks;

/// <summary>A page that keeps itself up to date: while it is open its doors are asked again, and it is drawn again when they say something else.</summary>
public abstract class DeskPage : ComponentBase, IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource closed = new();

    [Inject]
    public required DeskApi Doors { get; init; }

    [Inject]
    public required DeskSession Session { get; init; }

    [Inject]
    public required TimeProvider Machine { get; init; }

    protected CancellationToken Closed => closed.Token;

    protected string T(string zh, string en) => Session.Say(zh, en);

    public void Dispose()
    {
        closed.Cancel();
        closed.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Asks the doors.</summary>
    /// <returns>Whether there is something else to show than before.</returns>
    protected abstract Task<bool> Look();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }
        try
        {
            using var timer = new PeriodicTimer(Every, Machine);
            do
            {
                if (await Look())
                {
                    await InvokeAsync(StateHasChanged);
                }
            } while (await timer.WaitForNextTickAsync(closed.Token));
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
        catch (ObjectDisposedException)
        {
            // Likewise, between two looks.
        }
    }
}
