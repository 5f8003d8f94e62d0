import { DEFAULTS } from '../../defaults.ts';
import { SEVERITIES, VALIDITIES } from '../../gate/github.ts';
import { choice, line, many, pattern, text, yesNo } from '../leaf.ts';
import { mapping, optional } from '../mapping.ts';
import { basics } from './basics.ts';
import { token } from './people.ts';

const noneFrom = optional(
  choice(SEVERITIES),
  'The gate is shut by an open alert of this severity or a worse one.',
  DEFAULTS.noneFrom,
);

export const codeScanning = mapping('what no open alert may reach, such as `{ none-from: high }`', {
  'none-from': noneFrom,
  tools: optional(
    many(line('the name of a tool', 200), 'tools, such as `[CodeQL]`'),
    'Tools that must have analysed the released commit; any one if left out.',
  ),
  token: token('It takes `security-events: read`.'),
  ...basics,
});

export const secretScanning = mapping('which leaked secrets count, such as `{}` for all', {
  validity: optional(
    many(choice(VALIDITIES), '`active`, `unknown` or `inactive`'),
    'Only secrets that GitHub found to be so count; all if left out.',
  ),
  token: token("No job's own token can read these alerts."),
  ...basics,
});

export const dependabot = mapping('what no open alert may reach, such as `{ none-from: high }`', {
  'none-from': noneFrom,
  scope: optional(
    choice(['runtime', 'development']),
    'Only dependencies needed then count; all if left out.',
  ),
  token: token('It takes `vulnerability-alerts: read`.'),
  ...basics,
});

export const attestation = mapping(
  'what must be attested, such as `{ artifact: dist/shop.tar.gz }`',
  {
    artifact: text(
      'the path of a file, or an image such as `oci://ghcr.io/acme/shop:v2`',
      1_000,
    ).describe('Path of a file, or an image as `oci://…`; may hold `$VAR`.'),
    repository: optional(
      pattern(/^[\w.-]+\/[\w.-]+$/, 'a repository such as `acme/shop`'),
      'The repository it was built in; this one if left out.',
    ),
    owner: optional(
      pattern(/^[\w-]+$/, 'an organization or person such as `acme`', 100),
      'In place of `repository`: built in any repository of this owner.',
    ),
    'signer-workflow': optional(
      pattern(
        /^[\w.-]+\/[\w.-]+\/[\w./-]+\.ya?ml$/,
        'a workflow such as `acme/build/.github/workflows/build.yml`',
      ),
      'The workflow that signed it. Needed where that is a reusable workflow of another repository.',
    ),
    'predicate-type': optional(
      pattern(/^https?:\/\/\S+$/, 'a URI such as `https://slsa.dev/provenance/v1`'),
      'What the attestation claims.',
      DEFAULTS.predicateType,
    ),
    'of-released-commit': optional(
      yesNo(),
      'Whether it must have been built from the released commit.',
      false,
    ),
    token: token('It takes `attestations: read`.'),
    ...basics,
  },
);
