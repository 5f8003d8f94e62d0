import { parseNumber } from '../number.ts';
import { noData, obtained } from '../reading.ts';
import type { Obtained } from '../reading.ts';
import { refused } from './answer.ts';
import type { Asked, Element, Vector } from './answer.ts';
import { cumulate } from './native.ts';

/** Values by pod; what cannot be told apart has the key ''. */
export type ByPod<T> = ReadonlyMap<string, T>;

/** Labels that tell instances of one version apart: series that differ in them alone belong together. */
const USUAL = ['pod', 'instance', 'host'] as const;

/** One number for each pod. No element at all gives no pod. */
export function numbersIn({ elements, asked }: Vector, podLabel?: string): Obtained<ByPod<number>> {
  const groups = splitByPod(elements, [], podLabel, asked);
  if (groups.outcome !== 'obtained') return groups;
  const numbers = new Map<string, number>();
  for (const [pod, [element]] of groups.value) {
    if (element === undefined) continue;
    const number = numberOf(element, asked);
    if (number.outcome !== 'obtained') return number;
    numbers.set(pod, number.value);
  }
  return obtained(numbers);
}

/** Cumulative counts by upper edge, for each pod; its histogram may be native or classic, but not both. */
export function histogramsIn(
  { elements, asked }: Vector,
  podLabel?: string,
): Obtained<ByPod<ReadonlyMap<number, number>>> {
  const groups = splitByPod(elements, ['le'], podLabel, asked);
  if (groups.outcome !== 'obtained') return groups;
  const histograms = new Map<string, ReadonlyMap<number, number>>();
  for (const [pod, group] of groups.value) {
    const edges = readHistogram(group, asked);
    if (edges.outcome !== 'obtained') return edges;
    histograms.set(pod, edges.value);
  }
  return obtained(histograms);
}

function readHistogram(
  group: readonly Element[],
  asked: Asked,
): Obtained<ReadonlyMap<number, number>> {
  const [first] = group;
  if (first !== undefined && typeof first.value !== 'number' && group.length === 1) {
    return obtained(cumulate(first.value));
  }
  const edges = new Map<number, number>();
  for (const element of group) {
    if (typeof element.value !== 'number') {
      return refused(asked, 'it returns native and classic histograms of the same: ask for one');
    }
    const edge = parseNumber(element.labels['le'] ?? '');
    if (edge === undefined || Number.isNaN(edge)) {
      const why = 'a series has no `le` label: keep it, as in sum by (le) (…)';
      return refused(asked, why);
    }
    const count = numberOf(element, asked);
    if (count.outcome !== 'obtained') return count;
    edges.set(edge, count.value);
  }
  return obtained(edges);
}

function numberOf({ value }: Element, asked: Asked): Obtained<number> {
  if (typeof value !== 'number') {
    const why = 'it returns a native histogram: a number is wanted, as from histogram_count(…)';
    return refused(asked, why);
  }
  return Number.isFinite(value) ? obtained(value) : notANumber(value, asked);
}

/** Groups elements by pod, once it is clear that they differ in nothing but the pod and `besides`. */
function splitByPod(
  elements: readonly Element[],
  besides: readonly string[],
  podLabel: string | undefined,
  asked: Asked,
): Obtained<ReadonlyMap<string, readonly Element[]>> {
  if (podLabel !== undefined && elements.some((element) => isOfNoPod(element, podLabel))) {
    const why = `a series has no \`${podLabel}\` label: keep it, as in sum by (${[podLabel, ...besides].join(', ')}) (…)`;
    return refused(asked, why);
  }
  const pods: readonly string[] = podLabel === undefined ? USUAL : [podLabel];
  const differing = labelsThatDiffer(elements).filter(
    (label) => !besides.includes(label) && !pods.includes(label),
  );
  if (differing.length > 0) {
    const keep = besides.length > 0 ? ` by (${besides.join(', ')})` : '';
    const why = `it returns ${elements.length} series that differ in ${differing.join(', ')}: aggregate them with sum${keep} (…)`;
    return refused(asked, why);
  }
  const groups = new Map<string, Element[]>();
  for (const element of elements) {
    const pod = podOf(element, pods);
    groups.set(pod, [...(groups.get(pod) ?? []), element]);
  }
  return obtained(groups);
}

function labelsThatDiffer(elements: readonly Element[]): readonly string[] {
  const names = new Set(elements.flatMap(({ labels }) => Object.keys(labels)));
  const first = elements[0]?.labels ?? {};
  return [...names].filter((name) => elements.some(({ labels }) => labels[name] !== first[name]));
}

/** But for the 0 of `… or vector(0)`, which is nobody's. */
function isOfNoPod({ labels, value }: Element, podLabel: string): boolean {
  return labels[podLabel] === undefined && value !== 0;
}

function podOf({ labels }: Element, pods: readonly string[]): string {
  return pods.flatMap((label) => labels[label] ?? []).join('/');
}

function notANumber(value: number, { address, query }: Asked): Obtained<never> {
  const detail = `${address} answered ${value} to ${query}: is it a division by zero? Ask for counts, not for their ratio`;
  return noData('not-a-number', detail);
}
