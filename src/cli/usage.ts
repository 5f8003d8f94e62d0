/** What `sluice help` prints, and what follows a misuse. */
export const USAGE = `sluice: progressive delivery for anything a workflow can reach

  sluice validate [PLAN]               every problem of the plan, with its place
  sluice plan     [PLAN]               what the plan would do
  sluice simulate [PLAN]               run it against an invented service, in virtual time
  sluice run      [PLAN]               run it in earnest, from here
  sluice rollback [PLAN]               take all traffic back
  sluice status   [PLAN]               where the rollout stands, from its ledger

PLAN is .github/rollout.yml unless given.

  --scenario NAME      simulate: what goes wrong (default healthy; \`list\` names them all)
  --seed N             simulate: which course of chance (default 1)
  --version NAME       run: what is being released (default: the commit)
  --approve ENV        run: give the approval of this environment; may be repeated
  --retry              run: take the last rollout up again at the phase where it rests
  --ledger PLACE       run, rollback, status: git:FOLDER (default git:.)
  --json               status, simulate, run: the result for machines, on standard output

Exit codes: 0 it went as asked, 1 it did not, 2 wrong use.
`;
