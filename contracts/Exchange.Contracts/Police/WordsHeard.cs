namespace Exchange.Contracts.Police;

/// <summary>How far the words of the procuratorate were heard here.</summary>
public sealed record ProcuratorateWordsHeard : WordsHeard
{
    public override Agency Agency => Agency.Police;
}

/// <summary>How far the words of the courts were heard here.</summary>
public sealed record CourtWordsHeard : WordsHeard
{
    public override Agency Agency => Agency.Police;
}
