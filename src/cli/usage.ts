/** What `sluice help` prints, and what follows a misuse. */
export const USAGE = `sluice: progressive delivery for anything a workflow can reach

  sluice validate [PLAN]               every problem of the plan, with its place
  sluice plan     [PLAN]               what the plan would do
  sluice simulate [PLAN]               run it against an invented service, in virtual time
  sluice run      [PLAN]               run it in earnest, from here
  sluice rollback [PLAN]               take all traffic back
  sluice status   [PLAN]               where the rollout stands, from its ledger
  sluice backtest [PLAN]               replay it over the past: what it would have done, and when

PLAN is .github/rollout.yml unless given.

  --scenario NAME      simulate: what goes wrong (default healthy; \`list\` names them all)
  --seed N             simulate, backtest: which course of chance (default 1)
  --version NAME       run: what is being released (default: the commit)
  --approve ENV        run: give the approval of this environment; may be repeated
  --retry              run: take the last rollout up again at the phase where it rests
  --ledger PLACE       run, rollback, status: git:FOLDER (default git:.)
  --history DURATION   validate: what it can see at the traffic of the last days, such as 7d
  --requests-per-second N
                       validate: the same for so much traffic, without asking a provider
  --from TIME          backtest: 2026-11-20T14:03Z, 2026-11-20, -7d (default -7d)
  --to TIME            backtest: the same, or now (default now)
  --incident TIME      backtest: when something known went wrong: would it have been seen?
  --began TIME         backtest: when the release that brought it began (default: seen in the data)
  --plant METRIC=x2    backtest: a regression to plant (x2, x0.8, +1%; @30m or @50%: how late it
                       begins); may be repeated
  --every DURATION     backtest: distance of the starts (default: the phase's length)
  --json               validate, status, simulate, run, backtest: the result for machines, on standard output

Exit codes: 0 it went as asked, 1 it did not, 2 wrong use.
`;
