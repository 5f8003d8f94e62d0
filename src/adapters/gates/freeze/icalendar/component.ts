import type { Faults } from './faults.ts';
import type { ContentLine } from './lines.ts';

/** What stands between a BEGIN and its END. */
export interface Component {
  /** `VCALENDAR`, `VEVENT`, `VTIMEZONE`, `STANDARD`, … */
  readonly name: string;
  readonly line: number;
  readonly properties: readonly ContentLine[];
  readonly components: readonly Component[];
}

interface Opened extends Component {
  readonly properties: ContentLine[];
  readonly components: Component[];
}

/** Puts lines into the components they stand in; the outermost ones. What is not closed is a fault. */
export function readComponents(
  lines: readonly ContentLine[],
  faults: Faults,
): readonly Component[] {
  const root: Opened = { name: '', line: 1, properties: [], components: [] };
  const opened: Opened[] = [root];
  for (const line of lines) {
    const innermost = opened.at(-1) ?? root;
    const named = line.value.trim().toUpperCase();
    if (line.name === 'BEGIN') {
      const begun = { name: named, line: line.number, properties: [], components: [] };
      innermost.components.push(begun);
      opened.push(begun);
    } else if (line.name === 'END') {
      if (named === innermost.name) opened.pop();
      else faults.note(line.number, `END:${faults.quote(named)} closes nothing that is open`);
    } else if (innermost === root) {
      faults.note(line.number, `${line.name} stands outside of a calendar`);
    } else innermost.properties.push(line);
  }
  const open = opened.at(-1) ?? root;
  if (open !== root) faults.note(open.line, `${open.name} has no end: is the file cut off?`);
  return root.components;
}

/** The first property of a name. */
export function propertyOf(component: Component, name: string): ContentLine | undefined {
  return component.properties.find((property) => property.name === name);
}

export function propertiesOf(component: Component, name: string): readonly ContentLine[] {
  return component.properties.filter((property) => property.name === name);
}
