using Exchange.Access;
using Exchange.Desks;
using MudBlazor;

namespace Exchange.CreditRepair;

/// <summary>The credit desk's pages, and a bank's own notices (信用修复工作台).</summary>
internal static class CreditDesk
{
    private static readonly string[] Readers = [Roles.CreditOfficer, Roles.Auditor];

    public static DeskPages Pages { get; } =
        new(
            typeof(CreditDesk).Assembly,
            new Text("信用修复", "Credit repair"),
            [
                new MenuItem(
                    new Text("已履行仍受惩戒", "Performed, still sanctioned"),
                    "/desk/credit/findings",
                    Icons.Material.Filled.Warning,
                    Readers
                )
                {
                    Todo = new Todo(
                        "/credit/v1/findings",
                        new Text("提请监督，或者说明理由后关闭", "Propose them to the procuratorate, or close with a reason")
                    ),
                },
                new MenuItem(new Text("信用修复", "Repairs"), "/desk/credit/repairs", Icons.Material.Filled.Healing, Readers)
                {
                    Todo = new Todo(
                        "/credit/v1/repairs?state=lifted",
                        new Text("法院已解除，确认修复并通知银行", "Lifted by the court: restore them and tell the banks")
                    ),
                },
                new MenuItem(
                    new Text("银行通知", "Notices to banks"),
                    "/desk/credit/notices",
                    Icons.Material.Filled.AccountBalance,
                    [.. Readers, Roles.Bank]
                )
                {
                    Todo = new Todo("/credit/v1/notices?state=sent", new Text("等待银行反馈", "Waiting for the bank's answer")),
                },
                new MenuItem(
                    new Text("银行订阅", "Subscriptions"),
                    "/desk/credit/subscriptions",
                    Icons.Material.Filled.NotificationsActive,
                    Readers
                ),
            ]
        );
}
