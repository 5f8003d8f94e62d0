import type { Notes } from '../notes.ts';
import type { MetricShape } from '../plan.ts';
import type { Path } from '../source/path.ts';
import type { MetricDraft } from './metric.ts';

type CommandDraft = NonNullable<MetricDraft['command']>;

/** The shape a command says it measures, with what that shape needs and nothing else. */
export function resolveCommandShape(
  draft: CommandDraft,
  path: Path,
  notes: Notes,
): MetricShape | undefined {
  const { kind, counts, quantile } = draft;
  if (kind === undefined) return undefined;
  if (kind !== 'proportion' && counts !== undefined) refuse('counts', 'proportion');
  if (kind !== 'latency' && quantile !== undefined) refuse('quantile', 'latency');
  if (kind === 'gauge' || kind === 'count') return { kind };
  if (kind === 'proportion') {
    if (counts === undefined) require('counts', 'write `counts: failures` or `counts: successes`');
    return counts && { kind, counts };
  }
  if (quantile === undefined)
    require('quantile', 'write a number between 0 and 1, such as `quantile: 0.95`');
  return quantile === undefined ? undefined : { kind, quantile };

  function refuse(key: string, owner: string): void {
    notes.error(
      [...path, key],
      'wrong-shape',
      `\`${key}\` does not go with \`kind: ${kind}\``,
      `leave it out, or write \`kind: ${owner}\``,
    );
  }

  function require(key: keyof CommandDraft, expected: string): void {
    if (notes.source.at([...path, key]) !== undefined) return;
    notes.error(path, 'missing-key', `\`command\` of kind \`${kind}\` has no \`${key}\``, expected);
  }
}
