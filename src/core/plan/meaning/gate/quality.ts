import type { QualityGate, Requirement } from '../../plan.ts';
import { parseRequirement } from '../../sentence/requirement.ts';
import { isMistake } from '../../sentence/syntax.ts';
import type { Path } from '../../source/path.ts';
import { checkEnvironmentVariables } from '../variables.ts';
import type { GateAround, GateDraft } from './draft.ts';
import { noteMistake } from './mistake.ts';

export function resolveQuality(
  { file, format, require }: NonNullable<GateDraft['quality']>,
  { basics, path, notes }: GateAround,
): QualityGate | undefined {
  if (file !== undefined) checkEnvironmentVariables(file, [...path, 'file'], notes);
  const requirements = (require ?? []).flatMap((text, index) =>
    text === undefined ? [] : resolveRequirement(text, [...path, 'require', index]),
  );
  return file === undefined || require === undefined
    ? undefined
    : { kind: 'quality', ...basics, file, requirements, ...(format !== undefined && { format }) };

  function resolveRequirement(text: string, place: Path): readonly Requirement[] {
    const requirement = parseRequirement(text);
    if (!isMistake(requirement)) return [requirement];
    noteMistake(requirement, place, notes);
    return [];
  }
}
