import type { Duration, Instant } from '../../../../core/quantity/instant.ts';
import type { Freeze } from '../calendar.ts';
import type { CalendarEvent } from './event.ts';
import type { Span } from './moment.ts';
import { recur } from './recurrence.ts';
import type { Allowance } from './recurrence.ts';

const DAY: Duration = 86_400_000;

/**
 * When events freeze between two instants, and a little around: each of their occurrences, but cancelled ones and
 * those that another event replaces.
 */
export function findOccurrences(
  events: readonly CalendarEvent[],
  { now, last }: { readonly now: Instant; readonly last: Instant },
  allowance: Allowance,
): readonly Freeze[] {
  const replaced = new Set(
    events.flatMap(({ uid, replaces }) => (replaces === undefined ? [] : [key(uid, replaces)])),
  );
  return events
    .filter(({ isCancelled }) => !isCancelled)
    .flatMap((event) => {
      const { uid, zone, without, summary } = event;
      const isLeftOut = ({ start }: Span) => {
        const instant = zone.firstInstantOf(start);
        return without.includes(instant) || replaced.has(key(uid, instant));
      };
      const past = zone.wallTimeAt(now) - 2 * DAY;
      const spans = spansOf(event, last, allowance).filter(
        ({ start, length }) => start + length >= past,
      );
      if (allowance.isSpent()) return [];
      const kept = event.replaces === undefined ? spans.filter((span) => !isLeftOut(span)) : spans;
      return kept.map((span) => ({ ...place(span, event), summary }));
    });
}

function key(uid: string, instant: Instant): string {
  return `${instant} ${uid}`;
}

function spansOf(event: CalendarEvent, last: Instant, allowance: Allowance): readonly Span[] {
  const { span, zone, rules, added, replaces } = event;
  if (replaces !== undefined) return [span];
  const walls = rules.flatMap((rule) =>
    recur(rule, { start: span.start, zone }, zone.wallTimeAt(last), allowance),
  );
  const starts = new Set([span.start, ...walls]);
  return [...[...starts].map((start) => ({ start, length: span.length })), ...added];
}

/**
 * In doubt frozen: from the first time the clock shows the beginning to the last time it shows the end. Where clocks
 * jump over the beginning, a duration also counts from where RFC 5545 (3.3.5) has it begin.
 */
function place({ start, length }: Span, { zone, isTimed }: CalendarEvent): Freeze {
  const from = zone.firstInstantOf(start);
  const isSkipped = zone.wallTimeAt(from) !== start;
  const late = start - (zone.wallTimeAt(from - 1) - (from - 1));
  const to = zone.lastInstantOf(start + length);
  return { from, to: isTimed && isSkipped ? Math.max(to, late + length) : to };
}
