import type { CriterionReport } from '../judge/report.ts';
import { type Standing, STANDINGS, standingOf, worstOf } from '../judge/standing.ts';
import type { Metric } from '../plan/plan.ts';
import type { Past } from './track.ts';

/** A sentence of the plan about one metric, and how it stood at its worst. */
export interface Said {
  /** As written, with the words that begin a condition. */
  readonly text: string;
  /** Undefined where no phase that has it was judged. */
  readonly standing: Standing | undefined;
  /** Measured and shown, never decides. */
  readonly dryRun: boolean;
}

/** Every sentence about a metric, each text once, the broken ones first. */
export function listSaid({ name, looks }: Metric, { plan, state }: Past): readonly Said[] {
  const isOwn = ({ metric }: { readonly metric: string }) => metric === name;
  const criteria = plan.phases.flatMap((phase) => phase.criteria).filter(isOwn);
  const reports = state.phases.flatMap((phase) => phase.criteria);
  const said = [...tell(criteria, 'criterion'), ...tell(plan.rollback.filter(isOwn), 'condition')];
  return [...STANDINGS, undefined].flatMap((standing) =>
    said.filter((one) => one.standing === standing),
  );

  function tell(
    sentences: readonly { readonly text: string }[],
    role: CriterionReport['role'],
  ): readonly Said[] {
    return [...new Set(sentences.map(({ text }) => text))].map((text) => {
      const own = reports.filter((one) => one.criterion === text && one.role === role);
      const words = role === 'condition' ? `rollback if ${text}` : text;
      return { text: words, standing: worstOf(own.map(standingOf)), dryRun: looks.dryRun };
    });
  }
}
