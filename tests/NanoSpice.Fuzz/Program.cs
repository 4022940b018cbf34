using System.Globalization;
using NanoSpice.Fuzz;

// dotnet run -c Release --project tests/NanoSpice.Fuzz -- deck|yaml|csv|export|plan|grid|sweep [count [seed [folder [first [threads]]]]]
// dotnet run -c Release --project tests/NanoSpice.Fuzz -- again SUBJECT SEED NUMBER     one of them, with what is said of it
if (args.Length == 0 || !Enum.TryParse<Subject>(args[0] == "again" ? args[1] : args[0], true, out var subject))
{
    Console.Error.WriteLine("usage: deck|yaml|csv|export|plan|grid|sweep [count [seed [folder [first [threads]]]]] | again SUBJECT SEED NUMBER");
    return 1;
}

string temporary = Path.Combine(Path.GetTempPath(), "nanospice-fuzz");
if (args[0] == "again")
{
    var (from, bytes) = new Mutator(Corpus.Of(subject), (int)Number(2, 1)).File(Number(3, 0));
    string own = Path.Combine(temporary, "again");
    Hunt.Prepare(own);
    var finding = new Trial(subject, own).Run(from, bytes);
    Console.WriteLine($"{from.Name}: {finding?.Kind ?? "as designed"}\n{finding?.Detail}");
    return finding is null ? 0 : 2;
}

string folder = args.Length > 3 ? args[3] : Path.Combine(temporary, args[0]);
return new Hunt(subject, (int)Number(2, 1), Number(4, 0), Number(1, 10_000), (int)Number(5, Environment.ProcessorCount), folder).Run() == 0 ? 0 : 2;

long Number(int at, long otherwise) => args.Length > at ? long.Parse(args[at], CultureInfo.InvariantCulture) : otherwise;
