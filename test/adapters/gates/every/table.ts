import type { Gate } from '../../../../src/core/plan/plan.ts';
import { freeze } from './clock-rows.ts';
import { checklist, checks, issues, reviews } from './github-rows.ts';
import { command, quality, stable } from './job-rows.ts';
import { attestation, baked } from './release-rows.ts';
import type { Rows } from './scene.ts';
import { codeScanning, dependabot, secretScanning } from './security-rows.ts';
import { alerts, errorBudget, http, prometheus } from './service-rows.ts';

/** A kind of gate without rows does not compile. */
export const TABLE: { readonly [Kind in Gate['kind']]: Rows } = {
  freeze,
  checks,
  reviews,
  issues,
  'code-scanning': codeScanning,
  'secret-scanning': secretScanning,
  dependabot,
  attestation,
  baked,
  stable,
  prometheus,
  'error-budget': errorBudget,
  alerts,
  http,
  quality,
  checklist,
  command,
};
