using Exchange.Contracts;
using Exchange.Hosting;
using Exchange.PoliceReferral;

return await ExchangeProcess.Run(args, Catalogue.Police, services => services.AddPoliceReferral(), app => app.MapPoliceReferral());
