namespace Exchange.Contracts.Credit;

/// <summary>How far the words of the procuratorate were heard here.</summary>
public sealed record ProcuratorateWordsHeard : WordsHeard
{
    public override Agency Agency => Agency.Credit;
}
