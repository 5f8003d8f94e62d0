import { parsePlanMember } from '../../../member.ts';
import { many, pattern, secret } from '../leaf.ts';
import { optional } from '../mapping.ts';

const WANTED = 'a login such as `ada`, or a team such as `acme/release`';

const member = pattern(/^@?[A-Za-z\d][\w-]*(?:\/[\w.-]+)?$/, WANTED).refine(
  (written) => parsePlanMember(written) !== undefined,
  { error: `write ${WANTED}` },
);

/** People and teams. */
export const people = many(member, 'people and teams, such as `[ada, acme/release]`');

export const token = (purpose: string) =>
  optional(
    secret('a variable that holds a token, such as `$GATE_TOKEN`'),
    `The token to ask with, such as \`$GATE_TOKEN\`; the job's own if left out. ${purpose}`,
  );
