import type { KayentaSettings } from '../judge/kayenta/settings.ts';
import type { Duration } from '../quantity/instant.ts';
import type { Position } from './position.ts';

/** How a phase is judged by Kayenta's method; the words are those of its canary configurations. */
export interface KayentaPlan {
  /** Scores from 0 to 100: from `pass` on the phase passes, below `marginal` the release is taken back. */
  readonly scoreThresholds: { readonly pass: number; readonly marginal: number };
  /** In percent, adding up to 100; groups without one share what is left. */
  readonly groupWeights: Readonly<Record<string, number>>;
  /** How often it is judged before the bake ends; left out, only then. */
  readonly interval?: Duration;
  readonly metrics: readonly KayentaPlanMetric[];
  readonly position: Position;
}

export interface KayentaPlanMetric {
  /** A metric of the plan. */
  readonly name: string;
  readonly groups: readonly string[];
  readonly settings: KayentaSettings;
}
