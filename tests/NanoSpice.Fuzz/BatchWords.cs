namespace NanoSpice.Fuzz;

/// <summary>What a batch is told, and the words that are put into it.</summary>
internal static class BatchWords
{
    /// <summary>The deck that plans, grids and sweeps are of, beside the mutated file.</summary>
    public const string DeckName = "cell.cir";

    public const string Deck = "cell\n.param rc=5 x=agauss(1,0.1,1)\nV1 in 0 0\nU1 0 in e\n.model e nanostack(slit=s layers=3 ropen={x} copen=2m)\n.model s nanoslit(rc={rc} gamma=0.5 cslit=10m qmax=5m)\nN1 a 0 c s\nR1 in a 1k\n.op\n";

    public static readonly string[] Plan =
    [
        "deck: cell.cir", "deck: [cell.cir, cell.cir]", "deck: fuzz.yaml", "deck: .", "deck: /dev/null", "sweep: rc=1,2", "sweep: [rc=1:3:1, x=1,2]", "sweep: s.gamma=-0.9:0.9:0.1", "grid: grid.csv", "grid: fuzz.yaml", "mc: 10", "mc: 1e9", "mc: 10000000",
        "seed: 1", "seed: -1", "seed: 99999999999999999999", "param: rc=2", "param: [rc=2, rc=3]", "jobs: 1", "jobs: 0", "jobs: 1e9", "timeout: 1", "timeout: 1e-9", "timeout: 1e300", "output: .", "keep: none", "keep: csv,raw", "keep: raw,raw-ascii", "keep: svg",
        "resume: true", "resume:", "shard: 1/2", "shard: 0/0", "shard: 3/2", "shard: 1/1000000000", "slurm: 3", "slurm: 1e9", "- ", "[", "]", "{", "}", "&a", "*a", "<<: *a", "---", "rc=1:1e9:1", "rc=0:1:1e-9", "temp=-300:3000:100", "v1=1,2", "@r1[r]=1", "=",
    ];

    public static readonly string[] Sweep =
        ["rc=", "x=", "v1=", "temp=", "s.gamma=", "s(gamma)=", "u1.layers=", "e.layers=", "r1=", "@r1[resistance]=", "1:10:dec5", "1:10:oct3", "1:10:lin4", "0:1:1e-9", "1,2,3", ":", "::", ",", ",,", "dec", "oct", "1e9", "dec1e9", "=", ".", "(", ")", "@plan.yaml", "--", "-o", "rc=1 x=2"];

    public static readonly Seed[] Plans =
    [
        Corpus.Made("all.yaml", "deck: cell.cir\nsweep: [rc=1:3:1, s.gamma=-0.5,0.5]\nmc: 2\nseed: 3\nparam: x=2\njobs: 1\ntimeout: 5\nkeep: csv\n"),
        Corpus.Made("grid.yaml", "deck: [cell.cir]\ngrid: grid.csv\nkeep: none\nshard: 1/2\n"),
        Corpus.Made("list.yaml", "# runs\ndeck:\n  - cell.cir\nsweep:\n  - rc=1:100:dec2\n  - temp=0,27,100\nkeep: [csv, raw]\n"),
        Corpus.Made("slurm.yaml", "deck: cell.cir\nslurm: 4\nmc: 100\n"),
    ];

    public static readonly Seed[] Grids =
    [
        Corpus.Made("grid.csv", "rc[Ohm],s.gamma,temp\n1,0.5,27\n2,-0.5,50\n10,0,-20\n"),
        Corpus.Made("one.csv", "rc\n1\n2\n5\n"),
        Corpus.Made("quoted.csv", "\"rc[Ohm]\",\"v1\",x\n1k,1,1\n2meg,2,3\n"),
    ];

    public static readonly Seed[] Sweeps =
    [
        Corpus.Made("range", "rc=1:10:3"), Corpus.Made("list", "rc=1,2,5,10"), Corpus.Made("decades", "r1=1k:100k:dec3"), Corpus.Made("octaves", "rc=1:8:oct1"), Corpus.Made("model", "s.gamma=-0.9:0.9:0.3"),
        Corpus.Made("call", "s(gamma)=0,0.5"), Corpus.Made("mixed", "rc=1,2:4:1,10:100:dec1"), Corpus.Made("temperature", "temp=-55,27,125"), Corpus.Made("layers", "e.layers=1:5:1"),
    ];
}
