import { NO_EFFECT, type KayentaEffectSize } from '../../judge/kayenta/settings.ts';
import type { Notes } from '../notes.ts';
import type { Path } from '../source/path.ts';
import type { KayentaMetricDraft } from './judge.ts';

type EffectSizeDraft = NonNullable<KayentaMetricDraft['effectSize']>;

const INCREASES = ['allowedIncrease', 'criticalIncrease'] as const;
const DECREASES = ['allowedDecrease', 'criticalDecrease'] as const;
type Bound = (typeof INCREASES)[number] | (typeof DECREASES)[number];

/** The effect size a metric is judged by, once its bounds lie on their side and say something. */
export function resolveEffectSize(
  { effectSize, direction, critical }: KayentaMetricDraft,
  path: Path,
  notes: Notes,
): KayentaEffectSize | undefined {
  if (effectSize === undefined) return undefined;
  const place = [...path, 'effectSize'];
  const bounds = [...INCREASES, ...DECREASES].filter((key) => effectSize[key] !== undefined);
  for (const key of bounds) {
    const idle = whyIdle(key, direction, critical);
    if (idle === undefined) checkSide(key, effectSize, place, notes);
    else
      notes.error(
        [...place, key],
        'wrong-shape',
        `\`${key}\` has no meaning: ${idle}`,
        'leave it out',
      );
  }
  const given = bounds.map((key) => [key, effectSize[key]] as const);
  const { measure } = effectSize;
  return { ...Object.fromEntries(given), ...(measure && { measure }) };
}

function whyIdle(
  key: Bound,
  direction: KayentaMetricDraft['direction'],
  critical: boolean | undefined,
): string | undefined {
  const isIncrease = key.endsWith('Increase');
  if (direction === (isIncrease ? 'decrease' : 'increase')) {
    return `the direction is \`${direction}\``;
  }
  return key.startsWith('critical') && critical !== true ? 'the metric is not critical' : undefined;
}

function checkSide(key: Bound, effectSize: EffectSizeDraft, path: Path, notes: Notes): void {
  const value = effectSize[key] ?? 0;
  const none = NO_EFFECT[effectSize.measure ?? 'meanRatio'];
  const isIncrease = key.endsWith('Increase');
  if (isIncrease ? value >= none : value <= none) return;
  notes.error(
    [...path, key],
    'wrong-value',
    `\`${key}\` is ${value}, which is ${isIncrease ? 'a decrease' : 'an increase'}`,
    isIncrease
      ? `write at least ${none}, such as 1.1 for 10% more`
      : `write at most ${none}, such as 0.9 for 10% less`,
  );
}
