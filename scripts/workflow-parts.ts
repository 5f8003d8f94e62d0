/** Pieces that every generated workflow is made of. */

export const CHECKOUT = 'actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0';
export const UPLOAD = 'actions/upload-artifact@330a01c490aca151604b8cf639adc76d48f6c5d4 # v5.0.0';

export const CHECKOUT_STEP = `      - uses: ${CHECKOUT}
        with:
          persist-credentials: false`;

/** Where a command of a person, or of the clock, runs: whoever released, and from which branch, has no say in it. */
export const CHECKOUT_DEFAULT_BRANCH = `      # Never the pull request's code. Nothing but the plan's own commands needs it.
      - uses: ${CHECKOUT}
        continue-on-error: true
        with:
          ref: \${{ github.event.repository.default_branch }}
          persist-credentials: false`;

export const RUNNER =
  "${{ startsWith(inputs.runner, '[') && fromJSON(inputs.runner) || inputs.runner }}";

/** Permissions of every job that moves a rollout. */
export const STORY = `      contents: write # the ledger
      checks: write
      deployments: write
      pull-requests: write`;

export const RUNNER_INPUT = `      runner:
        description: Label of the runner, or a JSON list of labels. It must reach the target and the metrics.
        type: string
        default: ubuntu-latest
      settings:
        description: Values for the plan's \`$NAME\`s, one \`NAME=value\` a line, shown as they are.
        type: string
        default: ''`;

export const VARIABLES_SECRET = `      variables:
        description: The same for secrets; every value is masked.
        required: false`;

export const TEAM_TOKEN_SECRET = `      team-token:
        description: A token that may read the organization's members, for the teams that an approval or a gate names.
        required: false`;
