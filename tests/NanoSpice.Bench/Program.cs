using NanoSpice.Bench;

// dotnet run -c Release --project tests/NanoSpice.Bench -- batch|ladder|circuits|lu|deck|pnp|pnp-convergence|pnp-claims|discover-laws|discover-pnp|discover-problems|discover-speed|packages [published nanospice [sizes of ladder, without the peer]]
string what = args.Length > 0 ? args[0] : "ladder";
string? program = args.Length > 1 && args[1] != "-" ? args[1] : null;
if (what == "packages") return PackageCheck.Run(Console.Out);
if (what == "discover-pnp")
{
    DiscoverPnpBench.Run();
    return 0;
}
switch (what)
{
    case "ladder":
        LadderBench.Run(Console.Out, program, args.Length > 2 ? [.. args[2..].Select(int.Parse)] : null);
        return 0;
    case "circuits":
        CircuitsBench.Run(Console.Out, args.Length > 1 ? args[1] : "tests/NanoSpice.Bench/circuits", args.Length > 2 ? args[2..] : []);
        return 0;
    case "batch" when program is not null:
        BatchBench.Run(Console.Out, program);
        return 0;
    case "lu":
        LuBench.Run(Console.Out);
        return 0;
    case "deck":
        DeckBench.Run(Console.Out, program);
        return 0;
    case "pnp":
        PnpBench.Cost(Console.Out);
        return 0;
    case "pnp-convergence":
        PnpBench.Converge(Console.Out);
        return 0;
    case "pnp-claims":
        PnpBench.Claims(Console.Out);
        return 0;
    case "discover-laws":
        DiscoverLawsBench.Run(args[1..]);
        return 0;
    case "discover-problems":
        DiscoverProblemsBench.Run(args[1..]);
        return 0;
    case "discover-speed":
        DiscoverSpeedBench.Run(Console.Out, args.Length > 1 ? double.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 3);
        return 0;
    default:
        Console.Error.WriteLine("usage: batch <published nanospice> | ladder | circuits [folder [names]] | lu | deck | pnp | pnp-convergence | pnp-claims | discover-laws | discover-problems | discover-speed | packages [path of a published nanospice, to time whole processes]");
        return 1;
}
