namespace Exchange.Contracts.Court;

/// <summary>How far the words of the procuratorate were heard here.</summary>
public sealed record ProcuratorateWordsHeard : WordsHeard
{
    public override Agency Agency => Agency.Court;
}

/// <summary>How far the words of the police were heard here.</summary>
public sealed record PoliceWordsHeard : WordsHeard
{
    public override Agency Agency => Agency.Court;
}
