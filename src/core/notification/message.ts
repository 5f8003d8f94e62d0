import { describeApproval } from '../plan/approval.ts';
import type { NoticeKind } from '../plan/notification.ts';
import { formatInstant } from '../quantity/instant.ts';
import { recommend } from '../present/recommendation.ts';
import { oneLine } from '../rollout/one-line.ts';
import { findAwaited } from '../rollout/awaited.ts';
import type { State } from '../rollout/state.ts';
import type { Notice } from './notice.ts';

/** How much a notice asks of its reader. */
export type Tone = 'good' | 'plain' | 'attention' | 'alarm';

/** A notice in words, without markup: texts from outside are in it as they came. */
export interface Message {
  readonly sign: string;
  readonly tone: Tone;
  /** What happened to which release, in one line. */
  readonly title: string;
  /** Why, and what the reader should know or do. */
  readonly sentence: string;
  readonly facts: readonly Fact[];
  readonly links: readonly Link[];
}

export interface Fact {
  readonly label: string;
  readonly value: string;
}

export interface Link {
  readonly label: string;
  /** `http:` or `https:`, without anything that ends a link in somebody's markup. */
  readonly url: string;
}

const TONES: Readonly<Record<NoticeKind, readonly [sign: string, tone: Tone]>> = {
  started: ['🔵', 'plain'],
  'waiting-for-approval': ['🟡', 'attention'],
  'phase-passed': ['🟢', 'good'],
  paused: ['🟡', 'attention'],
  resumed: ['🔵', 'plain'],
  'rolled-back': ['🔴', 'alarm'],
  'rollback-failed': ['🚨', 'alarm'],
  stopped: ['⚪', 'attention'],
  promoted: ['🟢', 'good'],
};

/** What a notice says to people. */
export function writeMessage(notice: Notice): Message {
  const { kind, state } = notice;
  const [sign, tone] = TONES[kind];
  const { name, version, environment } = state.started;
  return {
    sign,
    tone,
    title: `${name} ${version} ${whatHappened(kind, state)} in ${environment}`,
    sentence: explain(kind, state),
    facts: listFacts(notice).filter(({ value }) => oneLine(value, 1) !== ''),
    links: listLinks(notice),
  };
}

/** The phase that a notice is about; undefined where it is about none. */
export function phaseOf({ kind, state }: Pick<Notice, 'kind' | 'state'>) {
  const index = kind === 'waiting-for-approval' ? findAwaited(state)?.phase : state.current;
  return state.started.plan.phases[index ?? -1];
}

function whatHappened(kind: NoticeKind, state: State): string {
  const phase = phaseOf({ kind, state })?.name ?? 'the next phase';
  switch (kind) {
    case 'started':
      return 'started';
    case 'waiting-for-approval':
      return `waits for the approval of ${phase}`;
    case 'phase-passed':
      return `has passed ${phase}`;
    case 'paused':
      return `is paused at ${state.weight.intended}%`;
    case 'resumed':
      return 'goes on';
    case 'rolled-back':
      return 'was rolled back';
    case 'rollback-failed':
      return 'COULD NOT BE ROLLED BACK';
    case 'stopped':
      return 'was stopped before any traffic';
    case 'promoted':
      return 'is promoted';
  }
}

function explain(kind: NoticeKind, state: State): string {
  switch (kind) {
    case 'started': {
      const phases = state.started.plan.phases.map(({ name, weight }) => `${name} ${weight}%`);
      return `Released by ${state.started.run.actor}: ${phases.join(', ')}.`;
    }
    case 'waiting-for-approval': {
      const approval = findAwaited(state)?.approval;
      return approval === undefined
        ? 'It goes on when it is approved.'
        : `It goes on with the approval ${describeApproval(approval)}.`;
    }
    case 'resumed':
      return `Taken up again by ${state.run.actor}. Traffic on the new version: ${state.weight.intended}%.`;
    default:
      return recommend(state, []);
  }
}

function listFacts(notice: Notice): readonly Fact[] {
  const { state, at } = notice;
  const { version, environment, sha } = state.started;
  const phase = phaseOf(notice);
  const { intended, confirmed } = state.weight;
  return [
    { label: 'Version', value: version },
    { label: 'Environment', value: environment },
    ...(phase === undefined ? [] : [{ label: 'Phase', value: `${phase.name}, ${phase.weight}%` }]),
    { label: 'On the new version', value: `${intended}%${confirmed ? '' : ', not confirmed'}` },
    ...(sha === undefined ? [] : [{ label: 'Commit', value: sha.slice(0, 12) }]),
    { label: 'Run by', value: state.run.actor },
    { label: 'At', value: formatInstant(at).replace(/\.\d+Z$/, 'Z') },
  ];
}

function listLinks({ kind, state }: Notice): readonly Link[] {
  const { url } = state.run;
  if (url === undefined || !/^https?:\/\/[^\s<>|"'\\^`{}()[\]]+$/.test(url)) return [];
  return [{ label: kind === 'waiting-for-approval' ? 'Look and approve' : 'Look at the run', url }];
}
