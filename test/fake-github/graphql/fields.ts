import { checkRunFields, checkSuiteFields } from './check-fields.ts';
import { deploymentFields, deploymentStatusFields } from './deployment-fields.ts';
import { blobFields, commitFields, refFields, treeFields } from './git-fields.ts';
import { commentFields, issueFields, pullFields } from './issue-fields.ts';
import { checkMutations } from './mutations/checks.ts';
import { commentMutations } from './mutations/comments.ts';
import { deploymentMutations } from './mutations/deployments.ts';
import { refMutations } from './mutations/refs.ts';
import type { Fields } from './nodes.ts';
import { queryFields } from './query.ts';
import { repositoryFields } from './repository-fields.ts';

/** How fields are read, by the name of the type they belong to. */
export const FIELDS: Readonly<Record<string, Fields<never>>> = {
  Query: queryFields,
  Mutation: { ...refMutations, ...checkMutations, ...commentMutations, ...deploymentMutations },
  Repository: repositoryFields,
  Commit: commitFields,
  Tree: treeFields,
  Blob: blobFields,
  Ref: refFields,
  Issue: issueFields,
  PullRequest: pullFields,
  IssueComment: commentFields,
  CheckRun: checkRunFields,
  CheckSuite: checkSuiteFields,
  Deployment: deploymentFields,
  DeploymentStatus: deploymentStatusFields,
};
