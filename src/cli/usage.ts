/** What `sluice help` prints, and what follows a misuse. */
export const USAGE = `sluice: progressive delivery for anything a workflow can reach

  sluice validate [PLAN]               every problem of the plan, with its place
  sluice plan     [PLAN]               what the plan would do
  sluice simulate [PLAN]               run it against an invented service, in virtual time
  sluice run      [PLAN]               run it in earnest, from here
  sluice rollback [PLAN]               take all traffic back
  sluice status   [PLAN]               where the rollout stands, from its ledger
  sluice history  [PLAN] [ROLLOUT]     what was released, or what happened in one rollout
  sluice report   [PLAN] [ROLLOUT]     one rollout with its whole past, as Markdown, HTML or JSON
  sluice delivery                      how often, how fast, how well: from the ledgers of all targets
  sluice pause    [PLAN]               leave traffic where it is until somebody decides
  sluice resume   [PLAN]               go on from where it was paused
  sluice abort    [PLAN]               take all traffic back, and say who wanted it
  sluice approve  [PHASE] [PLAN]       let the phase begin that waits for approval
  sluice promote  [PLAN]               let this phase pass now
  sluice promote-full [PLAN]           make the new version the stable one now
  sluice retry    [PLAN]               begin the phase anew that it rests at
  sluice skip-gate GATE [PLAN]         let one shut gate pass; wants --reason
  sluice tick     [PLAN]               one pass of a rollout that nobody runs, then leave
  sluice backtest [PLAN]               replay it over the past: what it would have done, and when

PLAN is .github/rollout.yml unless given; for status, history and report, ENVIRONMENT/NAME does as
well.

  --scenario NAME      simulate: what goes wrong (default healthy; \`list\` names them all)
  --seed N             simulate, backtest: which course of chance (default 1)
  --version NAME       run: what is being released (default: the last one, or \`unnamed\`); approve:
                       only this; backtest: what $VERSION was
  --approve ENV        run: give the approval of this environment; may be repeated
  --retry              run: take the last rollout up again at the phase where it rests
  --reason WHY         orders: why, kept in the ledger
  --ledger PLACE       all that read or move a rollout: git:FOLDER (default git:.); status,
                       history, report and delivery also github or github:OWNER/REPO, with
                       GITHUB_TOKEN set
  --fetch REMOTE       status, history, report, delivery: fetch the ledgers from there first
  --all                status: all targets
  --limit N            history: at most so many rollouts (default 20)
  --verify             history: hold every commit of the ledger against the one before it
  --html FILE, --markdown FILE
                       report: write it there too
  --environment NAME   delivery: of one environment
  --window DURATION    delivery: how long a time (default 30d), and as long before it to compare
  --since TIME         delivery: the same by its beginning, such as 2026-11-01 or -90d
  --badge FILE, --endpoint FILE
                       delivery: write a badge as SVG, or for shields.io as JSON
  --history DURATION   validate: what it can see at the traffic of the last days, such as 7d
  --requests-per-second N
                       validate: the same for so much traffic, without asking a provider
  --from TIME          backtest: 2026-11-20T14:03Z, 2026-11-20, -7d (default -7d)
  --to TIME            backtest, delivery: the same, or now (default now)
  --incident TIME      backtest: when something known went wrong: would it have been seen?
  --began TIME         backtest: when the release that brought it began (default: seen in the data)
  --plant METRIC=x2    backtest: a regression to plant (x2, x0.8, +1%; @30m or @50%: how late it
                       begins); may be repeated
  --every DURATION     backtest: distance of the starts (default: the phase's length)
  --json               validate (with --history or --requests-per-second), simulate, run, rollback,
                       status, history, report, delivery, orders, tick, backtest: the result for
                       machines

Exit codes: 0 it went as asked, 1 it did not, 2 wrong use.
`;
