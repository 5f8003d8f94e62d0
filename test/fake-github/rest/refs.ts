import { created, notFound, ok, refusal, type Answer, type Reply } from '../reply.ts';
import { createRef, deleteRef, updateRef } from '../state/refs.ts';
import type { Call } from './call.ts';
import { viewRef } from './git-view.ts';

/** The path names a ref without its `refs/`: `heads/main`, `rollouts/production/checkout`. */
function nameOf({ path }: Call): string {
  return `refs/${path.ref ?? ''}`;
}

export function getRef(call: Call): Answer {
  const name = nameOf(call);
  return name in call.repository.refs ? ok(viewRef(call, name)) : notFound();
}

/** Every ref that begins with the name given, in the order of names. */
export function listMatchingRefs(call: Call): Reply {
  const names = Object.keys(call.repository.refs)
    .filter((name) => name.startsWith(nameOf(call)))
    .toSorted();
  // The one listing GitHub gives whole.
  return ok(names.map((name) => viewRef(call, name)));
}

export function postRef(call: Call): Answer {
  const { ref, sha } = call.body as { ref: string; sha: string };
  const outcome = createRef(call.repository, ref, sha);
  return outcome.done ? created(viewRef(call, ref)) : refusal(outcome.refusal);
}

export function patchRef(call: Call): Answer {
  const { sha, force = false } = call.body as { sha: string; force?: boolean };
  const name = nameOf(call);
  const outcome = updateRef(call.repository, name, sha, force);
  return outcome.done ? ok(viewRef(call, name)) : refusal(outcome.refusal);
}

export function removeRef(call: Call): Answer {
  const outcome = deleteRef(call.repository, nameOf(call));
  return outcome.done ? { status: 204 } : refusal(outcome.refusal);
}
