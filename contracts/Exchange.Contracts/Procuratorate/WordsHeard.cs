namespace Exchange.Contracts.Procuratorate;

/// <summary>How far the words of the courts were heard here.</summary>
public sealed record CourtWordsHeard : WordsHeard
{
    public override Agency Agency => Agency.Procuratorate;
}

/// <summary>How far the words of the police were heard here.</summary>
public sealed record PoliceWordsHeard : WordsHeard
{
    public override Agency Agency => Agency.Procuratorate;
}

/// <summary>How far the words of the credit-repair desk were heard here.</summary>
public sealed record CreditWordsHeard : WordsHeard
{
    public override Agency Agency => Agency.Procuratorate;
}
