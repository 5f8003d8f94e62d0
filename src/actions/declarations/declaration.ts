/** One input of an action, as `action.yml`, the README table and the reader of inputs all know it. */
export interface InputDeclaration {
  readonly description: string;
  readonly required?: true;
  /** What it is when left out; an expression is allowed. Without it the input is empty. */
  readonly default?: string;
}

export interface OutputDeclaration {
  readonly description: string;
}

/** An action of the suite: everything that is said about it anywhere is said here. */
export interface ActionDeclaration {
  /** Folder below `actions/`, and the word that the bundle is started with; `sluice` is the root action. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputs: Readonly<Record<string, InputDeclaration>>;
  readonly outputs: Readonly<Record<string, OutputDeclaration>>;
  /** Permissions the token needs, as a job would write them. */
  readonly permissions: Readonly<Record<string, 'read' | 'write'>>;
  /** A complete step to copy. */
  readonly example: string;
}

/** The inputs of an action by name; one that was left out is empty. */
export type Inputs<Declaration extends ActionDeclaration> = {
  readonly [Name in keyof Declaration['inputs'] & string]: string;
};

/** The outputs of an action by name. */
export type Outputs<Declaration extends ActionDeclaration> = {
  readonly [Name in keyof Declaration['outputs'] & string]: string;
};
