import { planWith } from '../sample.ts';
import type { Mistake } from './mistake.ts';

function planWithGates(...gates: readonly string[]): string {
  return planWith({ gates: `gates:\n${gates.map((gate) => `  - ${gate}`).join('\n')}` });
}

export const GATE_MISTAKES: readonly Mistake[] = [
  {
    mistake: 'an unknown kind of gate',
    plan: planWithGates('▶check: { required: [build] }'),
    code: 'unknown-key',
    found: 'unknown key `check` in item 1 of `gates`',
    expected: 'did you mean `checks`?',
  },
  {
    mistake: 'two kinds in one gate',
    plan: planWithGates('▶{ checks: { required: [build] }, issues: { label: blocker } }'),
    code: 'one-of',
    found: 'item 1 of `gates` holds `checks` and `issues`',
    expected: 'and only that',
  },
  {
    mistake: 'a gate that requires nothing',
    plan: planWithGates('checks: { required: ▶[] }'),
    code: 'wrong-value',
    found: '`required` is an empty list',
    expected: '`[build, test]`',
  },
  {
    mistake: 'two gates of one name',
    plan: planWithGates('checks: { required: [build] }', '▶checks: { required: [test] }'),
    code: 'duplicate-name',
    found: 'a second gate is named `checks`, first on line 10',
    expected: 'a `name` of its own',
  },
  {
    mistake: 'a freeze without windows',
    plan: planWithGates('freeze: ▶{ timezone: UTC }'),
    code: 'missing-key',
    found: 'the freeze has no window',
    expected: 'weekly',
  },
  {
    mistake: 'a time zone that does not exist',
    plan: planWithGates("freeze: { timezone: ▶Europe/Berln, weekly: 'Fri 16:00 - Mon 08:00' }"),
    code: 'unknown-timezone',
    found: 'no time zone `Europe/Berln`',
    expected: 'did you mean `Europe/Berlin`?',
  },
  {
    mistake: 'an offset for a time zone',
    plan: planWithGates("freeze: { timezone: ▶'+02:00', weekly: 'Fri 16:00 - Mon 08:00' }"),
    code: 'unknown-timezone',
    found: 'no time zone `+02:00`',
    expected: 'an IANA name',
  },
  {
    mistake: 'a window with an hour that does not exist',
    plan: planWithGates("freeze: { timezone: UTC, weekly: ▶'Fri 16:00 - Mon 25:00' }"),
    code: 'bad-window',
    found: '`Fri 16:00 - Mon 25:00` is no window',
    expected: '`Fri 16:00 - Mon 08:00`',
  },
  {
    mistake: 'a window of no length in a list',
    plan: planWithGates(
      "freeze: { timezone: UTC, weekly: ['Sat 00:00 - Sun 24:00', ▶'Mon 08:00 - Mon 08:00'] }",
    ),
    code: 'bad-window',
    found: '`Mon 08:00 - Mon 08:00` is no window',
    expected: 'two different times',
  },
  {
    mistake: 'a day that does not exist',
    plan: planWithGates('freeze: { timezone: UTC, once: [{ from: ▶2026-02-30, to: 2026-03-02 }] }'),
    code: 'bad-window',
    found: '`2026-02-30` is no date and time',
    expected: 'a day that exists',
  },
  {
    mistake: 'a window that ends before it begins',
    plan: planWithGates('freeze: { timezone: UTC, once: [{ from: 2026-12-27, to: ▶2026-12-24 }] }'),
    code: 'bad-window',
    found: 'the window ends at `2026-12-24`',
    expected: 'a time after `2026-12-27`',
  },
  {
    mistake: 'a condition without comparison',
    plan: planWithGates("prometheus: { query: up, condition: '▶5' }"),
    code: 'condition',
    found: '`5`',
    expected: "`'< 0.01'`",
  },
  {
    mistake: 'an unknown variable in the query of a gate',
    plan: planWithGates(
      "prometheus: { query: 'sum(up{version=\"▶$version\"})', condition: '> 1' }",
    ),
    code: 'unknown-variable',
    found: '`query` holds `$version`',
    expected: 'neither version',
  },
  {
    mistake: 'a requirement without a number to look at',
    plan: planWithGates("quality: { file: lcov.info, require: ['▶>= 80%'] }"),
    code: 'condition',
    found: '`>=` makes no sense here',
    expected: 'the name of a number',
  },
  {
    mistake: 'a requirement without a value',
    plan: planWithGates("quality: { file: lcov.info, require: [lines >= 80%, 'branches >▶'] }"),
    code: 'condition',
    found: 'the sentence ends here',
    expected: 'a value',
  },
  {
    mistake: 'an unknown format of a report',
    plan: planWithGates('quality: { file: a.xml, format: ▶clover, require: [lines >= 80%] }'),
    code: 'wrong-value',
    found: '`format` is the text `clover`',
    expected: '`cobertura`',
  },
  {
    mistake: 'a status that is none',
    plan: planWithGates('http: { url: $HEALTH_URL, status: ▶20 }'),
    code: 'wrong-value',
    found: '`status` is the number 20',
    expected: 'an HTTP status',
  },
  {
    mistake: 'an address that is none',
    plan: planWithGates('http: { url: ▶shop.internal/ready }'),
    code: 'wrong-value',
    found: '`url` is',
    expected: '`http://`',
  },
  {
    mistake: 'a variable in small letters in a path',
    plan: planWithGates("checklist: { file: '▶$folder/RELEASE.md' }"),
    code: 'unknown-variable',
    found: '`file` holds `$folder`',
    expected: '`$FOLDER`',
  },
];
