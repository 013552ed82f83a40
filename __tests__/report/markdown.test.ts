import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Marked, type Token, type Tokens } from 'marked';
import { link, plain, table } from '../../src/report/markdown.ts';

const gfm = new Marked({ gfm: true });

/** What a reader of GitHub's Markdown sees, inside one block. */
function inlineTokens(tokens: readonly Token[]): Token[] {
  return tokens.flatMap((token) => ('tokens' in token && token.tokens ? inlineTokens(token.tokens) : [token]));
}

function decoded(html: string): string {
  return html.replace(/&(#(\d+)|amp|lt|gt|quot);/g, (_whole, name: string, code: string | undefined) =>
    code ? String.fromCodePoint(Number(code)) : ({ amp: '&', lt: '<', gt: '>', quot: '"' }[name] ?? ''),
  );
}

/** What stands in the only cell of a one-row table, or in the only item of a list, as HTML. */
function cellHtml(text: string): string {
  return (
    /<td>([\s\S]*?)<\/td>/.exec(String(gfm.parse(table(['a', 'b'], [['x', text]]))).replace('<td>x</td>', ''))?.[1] ??
    'no cell'
  );
}
function itemHtml(text: string): string {
  return /^<ul>\n<li>⚠️ ?([\s\S]*)<\/li>\n<\/ul>\n$/.exec(String(gfm.parse(`- ⚠️ ${text}`)))?.[1] ?? 'no item';
}

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        '**',
        '__',
        '`',
        '```',
        '~~',
        '|',
        '\\',
        '\n',
        '\r\n',
        '# ',
        '- ',
        '1. ',
        '> ',
        '![a](b)',
        '[a](b)',
        '[a]: b',
        '<b>',
        '</td>',
        '<!--',
        '-->',
        '<https://a.b>',
        'https://evil.example',
        'http://evil.example/x',
        'www.evil.example',
        'WWW.evil.example',
        'a@b.example',
        'mailto:a@b.example',
        'xmpp:a@b.example',
        '@octocat',
        '#1',
        ':tada:',
        '$x$',
        '&lt;',
        '&#60;',
        '&amp;',
        '***',
        '---',
        '===',
        '    ',
        '\t',
        '\u202e',
        '\u200b',
        '[x]',
        '[ ]',
        '[^1]',
        'x',
        ' ',
        'ftp://evil.example',
        '\u00a0',
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
);

describe('plain', () => {
  it('is nothing but one piece of text when it stands in a table cell', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const tokens = gfm.lexer(table(['a', 'b'], [['x', plain(text)]]));
        const [only, ...more] = tokens.filter(({ type }) => type !== 'space');
        expect([text, only?.type, more.length]).toEqual([text, 'table', 0]);
        const { rows } = only as Tokens.Table;
        expect([text, rows.length, rows[0]?.length]).toEqual([text, 1, 2]);
        const kinds = inlineTokens(rows[0]?.[1]?.tokens ?? []).map(({ type }) => type);
        expect([text, kinds.filter((kind) => kind !== 'text')]).toEqual([text, []]);
        expect(cellHtml(plain(text))).not.toMatch(/</);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is nothing but one piece of text when it stands in a list item', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect([text, itemHtml(plain(text))]).toEqual([text, expect.not.stringMatching(/<|^no item$/)]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('reads as it was written when nothing of it is invisible', () => {
    const visible = fc
      .string({ unit: 'grapheme-ascii', maxLength: 60 })
      .filter((text) => !text.includes('@') && !text.includes('  '));
    fc.assert(
      fc.property(visible, (text) => {
        expect(decoded(cellHtml(plain(text)))).toBe(text.trim());
      }),
    );
  });

  it('can begin no link, mention or e-mail even for a renderer that looks for them in the finished text', () => {
    for (const text of ['alice@example.com', 'mailto:a@b.co', 'hi @octocat!', '@team/x']) {
      const seen = decoded(cellHtml(plain(text)));
      expect(seen.replaceAll('\u2060', '')).toBe(text);
      expect(seen).not.toMatch(/@[\w]/);
    }
  });

  it.each([
    ['a right-to-left override', 'abc\u202edef', 'abc▯def'],
    ['a zero-width space', 'a\u200bb', 'a▯b'],
    ['line breaks', 'a\r\n\r\nb', 'a▯b'],
    ['half a character', 'a\ud800b', 'a\ufffdb'],
  ])('shows a box when there is %s', (_name, text, shown) => {
    expect(plain(text)).toBe(shown);
  });

  it('is cut and stays well formed when it is too long', () => {
    expect(plain('🦄'.repeat(300), 4)).toBe('🦄🦄…');
    expect(plain('🦄'.repeat(300), 5).isWellFormed()).toBe(true);
    expect(plain('x'.repeat(300)).length).toBe(201);
  });
});

describe('link', () => {
  it.each([
    'javascript:alert(1)',
    'https://a.example/"><img>',
    'https://a.example/ x',
    'https://a.example/)[x](y',
    '//a.example',
  ])('is the label alone when the address is %s', (url) => {
    expect(link('label', url)).toBe('label');
  });

  it('is a link when the address is plain', () => {
    expect(gfm.parseInline(link('run', 'https://github.com/o/r/actions/runs/1'))).toBe(
      '<a href="https://github.com/o/r/actions/runs/1">run</a>',
    );
  });
});
