import fc from 'fast-check';

/** Pieces of what people and providers may write where Sluice expects a plain word. */
const PIECES = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '</details>',
  '-->',
  '<!--',
  '**bold**',
  '_under_',
  '~~gone~~',
  '`code`',
  '``',
  '```',
  '[a](https://evil.example)',
  '![a](https://evil.example/x.png)',
  '[^1]',
  '<https://evil.example>',
  'https://evil.example/path',
  'www.evil.example',
  'someone@evil.example',
  'mailto:someone@evil.example',
  '@octocat',
  '@acme/everybody',
  '#1',
  'GH-1',
  'acme/shop#1',
  '|',
  '\\',
  '\\|',
  '# Title',
  '- item',
  '1. item',
  '> quote',
  '---',
  '&lt;',
  '&#64;octocat',
  '$x$',
  '\n',
  '\r\n\r\n',
  '\t',
  '\u0000',
  '\u001b[31m',
  '\u202eesrever',
  '\u2066',
  '\u200b',
  '\ufeff',
  '\u00ad',
  '\ud83d',
  '😀',
  'é',
  'error-rate',
  ' ',
] as const;

/** Text as hostile as can be: marks, markup, mentions, controls and halves of characters in any order. */
export const outsideText: fc.Arbitrary<string> = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(...PIECES),
);

/** What no shown text may hold: it steers terminals, turns the reading direction, or hides. */
export const UNSEEN =
  /[\p{Cc}\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]|[\ud800-\udfff]/u;
