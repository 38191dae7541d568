using Exchange.Contracts;
using Exchange.Hosting;
using Exchange.ProcuratorateIntake;

return await ExchangeProcess.Run(
    args,
    Catalogue.Procuratorate,
    services => services.AddProcuratorateIntake(),
    app => app.MapProcuratorateIntake()
);
