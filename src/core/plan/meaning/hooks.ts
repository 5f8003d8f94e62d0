import { DEFAULTS } from '../defaults.ts';
import type { PlanDocument } from '../document/document.ts';
import type { Draft } from '../draft/draft.ts';
import type { Hook, Hooks } from '../plan.ts';

type HooksDraft = Draft<NonNullable<PlanDocument['hooks']>>;

export function resolveHooks(draft: HooksDraft | undefined): Hooks {
  const deploy = resolveHook(draft?.deploy);
  const promote = resolveHook(draft?.promote);
  const cleanup = resolveHook(draft?.cleanup);
  return { ...(deploy && { deploy }), ...(promote && { promote }), ...(cleanup && { cleanup }) };
}

function resolveHook(draft: HooksDraft['deploy']): Hook | undefined {
  if (typeof draft === 'string') return { run: draft, timeout: DEFAULTS.hookTimeout };
  return draft?.run === undefined
    ? undefined
    : { run: draft.run, timeout: draft.timeout ?? DEFAULTS.hookTimeout };
}
