import type { Notes } from '../notes.ts';
import type { MetricShape } from '../plan.ts';
import type { Path } from '../source/path.ts';
import type { MetricDraft } from './metric.ts';

type CommandDraft = NonNullable<MetricDraft['command']>;

/** Keys that go with one kind, which needs them. */
const KEYS_OF_KINDS = [
  { key: 'counts', owner: 'proportion', example: '`counts: failures` or `counts: successes`' },
  { key: 'quantile', owner: 'latency', example: 'a number between 0 and 1: `quantile: 0.95`' },
] as const;

/** The shape a command says it measures, with what that shape needs and nothing else. */
export function resolveCommandShape(
  draft: CommandDraft,
  path: Path,
  notes: Notes,
): MetricShape | undefined {
  const { kind, counts, quantile } = draft;
  if (kind === undefined) return undefined;
  checkKeysOfKind(kind, path, notes);
  if (kind === 'proportion') return counts && { kind, counts };
  if (kind === 'latency') return quantile === undefined ? undefined : { kind, quantile };
  return { kind };
}

function checkKeysOfKind(kind: MetricShape['kind'], path: Path, notes: Notes): void {
  for (const { key, owner, example } of KEYS_OF_KINDS) {
    const isGiven = notes.source.at([...path, key]) !== undefined;
    if (isGiven && kind !== owner) {
      const found = `\`${key}\` does not go with \`kind: ${kind}\``;
      notes.error(
        [...path, key],
        'wrong-shape',
        found,
        `leave it out, or write \`kind: ${owner}\``,
      );
    }
    if (!isGiven && kind === owner) {
      const found = `\`command\` of kind \`${kind}\` has no \`${key}\``;
      notes.error(path, 'missing-key', found, `write ${example}`);
    }
  }
}
