/** What GitHub found that is wrong with a repository's code, secrets and dependencies. */
export interface Security {
  /** Features that somebody switched off. */
  readonly off: readonly SecurityFeature[];
  readonly analyses: readonly Analysis[];
  readonly codeAlerts: readonly CodeAlert[];
  readonly secretAlerts: readonly SecretAlert[];
  readonly dependencyAlerts: readonly DependencyAlert[];
}

export type SecurityFeature = 'code-scanning' | 'secret-scanning' | 'dependabot';

type AlertState = 'open' | 'dismissed' | 'fixed';
export type Severity = 'low' | 'medium' | 'high' | 'critical';

/** What a tool found out about one commit. */
export interface Analysis {
  readonly id: number;
  readonly ref: string;
  readonly commitSha: string;
  readonly tool: string;
  readonly category: string;
  readonly error: string;
  readonly createdAt: string;
}

export interface CodeAlert {
  readonly number: number;
  /** The ref whose latest analysis has it. */
  readonly ref: string;
  readonly tool: string;
  readonly state: AlertState;
  readonly rule: string;
  readonly severity: 'none' | 'note' | 'warning' | 'error' | null;
  readonly securitySeverity: Severity | null;
  readonly createdAt: string;
}

export interface SecretAlert {
  readonly number: number;
  readonly state: 'open' | 'resolved';
  readonly type: string;
  readonly secret: string;
  readonly validity: 'active' | 'inactive' | 'unknown';
  readonly createdAt: string;
}

export interface DependencyAlert {
  readonly number: number;
  readonly state: AlertState | 'auto_dismissed';
  readonly package: string;
  readonly manifest: string;
  readonly scope: 'development' | 'runtime';
  readonly severity: Severity;
  readonly createdAt: string;
}

/** What is listed only where it is asked for by name: patterns of no provider, and passwords that Copilot finds. */
export const GENERIC_SECRETS: readonly string[] = [
  'ec_private_key',
  'generic_private_key',
  'http_basic_authentication_header',
  'http_bearer_authentication_header',
  'mongodb_connection_string',
  'mysql_connection_url',
  'openssh_private_key',
  'password',
  'pgp_private_key',
  'postgres_connection_string',
  'rsa_private_key',
];
