import type { Environment } from '../adapters/process/environment.ts';
import { createGateSources, type GateAccess } from '../adapters/gates/sources.ts';
import { createHooks } from '../adapters/hooks/hooks.ts';
import { createNotifier } from '../adapters/notifications/notifier.ts';
import { checkName } from '../adapters/report/github/check.ts';
import { createMetrics } from '../adapters/metrics/metrics.ts';
import { UNKNOWN_RUNS } from '../adapters/runs/unknown.ts';
import { createRedactor } from '../adapters/secrets/redaction.ts';
import { createTraffic } from '../adapters/traffic/traffic.ts';
import type { Plan, Target } from '../core/plan/plan.ts';
import { bindVariables } from '../core/plan/variables.ts';
import type { RolloutStarted } from '../core/rollout/event.ts';
import type { Release } from '../drivers/assignment.ts';
import type { World } from '../drivers/world.ts';
import type { Approvals } from '../ports/approvals.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { Reporter } from '../ports/reporter.ts';
import type { Repository } from '../ports/repository.ts';
import type { Runs } from '../ports/runs.ts';
import type { StableSide, Traffic } from '../ports/traffic.ts';
import type { Print } from './print.ts';

/** What differs between the places a rollout may run in. */
export interface Surroundings {
  readonly ledger: Ledger;
  readonly reporter: Reporter;
  readonly approvals: Approvals;
  readonly repository?: Repository;
  /** What else gates may ask. */
  readonly gateAccess?: GateAccess;
  /** Without it nobody can say whether another run still goes on. */
  readonly runs?: Runs;
  readonly release: Release;
  readonly clock: Clock;
  /** Names the rollout for the plan's hooks. */
  readonly rollout: string;
  readonly environment: Environment;
  /** Values that no message may show. */
  readonly secrets: readonly string[];
  readonly print: Print;
}

/** Puts the adapters that a plan names together with the surroundings. */
export function createWorld(plan: Plan, surroundings: Surroundings): World {
  const { release, repository, rollout, gateAccess, secrets, clock } = surroundings;
  const environment = withVersion(surroundings.environment, release.version);
  const { traffic, metrics } = createMeasuringWorld(plan, { environment, secrets, clock });
  return {
    ...pick(surroundings),
    traffic,
    trafficOf: reachTargets(surroundings),
    metrics,
    gates: createGateSources({
      ...gateAccess,
      environment: {
        ...environment,
        SLUICE_VERSION: release.version,
        SLUICE_ENVIRONMENT: plan.environment,
        SLUICE_NAME: plan.name,
      },
      redact: createRedactor(secrets),
      ownChecks: [checkName(plan)],
      stable: traffic,
      version: release.version,
      name: plan.name,
      ...(repository && { repository }),
      ...(release.sha !== undefined && { sha: release.sha }),
    }),
    hooks: openHooks(plan, plan.target, release.version, rollout, environment, surroundings),
    hooksOf: reachHooks(plan, surroundings),
    notifier: openNotifier(plan, environment, surroundings),
  };
}

/** Only what it takes to measure. */
export function createMeasuringWorld(
  plan: Plan,
  { environment, secrets, clock }: Pick<Surroundings, 'environment' | 'secrets' | 'clock'>,
): {
  readonly clock: Clock;
  readonly traffic: Traffic & StableSide;
  readonly metrics: Metrics;
} {
  const { target } = plan;
  const redact = createRedactor(secrets);
  const versions = {
    canary: bindName(target.canary, environment),
    stable: bindName(target.stable, environment),
  };
  return {
    clock,
    traffic: createTraffic(target, { environment, clock, redact }),
    metrics: createMetrics({ versions, environment, redact, now: clock.now }),
  };
}

/**
 * What it takes to go back: the target that the ledger names, whatever the plan in the working tree says. Of
 * the plan only the cleanup hook is used, if there is a plan. `known` is the plan in the ledger, where it can be
 * read: it says who is told.
 */
export function createReturningWorld(
  started: RolloutStarted | undefined,
  plan: Plan | undefined,
  surroundings: Surroundings,
  known: Plan | undefined = plan,
): World {
  const version = started?.version ?? surroundings.release.version;
  const environment = withVersion(surroundings.environment, version);
  const redact = createRedactor(surroundings.secrets);
  const { clock } = surroundings;
  const target = started?.plan.target ?? plan?.target;
  const rollout = started?.rollout ?? surroundings.rollout;
  return {
    ...pick(surroundings),
    traffic: target ? createTraffic(target, { environment, clock, redact }) : UNUSED.traffic,
    trafficOf: reachTargets(surroundings),
    metrics: UNUSED.metrics,
    gates: UNUSED.gates,
    hooks:
      plan && target
        ? openHooks(plan, target, version, rollout, environment, surroundings)
        : UNUSED.hooks,
    hooksOf: plan ? reachHooks(plan, surroundings) : () => UNUSED.hooks,
    notifier: openNotifier(known, environment, surroundings),
  };
}

function pick({ ledger, reporter, approvals, clock, runs = UNKNOWN_RUNS }: Surroundings) {
  return { ledger, reporter, approvals, clock, runs };
}

function openNotifier(
  plan: Plan | undefined,
  environment: Environment,
  { secrets, clock: { now } }: Surroundings,
): World['notifier'] {
  return createNotifier(plan?.notifications ?? [], { environment, secrets, now });
}

function reachTargets({ environment, secrets, clock }: Surroundings): World['trafficOf'] {
  const redact = createRedactor(secrets);
  return ({ version, plan }) =>
    createTraffic(plan.target, { environment: withVersion(environment, version), clock, redact });
}

function reachHooks(plan: Plan, surroundings: Surroundings): World['hooksOf'] {
  return ({ plan: { target }, version, rollout }) => {
    const environment = withVersion(surroundings.environment, version);
    return openHooks(plan, target, version, rollout, environment, surroundings);
  };
}

function openHooks(
  plan: Plan,
  { canary, stable }: Target,
  version: string,
  rollout: string,
  environment: Environment,
  { print, secrets }: Surroundings,
): World['hooks'] {
  const facts = {
    version,
    environment: plan.environment,
    name: plan.name,
    canary,
    stable,
    rollout,
  };
  return createHooks({ facts, environment, print, redact: createRedactor(secrets) });
}

/** What a release is called may be used like any other variable: `canary: $VERSION`. */
function withVersion(environment: Environment, version: string): Environment {
  return { VERSION: version, ...environment };
}

/** The name with its variables; where one is not set the target refuses every move and says so. */
function bindName(name: string, environment: Environment): string {
  const binding = bindVariables(name, environment);
  return binding.outcome === 'bound' ? binding.text : name;
}

function refuse(): never {
  throw new Error('going back measures nothing, asks no gate and runs no hook without a plan');
}

const UNUSED = {
  traffic: { readWeight: refuse, setWeight: refuse },
  metrics: { measure: refuse },
  gates: { evaluate: refuse },
  hooks: { run: refuse },
} as const;
