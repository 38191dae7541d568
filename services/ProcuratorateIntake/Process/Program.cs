using Exchange.Contracts;
using Exchange.Desks;
using Exchange.Hosting;
using Exchange.ProcuratorateIntake;

return await ExchangeProcess.Run(
    args,
    Catalogue.Procuratorate,
    builder =>
    {
        builder.Services.AddProcuratorateIntake();
        builder.AddDesk(Catalogue.Procuratorate);
    },
    app =>
    {
        app.MapProcuratorateIntake();
        app.MapDesk();
    }
);
