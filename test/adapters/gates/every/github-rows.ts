import { memoryForge, refused, SILENT, THROWING } from './forge.ts';
import {
  createRepository,
  createFailingRepository,
  createSilentRepository,
  createThrowingRepository,
  passed,
} from '../repository.ts';
import { SHA } from './scene.ts';
import type { Around, Rows } from './scene.ts';

const repository = (content: Parameters<typeof createRepository>[1]): Around => ({
  repository: createRepository(SHA, content),
  sha: SHA,
});
const refusing: Around = { repository: createFailingRepository(refused), sha: SHA };
const waiting: Around = { repository: createSilentRepository(), sha: SHA };
const buggy: Around = { repository: createThrowingRepository(), sha: SHA };

const CHECKS = 'checks: { required: [build] }';

export const checks: Rows = {
  pass: [
    {
      what: 'all succeeded',
      gate: CHECKS,
      around: repository({ checks: [passed('build')] }),
      found: /succeeded/,
    },
  ],
  fail: [
    { what: 'none there', gate: CHECKS, around: repository({}), found: /build is missing/ },
    {
      what: 'one failed',
      gate: CHECKS,
      around: repository({ checks: [passed('build', { state: 'other', word: 'failure' })] }),
      found: /build is failed/,
    },
  ],
  away: [
    { what: 'no repository', gate: CHECKS, around: { sha: SHA }, found: /no repository/ },
    {
      what: 'no commit',
      gate: CHECKS,
      around: { repository: createRepository(SHA, {}) },
      found: /no commit/,
    },
    { what: 'GitHub refuses', gate: CHECKS, around: refusing, found: /403/ },
    { what: 'a bug', gate: CHECKS, around: buggy, found: /looking failed/ },
    {
      what: "the rollout's own check",
      gate: CHECKS,
      around: { ...repository({ checks: [passed('build')] }), ownChecks: ['build'] },
      found: /own check/,
    },
  ],
  late: [{ what: 'no answer', gate: CHECKS, around: waiting, found: /no answer within 60ms/ }],
  misconfigured: [
    { gate: 'checks: {}', code: 'missing-key' },
    { gate: 'checks: { required: [] }', code: 'wrong-value' },
    { gate: 'checks: { required: [1] }', code: 'wrong-value' },
  ],
};

const ISSUES = 'issues: { label: blocker }';
const issue = { number: 12, isPullRequest: false };

export const issues: Rows = {
  pass: [{ what: 'none is open', gate: ISSUES, around: repository({}), found: /none/ }],
  fail: [
    {
      what: 'one is open',
      gate: ISSUES,
      around: repository({ issues: { blocker: [issue] } }),
      found: /1 open issue labelled blocker \(#12\)/,
    },
  ],
  away: [
    { what: 'no repository', gate: ISSUES, around: { sha: SHA }, found: /no repository/ },
    { what: 'GitHub refuses', gate: ISSUES, around: refusing, found: /403/ },
    { what: 'a bug', gate: ISSUES, around: buggy, found: /looking failed/ },
  ],
  late: [{ what: 'no answer', gate: ISSUES, around: waiting, found: /no answer within 60ms/ }],
  misconfigured: [
    { gate: 'issues: {}', code: 'missing-key' },
    { gate: 'issues: { label: [a, b] }', code: 'wrong-value' },
    { gate: 'issues: { labels: a }', code: 'unknown-key' },
  ],
};

const REVIEWS = 'reviews: { count: 1 }';
const reviewed = (...by: readonly string[]) => memoryForge({ approvals: by, author: 'ada' });

export const reviews: Rows = {
  pass: [{ what: 'approved', gate: REVIEWS, around: reviewed('grace'), found: /by grace/ }],
  fail: [
    { what: 'approved by nobody', gate: REVIEWS, around: reviewed(), found: /by nobody/ },
    {
      what: 'approved by its author',
      gate: REVIEWS,
      around: reviewed('ada'),
      found: /ada wrote it/,
    },
    {
      what: 'one too few',
      gate: 'reviews: { count: 2 }',
      around: reviewed('grace'),
      found: /approved by grace/,
    },
    {
      what: 'changes are wanted',
      gate: REVIEWS,
      around: memoryForge({ approvals: ['grace'], objections: ['linus'], author: 'ada' }),
      found: /linus wants changes/,
    },
    {
      what: 'no pull request',
      gate: REVIEWS,
      around: memoryForge({ pullRequests: [] }),
      found: /no pull request's last commit/,
    },
  ],
  away: [
    { what: 'no repository', gate: REVIEWS, around: { sha: SHA }, found: /no repository/ },
    {
      what: 'no commit',
      gate: REVIEWS,
      around: { forge: reviewed('grace').forge },
      found: /no commit/,
    },
    { what: 'GitHub refuses', gate: REVIEWS, around: memoryForge(refused), found: /403/ },
    { what: 'a bug', gate: REVIEWS, around: memoryForge(THROWING), found: /looking failed/ },
  ],
  late: [{ what: 'no answer', gate: REVIEWS, around: memoryForge(SILENT), found: /within 60ms/ }],
  misconfigured: [
    { gate: 'reviews: { count: 0 }', code: 'wrong-value' },
    { gate: 'reviews: { count: 2, from: [ada] }', code: 'approval' },
    { gate: 'reviews: { from: [a b] }', code: 'wrong-value' },
  ],
};

const CHECKLIST = 'checklist: { file: $FILE }';
const IN_ISSUE = 'checklist: { issue: 42 }';

export const checklist: Rows = {
  pass: [
    { what: 'a file', gate: CHECKLIST, file: { text: '- [x] a\n- [X] b' }, found: /all 2 ticked/ },
    {
      what: 'an issue',
      gate: IN_ISSUE,
      around: memoryForge({ description: '- [x] a' }),
      found: /ticked/,
    },
  ],
  fail: [
    {
      what: 'a file',
      gate: CHECKLIST,
      file: { text: '- [x] a\n- [ ] b' },
      found: /1 of 2 not.*: b/,
    },
    {
      what: 'an issue',
      gate: IN_ISSUE,
      around: memoryForge({ description: '- [ ] a' }),
      found: /1 of 1 not ticked: a/,
    },
  ],
  away: [
    { what: 'no file', gate: CHECKLIST, found: /there is no file/ },
    { what: 'a file without tasks', gate: CHECKLIST, file: { text: '# Go' }, found: /no task/ },
    {
      what: 'an issue without tasks',
      gate: IN_ISSUE,
      around: memoryForge({ description: 'go' }),
      found: /no task/,
    },
    { what: 'no repository', gate: IN_ISSUE, found: /no repository/ },
    { what: 'GitHub refuses', gate: IN_ISSUE, around: memoryForge(refused), found: /403/ },
    { what: 'a bug', gate: IN_ISSUE, around: memoryForge(THROWING), found: /looking failed/ },
  ],
  late: [
    { what: 'a file without an end', gate: CHECKLIST, file: 'endless', found: /within 60ms/ },
    { what: 'an issue', gate: IN_ISSUE, around: memoryForge(SILENT), found: /within 60ms/ },
  ],
  misconfigured: [
    { gate: 'checklist: {}', code: 'one-of' },
    { gate: 'checklist: { file: a, issue: 1 }', code: 'one-of' },
    { gate: 'checklist: { file: a, by: [ada] }', code: 'wrong-value' },
    { gate: 'checklist: { issue: 0 }', code: 'wrong-value' },
  ],
};
