import { nearest } from '../../nearest.ts';
import type { Notes } from '../../notes.ts';
import type { FreezeGate, OnceWindow, WeeklyWindow } from '../../plan.ts';
import type { Path } from '../../source/path.ts';
import { quote } from '../../wording.ts';
import { parseLocalTime, parseOnce, parseWeekly } from '../../windows.ts';
import { checkAddress } from '../variables.ts';
import type { GateAround, GateDraft } from './draft.ts';

type FreezeDraft = NonNullable<GateDraft['freeze']>;

export function resolveFreeze(
  draft: FreezeDraft,
  { basics, path, notes }: GateAround,
): FreezeGate | undefined {
  const { timezone, weekly, once, calendar, 'except-label': exceptLabel } = draft;
  const isEmpty = ['weekly', 'once', 'calendar'].every(
    (key) => notes.source.at([...path, key]) === undefined,
  );
  if (isEmpty) {
    notes.error(
      path,
      'missing-key',
      'the freeze has no window',
      "add `weekly: 'Fri 16:00 - Mon 08:00'`, a list `once`, or `calendar: ops/freeze.ics`",
    );
  }
  if (calendar !== undefined) checkAddress(calendar, [...path, 'calendar'], notes);
  if (timezone === undefined || !checkTimezone(timezone, [...path, 'timezone'], notes))
    return undefined;
  return {
    kind: 'freeze',
    ...basics,
    timezone,
    weekly: resolveWeekly(weekly, [...path, 'weekly'], notes),
    once: resolveOnce(once, [...path, 'once'], notes),
    ...(calendar !== undefined && { calendar }),
    ...(exceptLabel !== undefined && { exceptLabel }),
  };
}

function resolveWeekly(
  written: readonly string[] | undefined,
  path: Path,
  notes: Notes,
): readonly WeeklyWindow[] {
  return (written ?? []).flatMap((text, index) => {
    const window = parseWeekly(text);
    if (window !== undefined) return [window];
    const isList = Array.isArray(notes.source.at(path));
    notes.error(
      isList ? [...path, index] : path,
      'bad-window',
      `${quote(text)} is no window of the week`,
      'write two different times of the week, such as `Fri 16:00 - Mon 08:00`',
    );
    return [];
  });
}

function resolveOnce(drafts: FreezeDraft['once'], path: Path, notes: Notes): readonly OnceWindow[] {
  return (drafts ?? []).flatMap((draft, index) => {
    if (draft?.from === undefined || draft.to === undefined) return [];
    const window = parseOnce(draft.from, draft.to);
    if (window === undefined) explainOnce(draft.from, draft.to, [...path, index], notes);
    return window ?? [];
  });
}

function explainOnce(from: string, to: string, path: Path, notes: Notes): void {
  const wrong = Object.entries({ from, to }).filter(
    ([, text]) => parseLocalTime(text) === undefined,
  );
  for (const [key, text] of wrong) {
    notes.error(
      [...path, key],
      'bad-window',
      `${quote(text)} is no date and time`,
      'write a day that exists, such as `2026-12-24T00:00` or `2026-12-24`',
    );
  }
  if (wrong.length === 0) {
    notes.error(
      [...path, 'to'],
      'bad-window',
      `the window ends at ${quote(to)}, not after it begins`,
      `write a time after ${quote(from)}`,
    );
  }
}

function checkTimezone(timezone: string, path: Path, notes: Notes): boolean {
  if (isTimezone(timezone)) return true;
  const meant = nearest(timezone, Intl.supportedValuesOf('timeZone'));
  notes.error(
    path,
    'unknown-timezone',
    `there is no time zone ${quote(timezone)}`,
    meant === undefined
      ? 'write an IANA name such as `Europe/Berlin` or `UTC`'
      : `did you mean \`${meant}\`?`,
  );
  return false;
}

/** An IANA name; offsets such as `+02:00` are none, because they know no summer time. */
function isTimezone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
