import { createCheckRun, updateCheckRun } from '../../state/checks.ts';
import type { CheckRun } from '../../state/records.ts';
import type { Repository } from '../../state/world.ts';
import { demand, locate, sceneOf } from '../context.ts';
import { unresolvable } from '../errors.ts';
import type { CheckRunNode, Fields } from '../nodes.ts';
import { toCheckFields, type CheckRunInput } from './check-input.ts';
import { echo, settle, type Input } from './input.ts';

interface CreateCheckRunInput extends CheckRunInput {
  readonly repositoryId: string;
  readonly headSha: string;
  readonly name: string;
}

interface UpdateCheckRunInput extends CheckRunInput {
  readonly repositoryId: string;
  readonly checkRunId: string;
}

export const checkMutations: Fields<unknown> = {
  createCheckRun: (_, { input }: Input<CreateCheckRunInput>, context) => {
    demand(context, 'checks:write');
    const { repository } = locate(context, input.repositoryId, 'Repository');
    const fields = { ...toCheckFields(input), name: input.name };
    const outcome = createCheckRun(sceneOf(context, repository), input.headSha, fields);
    return { ...echo(input), checkRun: checkRunNode(repository, settle(outcome, context)) };
  },

  updateCheckRun: (_, { input }: Input<UpdateCheckRunInput>, context) => {
    demand(context, 'checks:write');
    const { repository, key } = locate(context, input.checkRunId, 'CheckRun');
    const present = repository.checkRuns.find(({ id }) => id === Number(key));
    if (present === undefined) throw unresolvable(input.checkRunId);
    const outcome = updateCheckRun(sceneOf(context, repository), present, toCheckFields(input));
    return { ...echo(input), checkRun: checkRunNode(repository, settle(outcome, context)) };
  },
};

function checkRunNode(repository: Repository, run: CheckRun): CheckRunNode {
  return { __typename: 'CheckRun', repository, run };
}
