using Exchange.Contracts;
using Exchange.CreditRepair;
using Exchange.Desks;
using Exchange.Hosting;

return await ExchangeProcess.Run(
    args,
    Catalogue.Credit,
    builder =>
    {
        builder.Services.AddCreditRepair();
        builder.AddDesk(Catalogue.Credit);
    },
    app =>
    {
        app.MapCreditRepair();
        app.MapDesk();
    }
);
