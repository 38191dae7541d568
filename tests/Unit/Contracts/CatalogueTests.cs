using System.Runtime.CompilerServices;
using Exchange.Contracts;
using Exchange.Local;
using Exchange.Messaging;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Contracts;

public sealed class CatalogueTests
{
    [Fact]
    public void It_names_every_message_once() =>
        Catalogue.Messages.Select(m => m.Message).ShouldBe(MessageSchema.Messages, ignoreOrder: true);

    [Fact]
    public void Who_says_a_message_is_the_agency_that_owns_it()
    {
        var services = new Dictionary<Agency, string>
        {
            [Agency.Court] = Catalogue.Court,
            [Agency.Procuratorate] = Catalogue.Procuratorate,
            [Agency.Police] = Catalogue.Police,
            [Agency.Credit] = Catalogue.Credit,
        };
        foreach (var message in Catalogue.Messages)
        {
            var agency = ((ExchangeEvent)RuntimeHelpers.GetUninitializedObject(message.Message)).Agency;
            message.Says.ShouldBe(services[agency], message.Message.Name);
        }
    }

    [Fact]
    public async Task Who_hears_a_message_in_it_hears_it_in_the_program()
    {
        var folder = Directory.CreateTempSubdirectory("exchange-");
        try
        {
            await using var app = LocalExchange.Build(folder.FullName, "http://127.0.0.1:0");

            var catalogued = Catalogue.Messages.SelectMany(m => m.Hears.Select(service => $"{service} hears {m.Message.FullName}"));

            app.Services.Heard().Select(s => $"{s.Service} hears {s.Message.FullName}").ShouldBe(catalogued, ignoreOrder: true);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_message_is_heard_by_somebody_or_by_nobody_for_a_reason()
    {
        foreach (var message in Catalogue.Messages)
        {
            (message.Hears.Count > 0).ShouldBe(message.WhyNobody is null, message.Message.Name);
        }
    }
}
