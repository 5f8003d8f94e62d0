import type { Unit } from '../../quantity/unit.ts';
import type { Notes } from '../notes.ts';
import type { MetricShape } from '../plan.ts';
import type { Path } from '../source/path.ts';
import { quote } from '../wording.ts';
import type { MetricDraft } from './metric.ts';

const UNITS = {
  ratio: 'ratio',
  '%': 'ratio',
  seconds: 'seconds',
  s: 'seconds',
  bytes: 'bytes',
  B: 'bytes',
  'per-second': 'per-second',
  '/s': 'per-second',
  number: 'number',
} as const satisfies Record<NonNullable<MetricDraft['unit']>, Unit>;

const UNIT_OF_SHAPE = { proportion: 'ratio', latency: 'seconds', count: 'per-second' } as const;

/** What a metric is measured in; only a gauge has to say. */
export function resolveUnit(
  draft: MetricDraft,
  shape: MetricShape,
  path: Path,
  notes: Notes,
): Unit {
  const declared = draft.unit && UNITS[draft.unit];
  if (shape.kind === 'gauge') return declared ?? 'number';
  const unit = UNIT_OF_SHAPE[shape.kind];
  if (declared !== undefined && declared !== unit) {
    notes.error(
      [...path, 'unit'],
      'wrong-unit',
      `\`unit\` is ${quote(draft.unit ?? '')} for a ${shape.kind}`,
      `leave it out: a ${shape.kind} is measured in \`${unit}\``,
    );
  }
  return unit;
}
