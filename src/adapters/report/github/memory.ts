import type { Instant } from '../../../core/quantity/instant.ts';
import type { ReportHandles } from '../../../core/rollout/event.ts';
import type { State } from '../../../core/rollout/state.ts';

/** What is known of the places where one rollout is told. */
export interface Memory {
  readonly rollout: string;
  readonly handles: ReportHandles;
  /** What this process told every place but comments last. */
  readonly shown?: string;
}

/** What the ledger remembers, and what this process has learnt of the same rollout since. */
export function recall(own: Memory | undefined, { started, handles }: State): Memory {
  const { rollout } = started;
  if (own?.rollout !== rollout) return { rollout, handles };
  const told = laterOf(handles.told, own.handles.told);
  return { ...own, handles: { ...handles, ...own.handles, ...(told && { told }) } };
}

type Telling = NonNullable<ReportHandles['told']>;

/** Whoever edited last has the last word, be it another process. */
function laterOf(ledgers: Telling | undefined, own: Telling | undefined): Telling | undefined {
  return own === undefined || (ledgers?.editedAt ?? 0) > (own.editedAt ?? 0) ? ledgers : own;
}

/** What was told, after a telling that says `what`, or that leaves what was said before in some place. */
export function remember(
  { told }: ReportHandles,
  what: string | undefined,
  editedAt: Instant | undefined,
): Pick<ReportHandles, 'told'> {
  const said = what ?? told?.what ?? '';
  if (said === '' && editedAt === undefined) return {};
  return { told: { what: said, ...(editedAt !== undefined && { editedAt }) } };
}
