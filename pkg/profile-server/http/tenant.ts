import { ConnectError } from '../errors/connectError';

const SINGLE_TENANT = ['anonymous'];
const MAX_LENGTH = 150;

/**
 * The tenants a request speaks for: with multi-tenancy those of its X-Scope-OrgID header, separated by `|`.
 * @throws ConnectError unauthenticated
 */
export function tenantsOf(header: string | undefined, multitenancy: boolean): readonly string[] {
  if (!multitenancy) {
    return SINGLE_TENANT;
  }
  if (!header) {
    throw new ConnectError('unauthenticated', 'no org id');
  }
  const tenants = [...new Set(header.split('|'))].sort();
  for (const tenant of tenants) {
    checkTenant(tenant);
  }
  return tenants;
}

function checkTenant(tenant: string): void {
  const bad = /[^0-9A-Za-z!\-_.*'()]/.exec(tenant);
  if (bad) {
    throw new ConnectError('unauthenticated', `tenant ID '${tenant}' contains unsupported character '${bad[0]}'`);
  }
  if (tenant === '' || tenant === '.' || tenant === '..') {
    throw new ConnectError('unauthenticated', tenant === '' ? 'no org id' : "tenant ID is '.' or '..'");
  }
  if (tenant.length > MAX_LENGTH) {
    throw new ConnectError('unauthenticated', `tenant ID is too long: max ${MAX_LENGTH} characters`);
  }
}

/** Writing is for one tenant. */
export function onlyTenant(tenants: readonly string[]): string {
  if (tenants.length > 1) {
    throw new ConnectError('unauthenticated', 'multiple org IDs present');
  }
  return tenants[0];
}
