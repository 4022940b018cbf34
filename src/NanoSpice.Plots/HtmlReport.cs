using System.Text;

namespace NanoSpice.Plots;

/// <summary>One self-contained page: text, tables with a download as CSV, figures as SVG inside. Opens offline, prints on paper, and shows all without script.</summary>
public sealed partial class HtmlReport(string title)
{
    private const string Style = """
        body{font:15px/1.5 system-ui,sans-serif;color:#222;max-width:960px;margin:2em auto;padding:0 1em}
        h1{font-size:1.5em}h3{font-size:1em;margin:1.4em 0 .3em}h2{font-size:1.15em;margin-top:2em;border-bottom:1px solid #ddd}
        table{border-collapse:collapse;margin:.8em 0;font-size:.93em}th,td{padding:.2em .7em;text-align:right;border-bottom:1px solid #eee}
        th.words,td.words{text-align:left;overflow-wrap:anywhere}th{border-bottom:1px solid #999}caption{text-align:left;color:#555;padding-bottom:.3em}
        pre{background:#f6f6f4;padding:.8em;overflow-x:auto;font-size:.87em}code{font-size:.95em}
        figure{margin:1em 0}figure svg{max-width:100%;max-height:62em;height:auto}figcaption{color:#555;font-size:.92em}
        dl.claim{display:grid;grid-template-columns:5.5em 1fr;gap:.2em .8em;border-left:3px solid #ccc;padding-left:.9em;margin:.9em 0}
        dl.claim dt{font-weight:600;color:#555}dl.claim dd{margin:0}
        a.csv{font-size:.85em}.key{font-size:1.15em}
        ul.plain{margin:.4em 0;padding-left:1.3em}.good{color:#1a7f37}.bad{color:#b30000;font-weight:600}
        div.wide{overflow-x:auto;max-height:42em;overflow-y:auto}table.sortable td{white-space:nowrap}table.sortable td.words:last-child{white-space:normal;min-width:18em}table.sortable th{cursor:pointer;user-select:none;white-space:nowrap;position:sticky;top:0;background:#fff}
        table.sortable th[aria-sort]::after{content:" \\25B2";font-size:.7em}table.sortable th[aria-sort=descending]::after{content:" \\25BC"}
        div.grid{display:grid;gap:.2em;margin:.4em 0}div.grid svg{width:100%;height:auto;display:block}div.choice select{font:inherit;margin-left:.5em;max-width:100%}
        @page{margin:14mm}
        @media print{body{max-width:none;margin:0;font-size:10.5pt}a{color:inherit;text-decoration:none}a.csv{display:none}
        h1,h2,h3,caption{break-after:avoid}figure,tr,dl.claim{break-inside:avoid}pre{white-space:pre-wrap;overflow-wrap:anywhere}
        figure svg{max-height:120mm}svg,pre{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
        """;

    private readonly StringBuilder _body = new();
    private int _figures, _tables;

    /// <summary>A heading.</summary>
    public HtmlReport Section(string heading) => Add($"<h2>{Escape(heading)}</h2>\n");

    /// <summary>A heading inside a section.</summary>
    public HtmlReport Part(string heading) => Add($"<h3>{Escape(heading)}</h3>\n");

    /// <summary>A sentence that is good news or bad news.</summary>
    public HtmlReport Verdict(bool good, string text) => Add($"<p class=\"{(good ? "good" : "bad")}\">{Escape(text)}</p>\n");

    /// <summary>One item a line.</summary>
    public HtmlReport Items(IEnumerable<string> items) => Add($"<ul class=\"plain\">{string.Concat(items.Select(i => $"<li>{Escape(i)}</li>"))}</ul>\n");

    /// <summary>Files that lie in the folder of the page.</summary>
    public HtmlReport Files(string lead, IEnumerable<string> names) =>
        Add($"<p>{Escape(lead)} {string.Join(" ", names.Select(n => $"<a href=\"{Escape(Uri.EscapeDataString(n))}\">{Escape(n)}</a>"))}</p>\n");

    /// <summary>A paragraph of plain text.</summary>
    public HtmlReport Text(string text) => Add($"<p>{Escape(text)}</p>\n");

    /// <summary>A line that stands out: the law found.</summary>
    public HtmlReport Key(string text) => Add($"<p class=\"key\"><code>{Escape(text)}</code></p>\n");

    /// <summary>Text as it stands: a card, a netlist.</summary>
    public HtmlReport Listing(string text) => Add($"<pre>{Escape(text)}</pre>\n");

    /// <summary>A figure with its words.</summary>
    /// <param name="svg">as <see cref="SvgWriter"/> writes it</param>
    public HtmlReport Figure(string svg, string caption) => Add($"<figure>{Picture(svg)}<figcaption>{Escape(caption)}</figcaption></figure>\n");

    /// <summary>What somebody says, and beside it what came out here.</summary>
    public HtmlReport Claim(string claim, string outcome) =>
        Add($"<dl class=\"claim\"><dt>The paper</dt><dd>{Escape(claim)}</dd><dt>Here</dt><dd>{Escape(outcome)}</dd></dl>\n");

    /// <summary>A table; the first row is its head. Columns of numbers stand to the right, words to the left. Offers itself as a CSV file.</summary>
    public HtmlReport Table(string caption, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        string csv = string.Join('\n', rows.Select(r => string.Join(',', r.Select(Quoted)))) + "\n";
        Add($"<table><caption>{Escape(caption)} <a class=\"csv\" download=\"table{++_tables}.csv\" href=\"data:text/csv;charset=utf-8,{Uri.EscapeDataString(csv)}\">CSV</a></caption>\n");
        bool[] words = WordColumns(rows);
        words[0] = true;
        for (int r = 0; r < rows.Count; r++) Row(_body, r == 0 ? "th" : "td", rows[r], words, "");
        return Add("</table>\n");
    }

    /// <summary>Columns that hold more than numbers.</summary>
    private static bool[] WordColumns(IReadOnlyList<IReadOnlyList<string>> rows) =>
        [.. Enumerable.Range(0, rows[0].Count).Select(c => rows.Skip(1).Any(r => c < r.Count && !IsNumber(r[c])))];

    /// <summary>The whole page.</summary>
    public override string ToString() =>
        $"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{Escape(title)}</title>\n<style>\n{Style}\n</style></head>\n<body>\n<h1>{Escape(title)}</h1>\n{_body}{(_scripted ? $"<script>\n{Script}\n</script>\n" : "")}</body></html>\n";

    /// <summary>A picture that shares its page with others.</summary>
    private string Picture(string svg)
    {
        int start = svg.IndexOf("<svg", StringComparison.Ordinal);
        // Names inside a picture hold for the whole page: without a prefix of its own each would be cut to the frame of the first.
        string own = $"f{++_figures}-";
        return svg[Math.Max(0, start)..].TrimEnd().Replace(" id=\"", $" id=\"{own}", StringComparison.Ordinal).Replace("\"url(#", $"\"url(#{own}", StringComparison.Ordinal);
    }

    private HtmlReport Add(string html)
    {
        _body.Append(html);
        return this;
    }

    /// <summary>A number, with % or not, or the lack of one.</summary>
    private static bool IsNumber(string cell) =>
        cell is "" or "-" || double.TryParse(cell.AsSpan().TrimEnd(" %"), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out _);

    private static string Quoted(string cell) => cell.AsSpan().IndexOfAny(",\"\n") >= 0 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);
}
