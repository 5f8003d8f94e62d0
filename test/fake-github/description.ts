import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Operation } from './operations.ts';

interface Description {
  readonly operations: Readonly<Record<string, DescribedOperation>>;
}

interface DescribedOperation {
  readonly body: object | null;
  readonly responses: Readonly<Record<string, object | null>>;
}

/** What GitHub's description has to say about a part of a request or a response: sentences, none if all is well. */
export interface DescriptionChecks {
  checkPath(operation: Operation, values: Record<string, unknown>): readonly string[];
  checkQuery(operation: Operation, values: Record<string, unknown>): readonly string[];
  checkBody(operation: Operation, body: unknown): readonly string[];
  checkResponse(operation: Operation, status: number, body: unknown): readonly string[];
}

let loaded: DescriptionChecks | undefined;

/**
 * Validators over the committed cut of GitHub's OpenAPI description, each compiled on first use and then
 * shared. Path and query values are coerced in place to the types described (`"7"` to 7).
 */
export function loadDescription(): DescriptionChecks {
  loaded ??= readDescription();
  return loaded;
}

function readDescription(): DescriptionChecks {
  const file = new URL('./description/github.json', import.meta.url);
  const description = JSON.parse(readFileSync(file, 'utf8')) as Description;
  const exact = createValidators(description, false);
  const coercing = createValidators(description, true);

  return {
    checkPath: (operation, values) => coercing.check(operation, 'path', values),
    checkQuery: (operation, values) => coercing.check(operation, 'query', values),
    checkBody(operation, body) {
      if (description.operations[operation]?.body !== null)
        return exact.check(operation, 'body', body ?? {});
      return body === undefined ? [] : ['body: this operation takes none'];
    },
    checkResponse(operation, status, body) {
      const described = description.operations[operation]?.responses[status];
      // The description names few errors, and the form of fewer, but all have the same.
      if (status >= 400 && described == null) return exact.checkError(body);
      if (described === undefined)
        return [`response: GitHub describes no ${status} for ${operation}`];
      if (described === null) return body === undefined ? [] : [`response: ${status} has no body`];
      return exact.check(operation, `responses/${status}`, body);
    },
  };
}

function createValidators(description: Description, coerceTypes: boolean) {
  const ajv = new Ajv({
    allErrors: true,
    coerceTypes,
    strict: false,
    // A validator runs a few times here: compiling it fast matters more than running it fast.
    inlineRefs: false,
    code: { optimize: false },
    validateSchema: false,
  });
  addFormats.default(ajv);
  ajv.addSchema(description, 'github');
  const compiled = new Map<string, ValidateFunction>();

  function validate($ref: string, value: unknown, what: string): readonly string[] {
    const validator = compiled.get($ref) ?? ajv.compile({ $ref });
    compiled.set($ref, validator);
    return validator(value) ? [] : describeErrors(validator.errors ?? [], what);
  }

  return {
    check(operation: Operation, part: string, value: unknown): readonly string[] {
      const name = encodeURIComponent(operation.replaceAll('~', '~0').replaceAll('/', '~1'));
      return validate(`github#/operations/${name}/${part}`, value, part);
    },
    checkError: (body: unknown) => validate('github#/schemas/basic-error', body, 'error'),
  };
}

function describeErrors(errors: readonly ErrorObject[], what: string): readonly string[] {
  return errors.map(({ instancePath, message, params }) => {
    const detail = 'additionalProperty' in params ? ` (${String(params.additionalProperty)})` : '';
    const allowed = 'allowedValues' in params ? `: ${JSON.stringify(params.allowedValues)}` : '';
    return `${what}${instancePath}: ${message ?? 'is wrong'}${detail}${allowed}`;
  });
}
