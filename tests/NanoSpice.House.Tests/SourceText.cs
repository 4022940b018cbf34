using System.Text;

namespace NanoSpice.House.Tests;

/// <summary>C# text with comments and literals blanked out, so that braces and words can be counted; lines stay where they are.</summary>
public sealed class SourceText
{
    private readonly string _text;
    private readonly StringBuilder _code;
    private int _at;

    private SourceText(string text)
    {
        _text = text;
        _code = new StringBuilder(text.Length);
        while (_at < text.Length) Next();
    }

    /// <summary>The text of a file, blanked.</summary>
    public static string Blank(string text) => new SourceText(text)._code.ToString();

    private char Ahead(int k) => _at + k < _text.Length ? _text[_at + k] : '\0';

    private void Next()
    {
        char c = _text[_at];
        if (c == '/' && Ahead(1) == '/') Skip(_text.IndexOf('\n', _at) is >= 0 and var end ? end : _text.Length);
        else if (c == '/' && Ahead(1) == '*') Skip(After("*/", _at + 2));
        else if (c == '\'') Skip(AfterChar());
        else if (c == '"' || c is '$' or '@' && StartsString()) SkipString();
        else
        {
            _code.Append(c);
            _at++;
        }
    }

    private bool StartsString()
    {
        int k = 0;
        while (Ahead(k) is '$' or '@') k++;
        return Ahead(k) == '"';
    }

    private void SkipString()
    {
        bool verbatim = false, interpolated = false;
        int start = _at;
        for (; _text[start] != '"'; start++)
        {
            verbatim |= _text[start] == '@';
            interpolated |= _text[start] == '$';
        }

        int quotes = 0;
        while (start + quotes < _text.Length && _text[start + quotes] == '"') quotes++;
        if (quotes >= 3) Skip(After(new string('"', quotes), start + quotes));
        else Skip(AfterString(start + 1, verbatim, interpolated));
    }

    /// <summary>Position behind the closing quote; holes of interpolated strings may hold strings themselves.</summary>
    private int AfterString(int k, bool verbatim, bool interpolated)
    {
        for (; k < _text.Length; k++)
        {
            char c = _text[k];
            if (c == '\\' && !verbatim) k++;
            else if (c == '"' && verbatim && k + 1 < _text.Length && _text[k + 1] == '"') k++;
            else if (c == '"') return k + 1;
            else if (c == '{' && interpolated && _text[k + 1] == '{') k++;
            else if (c == '{' && interpolated) k = AfterHole(k + 1) - 1;
        }

        return _text.Length;
    }

    private int AfterHole(int k)
    {
        for (int depth = 1; k < _text.Length; k++)
        {
            char c = _text[k];
            if (c == '{') depth++;
            else if (c == '}' && --depth == 0) return k + 1;
            else if (c == '"') k = AfterString(k + 1, _text[k - 1] == '@', _text[k - 1] == '$') - 1;
            else if (c == '\'') k = _text.IndexOf('\'', _text[k + 1] == '\\' ? k + 3 : k + 2);
        }

        return _text.Length;
    }

    private int AfterChar() => _text.IndexOf('\'', Ahead(1) == '\\' ? _at + 3 : _at + 2) + 1;

    private int After(string mark, int from) => _text.IndexOf(mark, from, StringComparison.Ordinal) is >= 0 and var at ? at + mark.Length : _text.Length;

    private void Skip(int to)
    {
        for (; _at < to; _at++) _code.Append(_text[_at] == '\n' ? '\n' : ' ');
    }
}
