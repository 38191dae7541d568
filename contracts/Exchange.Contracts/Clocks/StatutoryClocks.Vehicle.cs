namespace Exchange.Contracts;

/// <content>Cars that are to be found (车辆协查): no article sets these periods, the agreements of courts and police do.</content>
public static partial class StatutoryClocks
{
    /// <summary>The police take the request and say so.</summary>
    public static readonly ClockRule VehicleReceipt = Target("车辆协查回执", 2, ClockUnit.WorkingDays);

    /// <summary>The police say of each car whether it was found.</summary>
    public static readonly ClockRule VehicleSearch = Target("车辆协查反馈", 30, ClockUnit.Days);

    /// <summary>The court collects what was impounded.</summary>
    public static readonly ClockRule VehicleCollection = Target("车辆移交", 7, ClockUnit.Days);
}
