namespace Exchange.SampleData;

/// <summary>Chance that repeats itself: the same keys roll the same numbers on every machine and runtime (SplitMix64).</summary>
internal sealed class Dice
{
    private ulong state;

    public Dice(params ReadOnlySpan<long> keys)
    {
        foreach (var key in keys)
        {
            state ^= (ulong)key;
            state = Next();
        }
    }

    /// <summary>0 to one less than the sides.</summary>
    public int Roll(int sides) => (int)(Next() % (ulong)sides);

    /// <summary>Both ends included.</summary>
    public int Between(int least, int most) => least + Roll(most - least + 1);

    public bool Chance(int percent) => Roll(100) < percent;

    public T Pick<T>(IReadOnlyList<T> items) => items[Roll(items.Count)];

    public void Shuffle<T>(Span<T> items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = Roll(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    private ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = (state ^ state >> 30) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB;
        return mixed ^ mixed >> 31;
    }
}
