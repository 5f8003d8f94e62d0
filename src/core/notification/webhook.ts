import type { NoticeKind } from '../plan/notification.ts';
import { formatInstant } from '../quantity/instant.ts';
import type { Letter } from './letter.ts';
import { phaseOf, writeMessage } from './message.ts';
import { noticeId } from './notice.ts';
import { shorten } from '../present/length.ts';

/** Version of the shape; it grows by new fields, and changes only when one changes its meaning. */
const SCHEMA = 1;

const LONGEST_TEXT = 2_000;

/** What a webhook of one's own is sent, before it is signed: texts are as they came, for whoever shows them to escape. */
export interface WebhookDelivery {
  readonly id: string;
  readonly event: NoticeKind;
  readonly body: Readonly<Record<string, unknown>>;
}

export function writeWebhook({ notice }: Letter): WebhookDelivery {
  const { kind, at, state } = notice;
  const { name, environment, version, rollout, sha, ref, run } = state.started;
  const { title, sentence } = writeMessage(notice);
  const phase = phaseOf(notice);
  const id = noticeId(notice);
  return {
    id,
    event: kind,
    body: {
      schema: SCHEMA,
      id,
      event: kind,
      at: formatInstant(at),
      title: cut(title),
      sentence: cut(sentence),
      release: {
        name,
        environment,
        version: cut(version),
        rollout,
        ...(sha !== undefined && { sha }),
        ...(ref !== undefined && { ref: cut(ref) }),
        startedAt: formatInstant(state.started.at),
        startedBy: run.actor,
      },
      status: state.status,
      weight: { intended: state.weight.intended, confirmed: state.weight.confirmed },
      ...(phase && { phase: { name: phase.name, weight: phase.weight } }),
      ...(state.reason && {
        reason: { ...state.reason, sentence: cut(state.reason.sentence) },
      }),
      run: state.run,
    },
  };
}

function cut(text: string): string {
  return shorten(text, LONGEST_TEXT);
}
