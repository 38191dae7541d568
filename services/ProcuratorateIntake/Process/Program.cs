using Exchange.Hosting;
using Exchange.ProcuratorateIntake;

var builder = ExchangeService.Create(args, "procuratorate-intake");
builder.Services.AddProcuratorateIntake();

var app = builder.Build();
app.UseExchange();
app.MapProcuratorateIntake();
app.Run();
