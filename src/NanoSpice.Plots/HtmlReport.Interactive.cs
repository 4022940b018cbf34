using System.Globalization;
using System.Text;

namespace NanoSpice.Plots;

/// <summary>What reacts to clicks: tables that sort, figures to choose from. Without script all of it stands there whole.</summary>
public sealed partial class HtmlReport
{
    // Free of the characters that XML reserves, so that a page parses as XML too.
    private const string Script = """
        document.querySelectorAll('table.sortable').forEach(table => {
          const heads = [...table.tHead.rows[0].cells], body = table.tBodies[0];
          const key = (row, c) => { const text = row.cells[c].textContent, n = Number(text); return text === '' ? NaN : Number.isNaN(n) ? text : n; };
          const order = (a, b) => {
            const x = typeof a === 'number', y = typeof b === 'number';
            if (x ? y : false) return Number.isNaN(a) ? (Number.isNaN(b) ? 0 : 1) : Number.isNaN(b) ? -1 : a - b;
            return x ? -1 : y ? 1 : a.localeCompare(b);
          };
          const sort = c => {
            const down = heads[c].getAttribute('aria-sort') === 'ascending';
            heads.forEach(h => h.removeAttribute('aria-sort'));
            heads[c].setAttribute('aria-sort', down ? 'descending' : 'ascending');
            const rows = [...body.rows].map((row, k) => [key(row, c), k, row]);
            const missing = r => Number.isNaN(r[0]);
            rows.sort((a, b) => (missing(a) || missing(b) ? order(a[0], b[0]) : (down ? -1 : 1) * order(a[0], b[0])) || a[1] - b[1]);
            body.append(...rows.map(r => r[2]));
          };
          heads.forEach((head, c) => {
            head.tabIndex = 0;
            head.title = 'sort';
            head.addEventListener('click', () => sort(c));
            head.addEventListener('keydown', e => { if (e.key === 'Enter') sort(c); });
          });
        });
        document.querySelectorAll('div.choice').forEach(choice => {
          const figures = [...choice.querySelectorAll('figure')], label = document.createElement('label'), select = document.createElement('select');
          figures.forEach((figure, k) => select.add(new Option(figure.dataset.name, k)));
          const show = () => figures.forEach((figure, k) => { figure.hidden = k !== Number(select.value); });
          label.textContent = choice.dataset.label;
          label.append(select);
          choice.prepend(label);
          select.addEventListener('change', show);
          show();
        });
        """;

    private bool _scripted;

    /// <summary>A table that sorts by the column clicked; the first row is its head.</summary>
    /// <param name="links">for each row behind the head a file or folder beside the page that its first cell leads to, or ""; null: none</param>
    public HtmlReport SortableTable(string caption, IReadOnlyList<IReadOnlyList<string>> rows, IReadOnlyList<string>? links = null)
    {
        _scripted = true;
        bool[] words = WordColumns(rows);
        var html = new StringBuilder($"<div class=\"wide\"><table class=\"sortable\"><caption>{Escape(caption)}</caption>\n<thead>");
        Row(html, "th", rows[0], words, "");
        html.Append("</thead>\n<tbody>\n");
        for (int r = 1; r < rows.Count; r++) Row(html, "td", rows[r], words, links?[r - 1] ?? "");
        return Add(html.Append("</tbody></table></div>\n").ToString());
    }

    /// <summary>Figures of which one is shown at a time; all without script.</summary>
    /// <param name="label">what is chosen</param>
    public HtmlReport Choice(string label, IReadOnlyList<(string Name, string Svg, string Caption)> figures)
    {
        _scripted |= figures.Count > 1;
        string open = figures.Count > 1 ? $"<div class=\"choice\" data-label=\"{Escape(label)}\">\n" : "<div>\n";
        return Add($"{open}{string.Concat(figures.Select(f => $"<figure data-name=\"{Escape(f.Name)}\">{Picture(f.Svg)}<figcaption>{Escape(f.Caption)}</figcaption></figure>\n"))}</div>\n");
    }

    /// <summary>Small pictures in rows of so many.</summary>
    public HtmlReport Grid(IEnumerable<string> pictures, int columns, string caption) =>
        Add(string.Create(CultureInfo.InvariantCulture, $"<figure><div class=\"grid\" style=\"grid-template-columns:repeat({columns},minmax(0,1fr))\">") +
            $"{string.Concat(pictures.Select(Picture))}</div><figcaption>{Escape(caption)}</figcaption></figure>\n");

    private static void Row(StringBuilder html, string cell, IReadOnlyList<string> texts, bool[] words, string link)
    {
        html.Append("<tr>");
        for (int c = 0; c < texts.Count; c++)
        {
            string text = Escape(texts[c]);
            if (c == 0 && link.Length > 0) text = $"<a href=\"{Escape(link)}\">{text}</a>";
            html.Append('<').Append(cell).Append(words[c] ? " class=\"words\">" : ">").Append(text).Append("</").Append(cell).Append('>');
        }
        html.Append("</tr>\n");
    }
}
