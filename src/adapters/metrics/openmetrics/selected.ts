import { suggest } from '../../../core/plan/nearest.ts';
import type { Queries } from '../../../core/plan/plan.ts';
import { bindQuery } from '../../../core/plan/query/binding.ts';
import type { QueryVariables } from '../../../core/plan/query/binding.ts';
import { failed, noData, obtained } from '../reading.ts';
import type { NoReading, Obtained } from '../reading.ts';
import type { Instance } from './instance.ts';
import type { Series } from './page.ts';
import { parseSelector, select } from './selector.ts';
import type { Selector } from './selector.ts';

/** Selectors by what they are for. */
export interface Selectors {
  /** The total of a proportion, the buckets of a histogram, the gauge, or the counter. */
  readonly main: Selector;
  /** The events of a proportion. */
  readonly events: Selector | undefined;
}

/** The series of one instance that a metric is made of. */
export interface Selected extends Instance {
  /** The name that `main` was looked for by. */
  readonly mainName: string;
  readonly main: readonly Series[];
  /** The name that `events` was looked for by. */
  readonly eventsName: string | undefined;
  readonly events: readonly Series[];
}

/** Reads a metric's selectors for one arm. */
export function readSelectors(queries: Queries, variables: QueryVariables): Obtained<Selectors> {
  const main = readSelector(mainOf(queries), variables);
  if (main.outcome !== 'obtained') return main;
  if (queries.role === 'histogram') {
    return obtained({ main: ofBuckets(main.value), events: undefined });
  }
  if (queries.role !== 'proportion') return obtained({ main: main.value, events: undefined });
  const events = readSelector(queries.events, variables);
  if (events.outcome !== 'obtained') return events;
  return obtained({ main: main.value, events: events.value });
}

/** Picks a metric's series from a page, once their values and types are seen to be fit for its role. */
export function selectFrom(
  instance: Instance,
  { main, events }: Selectors,
  role: Queries['role'],
): Obtained<Selected> {
  const parts: (readonly Series[])[] = [];
  for (const selector of [main, events]) {
    if (selector === undefined) continue;
    const selection = select(instance.page.series, selector);
    if (selection.outcome === 'refused') {
      return failed('refused', `${instance.address}: ${selection.problem}`);
    }
    const problem = findProblem(selection.series, instance, role);
    if (problem !== undefined) return problem;
    parts.push(selection.series);
  }
  const [mainSeries = [], eventSeries = []] = parts;
  return obtained({
    ...instance,
    mainName: main.name,
    main: mainSeries,
    eventsName: events?.name,
    events: eventSeries,
  });
}

/** Says that no page has the series, and what it may be called instead. */
export function explainAbsence(instances: readonly Selected[]): NoReading {
  const { mainName = '' } = instances[0] ?? {};
  const names = new Set(instances.flatMap(({ page }) => page.series.map(({ name }) => name)));
  const remedy = names.has(mainName)
    ? 'there are others of that name: check the labels'
    : suggest(mainName, [...names], 'is the name right, and was there any traffic?');
  const addresses = instances.map(({ address }) => address).join(', ');
  return noData('no-series', `${addresses}: no series of ${mainName} matches: ${remedy}`);
}

const NO_COUNTER = ['gauge', 'info', 'stateset', 'gaugehistogram'];
const NO_GAUGE = ['counter', 'histogram'];

function findProblem(
  series: readonly Series[],
  { page, address }: Instance,
  role: Queries['role'],
): NoReading | undefined {
  for (const { name, value } of series) {
    const type =
      page.types.get(name) ?? page.types.get(name.replace(/_(?:total|bucket|count|sum)$/, ''));
    if (type !== undefined && (role === 'gauge' ? NO_GAUGE : NO_COUNTER).includes(type)) {
      const wanted = role === 'gauge' ? 'a gauge' : 'a counter';
      return failed('refused', `${address}: ${name} is a ${type}, where ${wanted} is wanted`);
    }
    if (!Number.isFinite(value)) {
      return noData('not-a-number', `${address}: ${name} shows ${value}`);
    }
    if (role !== 'gauge' && value < 0) {
      return failed('malformed', `${address}: ${name} counts ${value}, which no counter can`);
    }
  }
  return undefined;
}

function mainOf(queries: Queries): string {
  switch (queries.role) {
    case 'proportion':
      return queries.total;
    case 'histogram':
      return queries.histogram;
    case 'gauge':
      return queries.gauge;
    case 'count':
      return queries.count;
  }
}

function readSelector(text: string, variables: QueryVariables): Obtained<Selector> {
  const bound = bindQuery(text, variables);
  if (bound.outcome === 'refused') {
    return failed('refused', `the selector ${text} cannot be bound: ${bound.problem}`);
  }
  const parsed = parseSelector(bound.text);
  return parsed.outcome === 'selector'
    ? obtained(parsed.selector)
    : failed('refused', parsed.problem);
}

/** A histogram may be named as a whole: `request_duration_seconds`. */
function ofBuckets({ name, matchers }: Selector): Selector {
  return { name: name.endsWith('_bucket') ? name : `${name}_bucket`, matchers };
}
