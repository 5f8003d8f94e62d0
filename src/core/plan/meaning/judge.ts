import type { PlanDocument } from '../document/document.ts';
import type { Draft } from '../draft/draft.ts';
import type { Notes } from '../notes.ts';
import type { KayentaPlan, KayentaPlanMetric } from '../plan.ts';
import type { Path } from '../source/path.ts';
import { resolveEffectSize } from './effect-size.ts';
import { checkGroupWeights } from './group-weights.ts';
import type { Metrics } from './metric.ts';
import { noteUnknownMetric } from './sentence.ts';

type JudgeDraft = Draft<NonNullable<PlanDocument['judge']>>;
type KayentaDraft = NonNullable<JudgeDraft['kayenta']>;
export type KayentaMetricDraft = NonNullable<NonNullable<KayentaDraft['metrics']>[string]>;

interface JudgeAround {
  readonly metrics: Metrics;
  readonly notes: Notes;
}

/** The judge of a phase, or of all; undefined where a part that it needs was not understood. */
export function resolveJudge(
  { kayenta }: JudgeDraft,
  around: Path,
  { metrics, notes }: JudgeAround,
): KayentaPlan | undefined {
  if (kayenta?.metrics === undefined) return undefined;
  const path = [...around, 'kayenta'];
  const scoreThresholds = resolveThresholds(kayenta.scoreThresholds, path, notes);
  const judged = Object.entries(kayenta.metrics).flatMap(
    ([name, draft]) =>
      (draft && resolveMetric(name, draft, [...path, 'metrics', name], metrics, notes)) ?? [],
  );
  const isWhole = judged.length === Object.keys(kayenta.metrics).length;
  if (isWhole) checkScored(judged, metrics, [...path, 'metrics'], notes);
  const groups = judged.flatMap((metric) => metric.groups);
  const groupWeights = definedWeights(kayenta.groupWeights);
  checkGroupWeights(groupWeights, groups, [...path, 'groupWeights'], notes);
  return (
    scoreThresholds && {
      scoreThresholds,
      groupWeights,
      ...(kayenta.interval !== undefined && { interval: kayenta.interval }),
      metrics: judged,
      position: notes.source.keyPosition(path),
    }
  );
}

function resolveThresholds(
  draft: KayentaDraft['scoreThresholds'],
  path: Path,
  notes: Notes,
): KayentaPlan['scoreThresholds'] | undefined {
  const { pass, marginal } = draft ?? {};
  if (pass === undefined || marginal === undefined) return undefined;
  if (marginal > pass) {
    notes.error(
      [...path, 'scoreThresholds', 'marginal'],
      'wrong-value',
      `\`marginal\` is ${marginal}, above \`pass\` at ${pass}`,
      `write at most ${pass}: a score in between is neither a pass nor a failure`,
    );
  }
  return { pass, marginal };
}

function resolveMetric(
  name: string,
  draft: KayentaMetricDraft,
  path: Path,
  metrics: Metrics,
  notes: Notes,
): KayentaPlanMetric | undefined {
  if (!metrics.has(name)) noteUnknownMetric(name, notes.source.keyPosition(path), metrics, notes);
  const { groups, outliers, effectSize: _, ...rest } = draft;
  const effectSize = resolveEffectSize(draft, path, notes);
  const { strategy, outlierFactor } = outliers ?? {};
  if (groups === undefined) return undefined;
  const factor = outlierFactor === undefined ? {} : { outlierFactor };
  return {
    name,
    groups: [...new Set(groups)],
    settings: {
      ...withoutUndefined(rest),
      ...(strategy && { outliers: { strategy, ...factor } }),
      ...(effectSize && { effectSize }),
    },
  };
}

/** Of nothing there is no score. */
function checkScored(
  judged: readonly KayentaPlanMetric[],
  metrics: Metrics,
  path: Path,
  notes: Notes,
): void {
  const isScored = ({ name, settings }: KayentaPlanMetric) =>
    settings.muted !== true && metrics.get(name)?.looks.dryRun !== true;
  if (judged.some(isScored)) return;
  const found = judged.length === 0 ? '`metrics` is empty' : 'every metric is muted or a dry run';
  notes.error(path, 'wrong-value', found, 'name at least one metric that is scored');
}

function definedWeights(draft: KayentaDraft['groupWeights']): Readonly<Record<string, number>> {
  const entries = Object.entries(draft ?? {});
  return Object.fromEntries(
    entries.filter((entry): entry is [string, number] => entry[1] !== undefined),
  );
}

type Defined<Whole> = { readonly [Key in keyof Whole]?: NonNullable<Whole[Key]> };

function withoutUndefined<Whole extends object>(whole: Whole): Defined<Whole> {
  const entries = Object.entries(whole).filter(([, value]) => value !== undefined);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only what is undefined was taken out
  return Object.fromEntries(entries) as Defined<Whole>;
}
