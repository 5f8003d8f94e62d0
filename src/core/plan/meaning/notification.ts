import { DEFAULTS } from '../defaults.ts';
import type { PlanDocument } from '../document/document.ts';
import type { Draft } from '../draft/draft.ts';
import type { Notes } from '../notes.ts';
import { type Channel, CHANNEL_KINDS, TOLD_BY_DEFAULT } from '../notification.ts';
import type { Path } from '../source/path.ts';
import { checkAddress, checkEnvironmentVariables, warnAboutLiteralSecret } from './variables.ts';

type ChannelsDraft = Draft<NonNullable<PlanDocument['notifications']>>;
type ChannelDraft = NonNullable<ChannelsDraft[number]>;
type Basics = Pick<Channel, 'name' | 'on' | 'timeout' | 'position'>;

/** What one kind makes of its own keys; undefined where something it cannot be without was not understood. */
type Resolve<Kind extends Channel['kind']> = (
  draft: NonNullable<ChannelDraft[Kind]>,
  basics: Basics,
) => Extract<Channel, { kind: Kind }> | undefined;

const RESOLVERS: { readonly [Kind in Channel['kind']]: Resolve<Kind> } = {
  slack({ url, token, channel, 'api-url': apiUrl = DEFAULTS.slackApiUrl }, basics) {
    if (url !== undefined) return { kind: 'slack', ...basics, url };
    if (token === undefined || channel === undefined) return undefined;
    return { kind: 'slack', ...basics, token, channel, apiUrl };
  },
  teams: ({ url }, basics) => (url === undefined ? undefined : { kind: 'teams', ...basics, url }),
  webhook: ({ url, secret }, basics) =>
    url === undefined || secret === undefined
      ? undefined
      : { kind: 'webhook', ...basics, url, secret },
  pagerduty: ({ 'routing-key': routingKey, url = DEFAULTS.pagerDutyUrl }, basics) =>
    routingKey === undefined ? undefined : { kind: 'pagerduty', ...basics, routingKey, url },
};

/** Keys whose values anybody could post with; of a `webhook` the address alone is no use without the secret. */
const CREDENTIALS: Readonly<Record<Channel['kind'], readonly string[]>> = {
  slack: ['url', 'token'],
  teams: ['url'],
  webhook: ['secret'],
  pagerduty: ['routing-key'],
};

const VARIABLE_KEYS: ReadonlySet<string> = new Set(['token', 'channel', 'secret', 'routing-key']);

export function resolveNotifications(
  drafts: ChannelsDraft | undefined,
  notes: Notes,
): readonly Channel[] {
  return (drafts ?? []).flatMap((draft, index) => {
    const kind = draft && CHANNEL_KINDS.find((known) => draft[known] !== undefined);
    return (kind && resolveChannel(kind, draft, ['notifications', index], notes)) ?? [];
  });
}

function resolveChannel<Kind extends Channel['kind']>(
  kind: Kind,
  draft: ChannelDraft,
  path: Path,
  notes: Notes,
): Extract<Channel, { kind: Kind }> | undefined {
  const inner = draft[kind];
  if (inner === undefined) return undefined;
  checkTexts(kind, inner, [...path, kind], notes);
  const { name = kind, on = TOLD_BY_DEFAULT[kind], timeout = DEFAULTS.notificationTimeout } = inner;
  return RESOLVERS[kind](inner, { name, on, timeout, position: notes.source.position(path) });
}

function checkTexts(
  kind: Channel['kind'],
  draft: Readonly<Record<string, unknown>>,
  path: Path,
  notes: Notes,
): void {
  for (const [key, value] of Object.entries(draft)) {
    if (typeof value !== 'string') continue;
    const place = [...path, key];
    if (key === 'url' || key === 'api-url') checkAddress(value, place, notes);
    else if (VARIABLE_KEYS.has(key)) checkEnvironmentVariables(value, place, notes);
    if (CREDENTIALS[kind].includes(key)) warnAboutLiteralSecret(value, place, notes);
  }
}
