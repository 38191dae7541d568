using Exchange.Contracts;
using Exchange.CreditRepair;
using Exchange.Hosting;

return await ExchangeProcess.Run(args, Catalogue.Credit, services => services.AddCreditRepair(), app => app.MapCreditRepair());
