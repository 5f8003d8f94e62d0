import { noData } from '../reading.ts';
import type { NoReading } from '../reading.ts';
import type { Selected } from './selected.ts';

/**
 * Says that the events are likely misspelt: no page shows a metric of their name, and some page one that is
 * nearly called so. Otherwise no series of events means that there were none: they may come with the first.
 */
export function findSlip(instances: readonly Selected[]): NoReading | undefined {
  const { eventsName } = instances[0] ?? {};
  if (eventsName === undefined) return undefined;
  const shown = new Set(instances.flatMap(({ page }) => page.series.map(({ name }) => name)));
  if (shown.has(eventsName) || instances.some((one) => declares(one, eventsName))) return undefined;
  const meant = [...shown].find((name) => isSlip(name, eventsName));
  if (meant === undefined) return undefined;
  const addresses = instances.map(({ address }) => address).join(', ');
  const detail = `${addresses}: there is no metric ${eventsName}, so nobody knows whether there are no events: did you mean ${meant}?`;
  return noData('no-series', detail);
}

/** A page may name a metric before it has a series. */
function declares({ page }: Selected, name: string): boolean {
  return page.types.has(name) || page.types.has(name.replace(/_total$/, ''));
}

/**
 * Whether two names differ by one sign too many, or by two that are swapped: that is one name, spelt twice. Names
 * that differ in a sign, such as those of 4xx and 5xx, may be two.
 */
function isSlip(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  const at = Array.from(long).findIndex((sign, index) => sign !== short[index]);
  if (long.length === short.length + 1) {
    return long.slice(0, at) + long.slice(at + 1) === short;
  }
  const swapped = long.slice(0, at) + (long[at + 1] ?? '') + (long[at] ?? '') + long.slice(at + 2);
  return long.length === short.length && swapped === short;
}
