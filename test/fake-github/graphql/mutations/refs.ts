import { updateRefs, type RefUpdate } from '../../state/refs.ts';
import { demand, locate } from '../context.ts';
import type { Fields } from '../nodes.ts';
import { echo, settle, type Input } from './input.ts';

interface RefUpdateInput {
  readonly name: string;
  readonly afterOid: string;
  readonly beforeOid?: string | null;
  readonly force?: boolean | null;
}

interface UpdateRefsInput {
  readonly repositoryId: string;
  readonly refUpdates: readonly RefUpdateInput[];
}

export const refMutations: Fields<unknown> = {
  updateRefs: (_, { input }: Input<UpdateRefsInput>, context) => {
    demand(context, 'contents:write');
    const { repository } = locate(context, input.repositoryId, 'Repository');
    settle(updateRefs(repository, input.refUpdates.map(toRefUpdate)), context);
    return echo(input);
  },
};

function toRefUpdate({ name, afterOid, beforeOid, force }: RefUpdateInput): RefUpdate {
  return { name, afterOid, force: force ?? false, ...(beforeOid == null ? {} : { beforeOid }) };
}
