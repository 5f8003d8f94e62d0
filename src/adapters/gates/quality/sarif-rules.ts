import * as z from 'zod';

/** How bad a finding is, by SARIF 2.1.0 §3.27.10. */
export const LEVELS = ['error', 'warning', 'note', 'none'] as const;
export const level = z.enum(LEVELS);

/** A place in a list; -1 stands for none, as SARIF has it. */
const place = z
  .int()
  .transform((index) => (index < 0 ? undefined : index))
  .optional();

const score = z
  .union([z.number(), z.string().regex(/^\d+(\.\d+)?$/)])
  .transform(Number)
  .pipe(z.number().min(0).max(10));

const rule = z.object({
  id: z.string().optional(),
  defaultConfiguration: z.object({ level: level.optional() }).optional(),
  properties: z.object({ 'security-severity': score.optional() }).optional(),
});
export type Rule = z.infer<typeof rule>;

const component = z.object({
  name: z.string().optional(),
  guid: z.string().optional(),
  rules: z.array(rule).optional(),
});

/** A scanner, and the packs of rules it was extended with. */
export const tool = z.object({ driver: component, extensions: z.array(component).optional() });
type Tool = z.infer<typeof tool>;

/** What a result may say about its rule. */
export const reference = z.object({
  ruleId: z.string().optional(),
  ruleIndex: place,
  rule: z
    .object({
      id: z.string().optional(),
      index: place,
      toolComponent: z
        .object({ index: place, guid: z.string().optional(), name: z.string().optional() })
        .optional(),
    })
    .optional(),
});
type Reference = z.infer<typeof reference>;

/** @example 'rule js/sql' */
export function nameRule(result: Reference): string {
  const id = idOf(result);
  return id === undefined ? 'a rule without an id' : `rule ${id}`;
}

function idOf({ ruleId, rule: named }: Reference): string | undefined {
  return ruleId ?? named?.id;
}

/**
 * Finds the rule of a result by its place in the driver or in the pack that is named; else by its id in any of
 * them; else by what remains of the id without its last parts (SARIF 2.1.0 §3.52): `CA1000` for `CA1000/md5`. A
 * rule at the place that bears another id is not taken, and neither is one of several that bear the id and disagree.
 */
export function createRuleFinder(scanner: Tool): (result: Reference) => Rule | undefined {
  const byId = indexRules(scanner);
  return (result) => {
    const id = idOf(result);
    const index = result.rule?.index ?? result.ruleIndex;
    const rules = findComponent(scanner, result.rule?.toolComponent)?.rules;
    const there = index === undefined ? undefined : rules?.[index];
    if (there !== undefined && bears(there, id)) return there;
    return shorten(id)
      .map((one) => byId.get(one))
      .find((one) => one !== undefined);
  };
}

function findComponent(
  { driver, extensions = [] }: Tool,
  { index, guid, name }: NonNullable<NonNullable<Reference['rule']>['toolComponent']> = {},
) {
  if (index !== undefined) return extensions[index];
  if (guid !== undefined) return [driver, ...extensions].find((one) => one.guid === guid);
  return name === undefined ? driver : [driver, ...extensions].find((one) => one.name === name);
}

function indexRules({ driver, extensions = [] }: Tool): ReadonlyMap<string, Rule | undefined> {
  const byId = new Map<string, Rule | undefined>();
  for (const { rules = [] } of [driver, ...extensions]) {
    for (const one of rules) {
      if (one.id === undefined) continue;
      const isClear = !byId.has(one.id) || agree(byId.get(one.id), one);
      byId.set(one.id, isClear ? one : undefined);
    }
  }
  return byId;
}

function agree(one: Rule | undefined, other: Rule): boolean {
  return (
    one !== undefined &&
    one.defaultConfiguration?.level === other.defaultConfiguration?.level &&
    one.properties?.['security-severity'] === other.properties?.['security-severity']
  );
}

function bears({ id }: Rule, wanted: string | undefined): boolean {
  return id === undefined || wanted === undefined || shorten(wanted).includes(id);
}

/** @example 'js/sql/get' gives itself, 'js/sql' and 'js' */
function shorten(id: string | undefined): readonly string[] {
  if (id === undefined) return [];
  const parts = id.split('/');
  return parts.map((_, dropped) => parts.slice(0, parts.length - dropped).join('/'));
}
