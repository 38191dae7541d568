using Exchange.Contracts;
using Exchange.Desks;
using Exchange.Hosting;
using Exchange.PoliceReferral;

return await ExchangeProcess.Run(
    args,
    Catalogue.Police,
    builder =>
    {
        builder.Services.AddPoliceReferral();
        builder.AddDesk(Catalogue.Police);
    },
    app =>
    {
        app.MapPoliceReferral();
        app.MapDesk();
    }
);
