using Exchange.CreditRepair;
using Exchange.Hosting;

var builder = ExchangeService.Create(args, "credit-repair");
builder.Services.AddCreditRepair();

var app = builder.Build();
app.UseExchange();
app.MapCreditRepair();
app.Run();
